import type { assert as Assert, Parameters } from 'fast-check'
import { vi } from 'vitest'

/**
 * A setup file of the tests for a longer run by hand: each property is tried PROPERTY_TIMES as often
 * as its test says, from the seed PROPERTY_SEED where one is given.
 */
vi.mock('fast-check', async (importOriginal) => {
  const { default: fc } = await importOriginal<{ default: typeof import('fast-check') }>()
  const times = Number(process.env['PROPERTY_TIMES'] ?? 1)
  const seed = process.env['PROPERTY_SEED']
  if (!(times >= 1) || Number.isNaN(Number(seed ?? 0)))
    throw new Error('PROPERTY_TIMES has to be a number from 1 on, and PROPERTY_SEED a number.')
  const usualRuns = 100
  const harder = <Values>(options: Parameters<Values> = {}): Parameters<Values> => ({
    ...(seed !== undefined && { seed: Number(seed) }),
    ...options,
    numRuns: Math.ceil((options.numRuns ?? usualRuns) * times),
  })
  // One function cannot be given the three signatures that tell plain from asynchronous properties.
  const assert = ((property, options) => fc.assert(property, harder(options))) as typeof Assert
  return { ...fc, assert, default: { ...fc, assert } }
})
