/** A map that forgets its oldest entries when it is full, so that no client can make it grow. */
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

  return {
    get: (key) => kept.get(key),
    set(key, value) {
      forget(key)
      kept.set(key, value)
      weight += limits.weigh(value)
      for (const oldest of kept.keys()) {
        if (kept.size <= limits.entries && weight <= limits.weight) {
          return
        }
        forget(oldest)
      }
    },
  }
}
