import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scenarioNameSchema } from '#contract/scenario.ts'
import { freeScenarioName, scenarioNameOf } from './scenario-name.ts'

test('any text becomes a valid name or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      const name = scenarioNameOf(text)
      if (name !== '') expect(scenarioNameSchema.safeParse(name).success).toBe(true)
    }),
  )
  expect(scenarioNameOf('Payment declined (Ä)!')).toBe('payment-declined-a')
})

test('a taken name gets a number and stays valid', () => {
  expect(freeScenarioName('slow', [])).toBe('slow')
  expect(freeScenarioName('slow', ['slow', 'slow-2'])).toBe('slow-3')
  const long = 'a'.repeat(60)
  expect(scenarioNameSchema.safeParse(freeScenarioName(long, [long])).success).toBe(true)
})
