import { expect, test } from 'vitest'
import { scenarioSchema } from '#contract/scenario.ts'
import { apiOf, mediaOf, operationNamed, responseOf } from './api-for-tests.ts'
import { deriveScenarios } from './derive-scenarios.ts'

const list = { type: 'array', items: { type: 'integer' } }
const json = 'application/json'

const api = apiOf(
  [
    operationNamed('listBooks', 'GET', '/books', [
      responseOf('200', [mediaOf(json, { $ref: '#/schemas/Page' }, { two: { items: [1, 2] } })]),
      responseOf('503'),
      responseOf('404'),
    ]),
    operationNamed('getBook', 'GET', '/books/{id}', [
      responseOf('200', [mediaOf(json, { type: 'object' }, { one: {} })]),
      responseOf('4XX'),
    ]),
    operationNamed('listTags', 'GET', '/tags', [responseOf('200', [mediaOf(json, list)])]),
    operationNamed('ping', 'GET', '/ping', [responseOf('200'), responseOf('default')]),
    operationNamed('anything', 'GET', '/anything', [responseOf('default')]),
  ],
  { Page: { type: 'object', properties: { items: list, self: { $ref: '#/schemas/Page' } } } },
)

function scenario(name: string, of = api) {
  const found = deriveScenarios(of).find((each) => each.name === name)
  if (found === undefined) {
    throw new Error(`no scenario ${name}`)
  }
  return found
}

test('every derived scenario is valid, marked as derived and described in one sentence', () => {
  for (const each of deriveScenarios(api)) {
    expect(scenarioSchema.parse(each)).toEqual(each)
    expect(each.derived).toBe(true)
    expect(each.description).toMatch(/^[A-Z][^!?]*\.$/)
  }
})

test('the same API gives the same scenarios', () => {
  expect(deriveScenarios(structuredClone(api))).toEqual(deriveScenarios(api))
})

test('happy changes nothing', () => {
  expect(scenario('happy')).toMatchObject({ rules: [], defaults: {} })
})

test('errors gives the declared errors of each operation in turn, and 500 where none is declared', () => {
  const answers = Object.fromEntries(
    scenario('errors').rules.map(({ when, answer }) => [when.operation, answer]),
  )
  expect(answers).toEqual({
    listBooks: { sequence: [{ status: 404 }, { status: 503 }] },
    getBook: { status: 400 },
    listTags: { status: 500 },
    ping: { status: 500 },
    anything: { status: 500 },
  })
})

test('slow delays every answer', () => {
  expect(scenario('slow').defaults).toEqual({ delay: { min: 800, max: 2500 } })
})

test('empty generates empty lists and passes over examples that have filled ones', () => {
  const { defaults, rules } = scenario('empty')
  expect(defaults).toEqual({ generate: 'empty' })
  expect(rules).toEqual([{ when: { operation: 'listBooks' }, answer: { generate: 'empty' } }])
})

test('unauthorised refuses the operations that ask for credentials', () => {
  const secured = structuredClone(api)
  secured.securitySchemes = { login: { type: 'http', scheme: 'Basic' } }
  secured.operations[0]!.security = [{ login: [] }]
  const answer = { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="mock"' } }
  expect(scenario('unauthorised', secured).rules).toEqual([
    { when: { operation: 'listBooks' }, answer },
  ])
  expect(scenario('unauthorised').rules).toMatchObject([{ when: {}, answer: { status: 401 } }])
})

test('rate-limited and flaky hold for every operation', () => {
  expect(scenario('rate-limited').rules).toEqual([
    { when: {}, answer: { status: 429, headers: { 'Retry-After': '30' } } },
  ])
  expect(scenario('flaky').rules).toEqual([{ when: {}, answer: { status: 503, probability: 0.3 } }])
})

test('an API without operations has scenarios all the same', () => {
  expect(deriveScenarios(apiOf([])).map(({ name }) => name)).toContain('happy')
})
