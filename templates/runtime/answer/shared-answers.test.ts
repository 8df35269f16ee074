import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import type { ScenarioRule } from '#contract/scenario.ts'
import { mediaOf, operationNamed, responseOf } from '#engine/scenarios/api-for-tests.ts'
import { mockOf, scenarioOf } from '#engine/scenarios/mock-for-tests.ts'

const getBook = operationNamed('getBook', 'GET', '/books/{id}', [
  responseOf('200', [mediaOf('application/json', { type: 'string' }, { title: 'Momo' })]),
  responseOf('503', []),
])

/** A mock whose two rules look at headers, and the third at nothing, with some chance. */
function mockWithRules(chance?: number) {
  const rules: ScenarioRule[] = [
    { when: { headers: { 'x-user': 'anna' } }, answer: { status: 503 } },
    { when: { headers: { 'x-role': 'guest' } }, answer: { status: 503 } },
    ...(chance === undefined ? [] : [{ when: {}, answer: { status: 503, probability: chance } }]),
  ]
  const settings = { scenario: 'picky' }
  return mockOf([getBook], { scenarios: [scenarioOf('picky', rules)], settings })
}

function stepsOf(headers: IncomingHttpHeaders, mock = mockWithRules()): string[] {
  const { trace } = mock.ask({ headers })
  return trace.filter(({ stage }) => stage === 'rule').map(({ message }) => message)
}

test('requests that miss all rules alike get the same answer object', () => {
  const mock = mockWithRules()
  mock.ask()
  const shared = mock.ask()
  expect(shared).toMatchObject({ status: 200, isShared: true })
  expect(mock.ask()).toBe(shared)
  expect(shared.trace).toEqual(mockWithRules().ask().trace)
})

test('each request is told how it missed the rules, whoever asked before', () => {
  const mock = mockWithRules()
  const asked = [{}, {}, { 'x-user': 'ben' }, { 'x-user': 'ben' }, { 'x-user': 'cleo' }, {}]
  const told = asked.map((headers) => stepsOf(headers, mock))
  expect(told).toEqual(asked.map((headers) => stepsOf(headers)))
  expect(told[4]?.[0]).toBe('Rule 1 does not apply: header x-user is "cleo", not "anna".')
})

test('a rule that applies answers, also after many requests that missed it', () => {
  const mock = mockWithRules()
  const asked = [{}, {}, {}, { 'x-role': 'guest' }, {}, { 'x-user': 'anna' }]
  expect(asked.map((headers) => mock.ask({ headers }).status)).toEqual([
    200, 200, 200, 503, 200, 503,
  ])
})

test('HEAD and other types are answers of their own', () => {
  const mock = mockWithRules()
  const ask = (method: string, accept: string) => mock.ask({ method, headers: { accept } })
  for (let times = 0; times < 3; times += 1) {
    expect(ask('GET', '*/*').body?.toString()).toBe('"Momo"')
    expect(ask('HEAD', '*/*').body).toBeNull()
    expect(ask('GET', 'image/png').status).toBe(406)
  }
})

test('a rule of chance is asked for every request', () => {
  const draws = (mock = mockWithRules(0.5)) =>
    Array.from({ length: 40 }, () => mock.ask().status === 503)
  expect(new Set(draws())).toEqual(new Set([true, false]))
  expect(draws()).toEqual(draws())
})
