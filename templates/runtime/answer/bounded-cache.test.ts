import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBoundedCache } from './bounded-cache.ts'

const limits = { entries: 20, weight: 100, weigh: (value: number) => value }

test('what was set is kept while there is room', () => {
  const cache = createBoundedCache(limits)
  for (let number = 0; number < 20; number += 1) cache.set(`key ${number}`, 5)
  for (let number = 0; number < 20; number += 1) expect(cache.get(`key ${number}`)).toBe(5)
  expect(cache.get('another key')).toBeUndefined()
})

test('the cache keeps within its limits, the newest last to go', () => {
  const sets = fc.array(
    fc.record({ key: fc.integer({ min: 0, max: 60 }).map(String), value: fc.nat(120) }),
    { maxLength: 200 },
  )
  fc.assert(
    fc.property(sets, (steps) => {
      const cache = createBoundedCache(limits)
      // What was set last under each key, oldest first.
      const latest = new Map<string, number>()
      for (const { key, value } of steps) {
        cache.set(key, value)
        latest.delete(key)
        latest.set(key, value)

        const ages = [...latest]
        const kept = ages.filter(([each]) => cache.get(each) !== undefined)
        expect(kept).toEqual(ages.slice(ages.length - kept.length))
        expect(kept.map(([each]) => cache.get(each))).toEqual(kept.map(([, each]) => each))
        expect(kept.length).toBeLessThanOrEqual(limits.entries)
        expect(kept.reduce((sum, [, each]) => sum + each, 0)).toBeLessThanOrEqual(limits.weight)
        if (value <= limits.weight) expect(cache.get(key)).toBe(value)
      }
    }),
  )
})

test('a full cache makes room by forgetting an eighth at most', () => {
  const cache = createBoundedCache(limits)
  for (let number = 0; number < 21; number += 1) cache.set(`key ${number}`, 0)
  const kept = Array.from({ length: 21 }, (_, number) => cache.get(`key ${number}`))
  expect(kept.filter((value) => value !== undefined)).toHaveLength(19)
})
