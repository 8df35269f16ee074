import { expect, test, vi } from 'vitest'
import { createRetentionClock } from './retention-clock.ts'

test('a clock that is set forward makes nothing old, and one that is set back neither', () => {
  // Only the time of day is not real here.
  vi.useFakeTimers({ toFake: ['Date'] })
  const day = 86_400_000
  const start = Date.now()
  const clock = createRetentionClock()
  vi.setSystemTime(start + 365 * day)
  expect(clock() - start).toBeLessThan(day)
  vi.setSystemTime(start - 10 * day)
  expect(clock()).toBe(start - 10 * day)
  vi.useRealTimers()
})
