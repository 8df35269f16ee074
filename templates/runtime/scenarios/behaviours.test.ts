import { expect, test } from 'vitest'
import type { Scenario, ScenarioAnswer, ScenarioRule } from '#contract/scenario.ts'
import { operationNamed } from '#engine/scenarios/api-for-tests.ts'
import { playScenario } from './play-scenario.ts'
import { drawAt } from './random-draw.ts'
import { defaultDelay, tryRules } from './try-rules.ts'

const operation = operationNamed('pay', 'POST')
const subject = { params: {}, query: () => new URLSearchParams(), headers: {}, body: undefined }

function play(answers: ScenarioAnswer[], defaults: Scenario['defaults'] = {}) {
  const rules = answers.map((answer): ScenarioRule => ({ when: {}, answer }))
  return playScenario({ name: 'test', description: '', derived: false, rules, defaults })
}

function run(played: ReturnType<typeof play>, times: number, seed = 1) {
  return Array.from({ length: times }, () => tryRules({ played, operation, subject, seed }))
}

function statuses(played: ReturnType<typeof play>, times: number, seed = 1) {
  return run(played, times, seed).map(({ chosen }) => chosen?.draft.answer.status ?? null)
}

test('a sequence gives its answers in turn and starts again', () => {
  const played = play([{ sequence: [{ status: 500 }, { status: 429 }, { status: 200 }] }])
  expect(statuses(played, 4)).toEqual([500, 429, 200, 500])
})

test('an answer of a sequence replaces what stands beside it, the body as one thing', () => {
  const played = play([
    { status: 400, body: { a: 1 }, delay: 5, sequence: [{ text: 'x' }, { status: 409 }] },
  ])
  const [first, second] = run(played, 2).map(({ chosen }) => chosen?.draft)
  expect(first?.answer).toMatchObject({ status: 400, text: 'x' })
  expect(first?.answer.body).toBeUndefined()
  expect(second?.answer).toMatchObject({ status: 409, body: { a: 1 } })
  expect(second?.delay).toBe(5)
})

test('times lets a rule answer so often and then the next', () => {
  const played = play([{ status: 503, times: 2 }, { status: 404 }])
  expect(statuses(played, 4)).toEqual([503, 503, 404, 404])
  const [last] = run(played, 1)
  expect(last?.steps[0]).toEqual({
    stage: 'rule',
    verdict: 'fail',
    message: 'Rule 1 applies but was given its 2 times.',
  })
})

test('probability lets the other requests go on, in the same way for the same seed', () => {
  const answers = [{ status: 503, probability: 0.3 }, { status: 200 }]
  const drawn = statuses(play(answers), 1_000, 7)
  const failed = drawn.filter((status) => status === 503).length
  expect(failed).toBeGreaterThan(250)
  expect(failed).toBeLessThan(350)
  expect(statuses(play(answers), 1_000, 7)).toEqual(drawn)
  expect(statuses(play(answers), 1_000, 8)).not.toEqual(drawn)
})

test('probability 0 never answers and probability 1 always does', () => {
  expect(statuses(play([{ status: 503, probability: 0 }]), 3)).toEqual([null, null, null])
  expect(statuses(play([{ status: 503, probability: 1 }]), 3)).toEqual([503, 503, 503])
})

test('only answers that are given count, not those that were not drawn', () => {
  const played = play([{ status: 503, probability: 0.5, times: 3 }])
  expect(statuses(played, 100).filter((status) => status === 503)).toHaveLength(3)
})

test('a fixed delay is taken as it is, a range is drawn within its bounds', () => {
  const [fixed] = run(play([{ delay: 120 }]), 1)
  expect(fixed?.chosen?.draft.delay).toBe(120)
  const drawn = run(play([{ delay: { min: 10, max: 20 } }]), 50).map(
    ({ chosen }) => chosen?.draft.delay ?? -1,
  )
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(10)
  expect(Math.max(...drawn)).toBeLessThanOrEqual(20)
  expect(new Set(drawn).size).toBeGreaterThan(3)
})

test('a delay whose bounds are the wrong way round is its lower bound', () => {
  const [decision] = run(play([{ delay: { min: 20, max: 10 } }]), 1)
  expect(decision?.chosen?.draft.delay).toBe(20)
})

test('a fault is passed on and explained', () => {
  const [decision] = run(play([{ fault: 'close' }]), 1)
  expect(decision?.chosen?.draft.fault).toBe('close')
  expect(decision?.steps.at(-1)?.message).toBe('The connection is closed without an answer.')
})

test('a scenario delays what its rules do not', () => {
  expect(defaultDelay(play([]), 1)).toBeNull()
  expect(defaultDelay(play([], { delay: 40 }), 1)).toBe(40)
  const played = play([], { delay: { min: 0, max: 1_000 } })
  expect(defaultDelay(played, 1)).not.toBe(defaultDelay(played, 1))
})

test('a preview moves no counter', () => {
  const played = play([{ sequence: [{ status: 500 }, { status: 503 }] }])
  const preview = () => tryRules({ played, operation, subject: null, seed: 1 }).chosen
  expect(preview()?.draft.answer.status).toBe(500)
  expect(preview()?.draft.answer.status).toBe(500)
  expect(statuses(played, 1)).toEqual([500])
})

test('draws lie between 0 and 1 and streams do not shift each other', () => {
  const draws = Array.from({ length: 1_000 }, (_, n) => drawAt(5, 2, n))
  expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true)
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05)
  expect(drawAt(5, 3, 0)).not.toBe(drawAt(5, 2, 0))
})
