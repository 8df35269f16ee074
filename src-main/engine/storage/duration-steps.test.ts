import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationOfStep, durationStep } from './duration-steps.ts'

test('a duration read from its step is at most 1.1 percent off, and order is kept', () => {
  const duration = fc.double({ min: 0.001, max: 1e7, noNaN: true })
  fc.assert(
    fc.property(duration, duration, (one, other) => {
      expect(Math.abs(durationOfStep(durationStep(one)) - one)).toBeLessThanOrEqual(one * 0.0115)
      if (one <= other) expect(durationStep(one)).toBeLessThanOrEqual(durationStep(other))
    }),
  )
})

test('durations below a microsecond are one step', () => {
  expect(durationStep(0)).toBe(0)
  expect(durationStep(0.0004)).toBe(0)
})
