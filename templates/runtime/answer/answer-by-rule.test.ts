import { expect, test } from 'vitest'
import type { ScenarioAnswer, ScenarioRule } from '#contract/scenario.ts'
import { mediaOf, operationNamed, responseOf } from '#engine/scenarios/api-for-tests.ts'
import { type Ask, jsonOf, mockOf, scenarioOf } from '#engine/scenarios/mock-for-tests.ts'

const json = 'application/json'
const error = { type: 'object', required: ['code'], properties: { code: { const: 'E1' } } }
const list = {
  type: 'object',
  required: ['items'],
  properties: { items: { type: 'array', items: { type: 'integer' } }, note: { type: 'string' } },
}
const listBooks = operationNamed('listBooks', 'GET', '/books', [
  responseOf('200', [
    mediaOf(json, list, { two: { items: [1, 2] }, three: { items: [1, 2, 3] } }),
    mediaOf('application/xml', list),
  ]),
  responseOf(
    '404',
    [mediaOf(json, error)],
    [{ name: 'X-Trace', required: true, explode: false, schema: { const: 't' } }],
  ),
  responseOf('5XX', [mediaOf(json, error)]),
])

function mockWith(rules: ScenarioRule[], defaults = {}) {
  const scenarios = [scenarioOf('test', rules, defaults)]
  return mockOf([listBooks], { scenarios, settings: { scenario: 'test' } })
}

function answerOf(answer: ScenarioAnswer, ask: Ask = {}) {
  return mockWith([{ when: {}, answer }]).ask(ask)
}

test('the first rule that matches decides, and the trace says why the others did not', () => {
  const mock = mockWith([
    { when: { query: { page: '2' } }, answer: { status: 404 } },
    { name: 'server trouble', when: { query: { page: '3' } }, answer: { status: 503 } },
    { when: {}, answer: { status: 200 } },
  ])
  expect(mock.ask({ query: 'page=2' }).status).toBe(404)
  const answer = mock.ask({ query: 'page=3' })
  expect([answer.status, answer.reason]).toEqual([503, 'rule server trouble of scenario test'])
  expect(answer.trace.filter(({ stage }) => stage === 'rule')).toEqual([
    {
      stage: 'rule',
      verdict: 'fail',
      message: 'Rule 1 does not apply: query parameter page is "3", not "2".',
    },
    { stage: 'rule', verdict: 'pass', message: 'Rule server trouble of scenario test applies.' },
  ])
})

test('a request that no rule wants gets the usual answer', () => {
  const mock = mockWith([{ when: { headers: { 'x-plan': 'gold' } }, answer: { status: 404 } }])
  expect(mock.ask().reason).toBe('example "two"')
  expect(mock.ask({ headers: { 'x-plan': 'gold' } }).status).toBe(404)
})

test('a status alone is answered with the body and the headers declared for it', () => {
  const answer = answerOf({ status: 404 })
  expect(jsonOf(answer)).toEqual({ code: 'E1' })
  expect(answer.headers['X-Trace']).toBe('t')
  expect(answer.reason).toBe('rule 1 of scenario test')
})

test('a status in a declared range is answered by the range', () => {
  const answer = answerOf({ status: 503 })
  expect([answer.status, jsonOf(answer)]).toEqual([503, { code: 'E1' }])
})

test('an undeclared error is a problem document, any other undeclared status is empty', () => {
  const teapot = answerOf({ status: 418 })
  expect(jsonOf(teapot)).toMatchObject({ status: 418, title: "I'm a Teapot" })
  expect(teapot.trace.map(({ message }) => message)).toContain(
    'The operation declares no 418; a problem document was made.',
  )
  const accepted = answerOf({ status: 202 })
  expect([accepted.status, accepted.body?.length]).toEqual([202, 0])
})

test('a body is sent as written, and the trace says when it breaks the declared schema', () => {
  const fits = answerOf({ body: { items: [7] } })
  expect([fits.status, jsonOf(fits)]).toEqual([200, { items: [7] }])
  expect(fits.headers['Content-Type']).toBe(json)
  const breaks = answerOf({ body: { items: 'none' } })
  expect(jsonOf(breaks)).toEqual({ items: 'none' })
  expect(breaks.trace.find(({ message }) => message.startsWith('It does not'))?.message).toMatch(
    /^It does not satisfy the declared schema: \/items .+\.$/,
  )
})

test('null, false and 0 are bodies too', () => {
  for (const body of [null, false, 0, '']) {
    expect(jsonOf(answerOf({ body }))).toBe(body)
  }
})

test('a body takes the declared type that the client accepts', () => {
  const answer = answerOf({ body: { items: [7] } }, { headers: { accept: 'application/xml' } })
  expect(answer.headers['Content-Type']).toBe('application/xml')
  expect(String(answer.body)).toContain('<items>7</items>')
})

test('text is sent as it is, in the type that the rule or the spec names', () => {
  const plain = answerOf({ status: 418, text: 'short and stout' })
  expect([String(plain.body), plain.headers['Content-Type']]).toEqual([
    'short and stout',
    'text/plain',
  ])
  const own = answerOf({ text: 'a;b', headers: { 'content-type': 'text/csv' } })
  expect([String(own.body), own.headers['content-type']]).toEqual(['a;b', 'text/csv'])
  expect(own.headers['Content-Type']).toBeUndefined()
})

test('an example is taken by its name, and one that is missing is generated with a note', () => {
  expect(jsonOf(answerOf({ example: 'three' }))).toEqual({ items: [1, 2, 3] })
  const missing = answerOf({ example: 'four' })
  expect(missing.trace.map(({ message }) => message)).toContain(
    'The spec has no example "four" for 200.',
  )
})

test('generate passes over examples: minimal keeps required members, empty has empty lists', () => {
  expect(Object.keys(jsonOf(answerOf({ generate: 'minimal' })) as object)).toEqual(['items'])
  expect(jsonOf(answerOf({ generate: 'empty' }))).toMatchObject({ items: [] })
})

test('the way of generating that a scenario prefers holds where there is no example', () => {
  const bare = operationNamed('bare', 'GET', '/bare', [responseOf('200', [mediaOf(json, list)])])
  const scenarios = [scenarioOf('test', [], { generate: 'empty' })]
  const mock = mockOf([listBooks, bare], { scenarios, settings: { scenario: 'test' } })
  expect(jsonOf(mock.ask({}, bare))).toMatchObject({ items: [] })
  expect(jsonOf(mock.ask({}, listBooks))).toEqual({ items: [1, 2] })
})

test('headers of a rule replace declared ones, and those of the transfer are left out', () => {
  const answer = answerOf({
    status: 404,
    headers: { 'x-trace': 'own', 'Content-Length': '1', 'X-Bad': 'a\r\nb' },
  })
  expect(answer.headers['x-trace']).toBe('own')
  expect(answer.headers['X-Trace']).toBeUndefined()
  expect(answer.headers['Content-Length']).toBe(String(answer.body?.length))
  expect(answer.headers['X-Bad']).toBeUndefined()
  expect(answer.trace.filter(({ stage }) => stage === 'headers')).toHaveLength(2)
})

test('a status without a body drops the one that the rule gives', () => {
  const answer = answerOf({ status: 204, body: { a: 1 } })
  expect([answer.status, answer.body]).toEqual([204, null])
})

test('delay and fault of a rule are passed on, and its delay comes before that of the scenario', () => {
  const rules = [
    { when: { query: { slow: 'yes' } }, answer: { delay: 5, fault: 'close' as const } },
    { when: {}, answer: {} },
  ]
  const mock = mockWith(rules, { delay: 50 })
  expect(mock.ask({ query: 'slow=yes' })).toMatchObject({ delay: 5, fault: 'close' })
  expect(mock.ask()).toMatchObject({ delay: 50, fault: null })
})

test('a rule answer that the client does not accept is 406', () => {
  const answer = answerOf({}, { headers: { accept: 'image/png' } })
  expect([answer.status, answer.headers['Content-Type']]).toEqual([406, 'application/problem+json'])
})

test('rules see path parameters, headers and the body of the request', () => {
  const mock = mockWith([
    {
      when: {
        params: { id: { matches: '^\\d+$' } },
        headers: { 'X-Plan': { present: true } },
        body: { '/card/number': '4000' },
      },
      answer: { status: 404 },
    },
  ])
  const ask = { params: { id: '7' }, headers: { 'x-plan': '' }, body: { card: { number: 4000 } } }
  expect(mock.ask(ask).status).toBe(404)
  expect(mock.ask({ ...ask, params: { id: 'x' } }).status).toBe(200)
})
