/** A map that forgets its oldest entries, some at a time, when it is full, so that no client can make it grow. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
}

/** Keeps at most `entries` values whose weights, in bytes, add up to at most `weight`. */
export function createBoundedCache<Value>(limits: {
  entries: number
  weight: number
  weigh: (value: Value) => number
}): BoundedCache<Value> {
  const kept = new Map<string, Value>()
  let weight = 0

  function forget(key: string): void {
    const value = kept.get(key)
    if (value !== undefined) {
      weight -= limits.weigh(value)
      kept.delete(key)
    }
  }

  const fits = () => kept.size <= limits.entries && weight <= limits.weight

  return {
    get: (key) => kept.get(key),
    set(key, value) {
      forget(key)
      kept.set(key, value)
      weight += limits.weigh(value)
      if (fits()) {
        return
      }
      // Looking for the oldest costs a walk over the gaps that forgotten ones leave in a large map: an eighth goes at once.
      let spare = kept.size >> 3
      for (const oldest of kept.keys()) {
        if (spare <= 0 && fits()) {
          return
        }
        forget(oldest)
        spare -= 1
      }
    },
  }
}
