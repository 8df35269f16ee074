import { expect, test } from 'vitest'
import { createDice } from './dice.ts'
import { readFuzzOptions } from './fuzz-options.ts'
import { mutateSpec } from './mutate-spec.ts'
import { runRequestTrials } from './run-request-trials.ts'
import { runSpecTrials } from './run-spec-trials.ts'

// Another one each time; a failure names it, and the same seed finds it again.
const seed = 1 + Math.trunc(Math.random() * 1_000_000)

test('mutated specs are served or refused, and nothing else happens', async () => {
  const report = await runSpecTrials({ seed, seconds: 10, maxBytes: 60_000, keepFailuresIn: null })
  expect(report.failures).toEqual([])
  expect(report.served).toBeGreaterThan(0)
  expect(report.refused).toBeGreaterThan(0)
}, 120_000)

test('random requests bring no server down and get no failure that is not declared', async () => {
  const report = await runRequestTrials({
    seed,
    seconds: 10,
    secondsPerServer: 4,
    maxBytes: 200_000,
  })
  expect(report.failures).toEqual([])
  expect(report.servers).toBeGreaterThan(0)
  expect([...report.statuses.keys()].length).toBeGreaterThan(3)
}, 120_000)

test('a seed repeats its mutations', () => {
  const text = 'openapi: 3.1.0\ninfo: {title: Ping, version: "1"}\npaths: {/ping: {get: {}}}\n'
  const mutations = () => {
    const dice = createDice(seed)
    return Array.from({ length: 50 }, () => mutateSpec(text, dice, ['#']))
  }
  expect(mutations()).toEqual(mutations())
  expect(new Set(mutations()).size).toBeGreaterThan(20)
})

test('wrong options are named', () => {
  expect(readFuzzOptions(['--seconds', '5', '--seed', '7'])).toEqual({ seconds: 5, seed: 7 })
  expect(() => readFuzzOptions(['--seconds', 'long'])).toThrow('--seconds long')
})
