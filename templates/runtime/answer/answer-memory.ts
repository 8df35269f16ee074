import { type BoundedCache, createBoundedCache } from './bounded-cache.ts'

/** Keys are made of what clients send; longer ones are not worth keeping. */
const keyLimit = 400

/** Remembers what was made for an owner, as long as the owner lives and there is room. */
export interface AnswerMemory<Value> {
  recall(owner: object, key: string, make: () => Value): Value
}

/** Keeps at most `entries` values for each owner; the oldest go first. */
export function createAnswerMemory<Value>(entries: number): AnswerMemory<Value> {
  const owners = new WeakMap<object, BoundedCache<Value>>()
  return {
    recall(owner, key, make) {
      let kept = owners.get(owner)
      if (kept === undefined) {
        kept = createBoundedCache({ entries, weight: entries, weigh: () => 1 })
        owners.set(owner, kept)
      }
      const found = kept.get(key)
      if (found !== undefined) {
        return found
      }
      const made = make()
      if (key.length <= keyLimit) {
        kept.set(key, made)
      }
      return made
    },
  }
}
