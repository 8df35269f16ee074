import { expect, test } from 'vitest'
import { mediaOf, operationNamed, responseOf } from '#engine/scenarios/api-for-tests.ts'
import { jsonOf, mockOf, scenarioOf } from '#engine/scenarios/mock-for-tests.ts'
import { book, getBook, json, problem, schemas } from './books-for-tests.ts'

const newestBook = operationNamed('newestBook', 'GET', '/newest', [
  responseOf('200', [mediaOf(json, book)]),
])

test('a declared example of the lowest 2xx response is the answer', () => {
  const answer = mockOf([getBook], { schemas }).ask()
  expect(answer.status).toBe(200)
  expect(jsonOf(answer)).toEqual({ id: 1, title: 'Cat' })
  expect(answer.reason).toBe('example "cat"')
  expect(answer.headers).toEqual({
    'Content-Type': json,
    'Content-Length': String(answer.body?.length),
  })
})

test('without an example the body is generated and satisfies the schema', () => {
  const mock = mockOf([newestBook], { schemas })
  const answer = mock.ask()
  expect(mock.store.check(book, 'response', jsonOf(answer))).toEqual([])
  expect(answer.reason).toBe('generated from schema')
})

test('the example of a schema counts as an example', () => {
  const schema = { ...schemas.Book, examples: [{ id: 9, title: 'In schema' }] }
  const operation = operationNamed('op', 'GET', '/op', [responseOf('200', [mediaOf(json, schema)])])
  const answer = mockOf([operation]).ask()
  expect(jsonOf(answer)).toEqual({ id: 9, title: 'In schema' })
  expect(answer.reason).toBe('example of the schema')
})

test('the default response answers when nothing else is a success', () => {
  const operation = operationNamed('op', 'GET', '/op', [
    responseOf('404', []),
    responseOf('default', [mediaOf(json, book, { any: { id: 3, title: 'Any' } })]),
  ])
  const answer = mockOf([operation], { schemas }).ask()
  expect([answer.status, jsonOf(answer)]).toEqual([200, { id: 3, title: 'Any' }])
})

test('the answers of a deprecated operation say so', () => {
  const mock = mockOf([{ ...getBook, deprecated: true }], { schemas })
  expect(mock.ask().headers['Deprecation']).toBe('true')
  expect(mockOf([getBook], { schemas }).ask().headers['Deprecation']).toBeUndefined()
})

test('an operation without responses answers 200 with nothing', () => {
  const answer = mockOf([operationNamed('op')]).ask()
  expect([answer.status, answer.body?.length]).toEqual([200, 0])
  expect(answer.headers).toEqual({ 'Content-Length': '0' })
})

test('static answers are the same object each time and cannot be changed', () => {
  const mock = mockOf([newestBook], { schemas })
  const answer = mock.ask()
  expect(mock.ask()).toBe(answer)
  expect(mock.ask({ headers: { accept: json } }).body).toBe(answer.body)
  expect(Object.isFrozen(answer) && Object.isFrozen(answer.headers)).toBe(true)
})

test('the same seed gives the same answer in another server, another seed another one', () => {
  const body = (seed: number) =>
    mockOf([newestBook], { schemas, settings: { seed } }).ask().body?.toString()
  expect(body(1)).toBe(body(1))
  expect(body(1)).not.toBe(body(2))
})

test('dynamic answers are fresh, valid and reproducible call by call', () => {
  const bodies = () => {
    const mock = mockOf([getBook], { schemas, settings: { dynamic: true } })
    return [mock.ask(), mock.ask()].map((answer) => {
      expect(mock.store.check(book, 'response', jsonOf(answer))).toEqual([])
      return answer.body?.toString()
    })
  }
  const [first, second] = bodies()
  expect(first).not.toBe(second)
  expect(bodies()).toEqual([first, second])
})

test('Prefer chooses status, example and dynamic answers for one request', () => {
  const mock = mockOf([getBook], { schemas })
  const prefer = (value: string) => mock.ask({ headers: { prefer: value } })
  expect(prefer('code=404').status).toBe(404)
  expect(jsonOf(prefer('example=dog'))).toEqual({ id: 2, title: 'Dog' })
  expect(jsonOf(prefer('code=404, example=missing'))).toEqual({ code: 'E1' })
  const fresh = [prefer('dynamic=true'), prefer('dynamic=true')].map(({ body }) => String(body))
  expect(fresh[0]).not.toBe(fresh[1])
  expect(mock.ask({ query: '__code=404' }).status).toBe(404)
})

test('dynamic=false asks a dynamic server for its static answer', () => {
  const mock = mockOf([getBook], { schemas, settings: { dynamic: true } })
  const answer = mock.ask({ headers: { prefer: 'dynamic=false' } })
  expect(jsonOf(answer)).toEqual({ id: 1, title: 'Cat' })
})

test('a status or example that the spec does not declare is a 404 that says what there is', () => {
  const mock = mockOf([getBook], { schemas })
  const unknownCode = mock.ask({ headers: { prefer: 'code=500' } })
  expect(jsonOf(unknownCode)).toEqual({
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: 'GET /books/{id} declares no answer 500. It declares 200, 404.',
  })
  const unknownExample = mock.ask({ headers: { prefer: 'example=missing' } })
  expect(jsonOf(unknownExample)).toMatchObject({
    status: 404,
    detail:
      'The answer 200 of GET /books/{id} has no example "missing". It has "cat", "dog". The answer 404 has it: add code=404.',
  })
})

test('hostile Prefer values neither break the server nor make it grow', () => {
  const operation = operationNamed('op', 'GET', '/op', [
    responseOf('default', [mediaOf(json, book)]),
  ])
  const mock = mockOf([operation], { schemas })
  for (const code of ['99', '600', '1e9', '-1', 'NaN', '200.5', '__proto__', '0x1F4']) {
    const answer = mock.ask({ headers: { prefer: `code="${code}"` } })
    expect([200, 404]).toContain(answer.status)
  }
  const first = mock.ask({ headers: { prefer: 'code=418' } })
  const second = mock.ask({ headers: { prefer: 'code=419' } })
  expect([first.status, second.status]).toEqual([418, 419])
  expect(second.body).toBe(first.body)
})

test('Prefer comes before the active scenario', () => {
  const failing = scenarioOf('failing', [{ when: {}, answer: { status: 500 } }])
  const settings = { scenario: 'failing' }
  const mock = mockOf([getBook], { schemas, scenarios: [failing], settings })
  expect(mock.ask().status).toBe(500)
  expect(mock.ask({ headers: { prefer: 'code=200' } }).status).toBe(200)
})

test('a client can choose its scenario, and an unknown one is ignored with a note', () => {
  const failing = scenarioOf('failing', [{ when: {}, answer: { status: 404 } }])
  const mock = mockOf([getBook], { schemas, scenarios: [failing] })
  const chosen = mock.ask({ headers: { 'x-mock-scenario': 'failing' } })
  expect([chosen.status, chosen.scenario]).toEqual([404, 'failing'])
  expect(mock.ask().scenario).toBe('happy')
  const ignored = mock.ask({ headers: { 'x-mock-scenario': 'nothing' } })
  expect([ignored.status, ignored.scenario]).toEqual([200, 'happy'])
  expect(ignored.trace.map(({ message }) => message)).toContain(
    'The client asked for scenario "nothing", which there is not; it was ignored.',
  )
})

test('a session keeps the scenario it asked for, and nobody else gets it', () => {
  const down = scenarioOf('down', [{ when: {}, answer: { status: 503 } }])
  const mock = mockOf([getBook], { schemas, scenarios: [down] })
  const ask = (headers: Record<string, string>) => mock.ask({ headers }).status
  expect(ask({ 'x-mock-session': 'a', 'x-mock-scenario': 'down' })).toBe(503)
  expect(ask({ 'x-mock-session': 'a' })).toBe(503)
  expect(ask({ 'x-mock-session': 'b' })).toBe(200)
  expect(ask({})).toBe(200)
  expect(ask({ 'x-mock-session': 'a', 'x-mock-scenario': '' })).toBe(200)
  expect(ask({ 'x-mock-session': 'a' })).toBe(200)
})

test('switching scenarios takes effect with the next request', () => {
  const failing = scenarioOf('failing', [{ when: {}, answer: { status: 404 } }])
  const mock = mockOf([getBook], { schemas, scenarios: [failing] })
  expect(mock.ask().status).toBe(200)
  mock.scenarios.activate('failing')
  expect(mock.ask().status).toBe(404)
  mock.scenarios.replaceAll([scenarioOf('failing', [])], 'failing')
  expect(mock.ask().status).toBe(200)
})

test('Accept chooses among the declared types, and JSON comes first without it', () => {
  const operation = operationNamed('op', 'GET', '/op', [
    responseOf('200', [mediaOf('application/xml', book), mediaOf(json, book)]),
  ])
  const mock = mockOf([operation], { schemas })
  const type = (accept?: string) =>
    mock.ask(accept === undefined ? {} : { headers: { accept } }).headers['Content-Type']
  expect(type()).toBe(json)
  expect(type('*/*')).toBe(json)
  expect(type('application/xml')).toBe('application/xml')
  expect(type('application/json;q=0.2, application/xml')).toBe('application/xml')
})

test('without an acceptable type a success is 406 and an error is sent all the same', () => {
  const mock = mockOf([getBook], { schemas })
  const refused = mock.ask({ headers: { accept: 'image/png' } })
  expect([refused.status, refused.headers['Content-Type']]).toEqual([
    406,
    'application/problem+json',
  ])
  const error = mock.ask({ headers: { accept: 'image/png', prefer: 'code=404' } })
  expect([error.status, error.headers['Content-Type']]).toEqual([404, json])
})

test('a declared 406 is used', () => {
  const operation = operationNamed('op', 'GET', '/op', [
    responseOf('200', [mediaOf('text/csv', { type: 'string' })]),
    responseOf('406', [mediaOf(json, problem)]),
  ])
  const answer = mockOf([operation]).ask({ headers: { accept: json } })
  expect([answer.status, jsonOf(answer)]).toEqual([406, { code: 'E1' }])
})

test('a declared range is sent as a concrete type, and gives way to what the client accepts', () => {
  const operation = operationNamed('op', 'GET', '/op', [responseOf('200', [mediaOf('*/*', book)])])
  const mock = mockOf([operation], { schemas })
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
  expect(mock.ask({ headers: { accept: browser } }).headers['Content-Type']).toBe(json)
  expect(mock.ask({ headers: { accept: 'text/csv' } }).headers['Content-Type']).toBe('text/csv')
})

test.each(['204', '205', '304'])('%s has no body whatever the spec declares', (status) => {
  const operation = operationNamed('op', 'GET', '/op', [responseOf(status, [mediaOf(json, book)])])
  const answer = mockOf([operation], { schemas }).ask()
  expect([answer.status, answer.body]).toEqual([Number(status), null])
  expect(answer.headers).toEqual({})
})

test('HEAD gets the headers of GET and no body', () => {
  const mock = mockOf([getBook], { schemas })
  const get = mock.ask()
  const head = mock.ask({ method: 'HEAD' })
  expect([head.status, head.body]).toEqual([200, null])
  expect(head.headers).toEqual(get.headers)
  expect(mock.ask()).toBe(get)
})

test('the trace tells the way of the answer in plain sentences', () => {
  const secured = { ...getBook, security: [{ key: [] }] }
  const { trace } = mockOf([secured], { schemas }).ask()
  expect(trace.map(({ stage, verdict }) => `${stage} ${verdict}`)).toEqual([
    'match pass',
    'security pass',
    'validate pass',
    'scenario note',
    'negotiate pass',
    'body pass',
  ])
  for (const { message } of trace) {
    expect(message).toMatch(/^[A-Z].*\.$/)
  }
})

test('reasons fit in a table cell', () => {
  const name = 'x'.repeat(200)
  const operation = operationNamed('op', 'GET', '/op', [
    responseOf('200', [mediaOf(json, book, { [name]: { id: 1, title: 'a' } })]),
  ])
  const answer = mockOf([operation], { schemas }).ask()
  expect(answer.reason.length).toBeLessThanOrEqual(60)
})
