import { expect, test } from 'vitest'
import type { Violation } from '#contract/log-entry.ts'
import { mediaOf, operationNamed, responseOf } from '#engine/scenarios/api-for-tests.ts'
import { jsonOf, mockOf, scenarioOf } from '#engine/scenarios/mock-for-tests.ts'

const json = 'application/json'
const violations: Violation[] = [
  { in: 'query', name: 'limit', message: 'must be >= 1' },
  { in: 'body', pointer: '/title', message: 'is required' },
]
const errorSchema = (code: string) => ({
  type: 'object',
  required: ['code'],
  properties: { code: { const: code } },
})

function operation(...statuses: string[]) {
  return operationNamed('addBook', 'POST', '/books', [
    responseOf('200', [mediaOf(json, { type: 'object' }, { ok: { ok: true } })]),
    ...statuses.map((status) => responseOf(status, [mediaOf(json, errorSchema(status))])),
  ])
}

test.each([
  [['400', '422', 'default'], 422, 'code 422'],
  [['400', 'default'], 422, 'code 400'],
  [['4XX', 'default'], 422, 'code 4XX'],
  [['default'], 422, 'code default'],
])('with %j declared, a request that breaks the spec gets %d by %s', (declared, failure, found) => {
  const answer = mockOf([operation(...declared)]).ask({ violations, failure })
  const code = found.replace('code ', '')
  expect(jsonOf(answer)).toEqual({ code })
  expect(answer.status).toBe(code === '400' ? 400 : 422)
})

test('without a declared error, a problem document lists each violation with place and reason', () => {
  const answer = mockOf([operation()]).ask({ violations, failure: 422 })
  expect(answer.status).toBe(422)
  expect(answer.headers['Content-Type']).toBe('application/problem+json')
  expect(jsonOf(answer)).toEqual({
    type: 'about:blank',
    title: 'Unprocessable Entity',
    status: 422,
    detail: 'The request does not satisfy the API description of POST /books.',
    violations,
  })
  expect(answer.reason).toBe('breaks the spec (query limit)')
  const messages = answer.trace.map(({ message }) => message)
  expect(messages).toContain('query limit: must be >= 1.')
  expect(messages).toContain('The operation declares no 422; a problem document was made.')
})

test('a declared error answer still says what was wrong, in a header', () => {
  const answer = mockOf([operation('422')]).ask({ violations, failure: 422 })
  expect(answer.headers['Mockloop-Violations']).toBe(
    '2; query limit: must be >= 1; body /title: is required',
  )
})

test('missing credentials get the declared 401 and a challenge', () => {
  const missing: Violation[] = [{ in: 'security', name: 'login', message: 'is missing' }]
  const ask = { violations: missing, failure: 401, challenge: 'Bearer realm="Books"' }
  const declared = mockOf([operation('401', '422')]).ask(ask)
  expect([declared.status, jsonOf(declared)]).toEqual([401, { code: '401' }])
  expect(declared.headers['WWW-Authenticate']).toBe('Bearer realm="Books"')
  expect(declared.reason).toBe('not authorised (login)')
  expect(declared.trace).toContainEqual({
    stage: 'security',
    verdict: 'fail',
    message: 'security login: is missing.',
  })
  const undeclared = mockOf([operation('422')]).ask(ask)
  expect([undeclared.status, jsonOf(undeclared)]).toMatchObject([401, { status: 401 }])
})

test('a challenge that no header can hold is left out', () => {
  const ask = { violations, failure: 401, challenge: 'Bearer realm="\n"' }
  expect(mockOf([operation()]).ask(ask).headers['WWW-Authenticate']).toBeUndefined()
})

test.each([403, 413, 415])('a failure %d has its own declared answer or a problem', (failure) => {
  const declared = mockOf([operation(String(failure), '422')]).ask({ violations, failure })
  expect([declared.status, jsonOf(declared)]).toEqual([failure, { code: String(failure) }])
  const undeclared = mockOf([operation('422')]).ask({ violations, failure })
  expect(jsonOf(undeclared)).toMatchObject({ status: failure })
})

test('an error is sent even where the client accepts none of its types', () => {
  const ask = { violations, failure: 422, headers: { accept: 'image/png' } }
  const answer = mockOf([operation('422')]).ask(ask)
  expect([answer.status, answer.headers['Content-Type']]).toEqual([422, json])
})

test('warn answers as usual and names the violations in a header', () => {
  const mock = mockOf([operation('422')], { settings: { validate: 'warn' } })
  const answer = mock.ask({ violations, failure: 422 })
  expect([answer.status, jsonOf(answer)]).toEqual([200, { ok: true }])
  expect(answer.headers['Mockloop-Violations']).toContain('2; query limit')
  expect(mock.ask().headers['Mockloop-Violations']).toBeUndefined()
})

test('with validation off the trace says that nobody looked', () => {
  const answer = mockOf([operation()], { settings: { validate: 'off' } }).ask()
  expect(answer.status).toBe(200)
  expect(answer.trace.map(({ message }) => message)).toContain(
    'Requests are not checked: validation is off.',
  )
})

test('the header stays sendable however many and strange the violations are', () => {
  const many = Array.from({ length: 500 }, (): Violation => {
    return { in: 'body', pointer: '/\r\n日', message: 'é' }
  })
  const answer = mockOf([operation()]).ask({ violations: many, failure: 422 })
  expect(answer.headers['Mockloop-Violations']).toMatch(/^500; [\x20-\x7e]{1,900}$/)
  expect(answer.trace.length).toBeLessThan(30)
})

test('a scenario delays refusals too', () => {
  const slow = scenarioOf('slow', [], { delay: 25 })
  const mock = mockOf([operation()], { scenarios: [slow], settings: { scenario: 'slow' } })
  expect(mock.ask({ violations, failure: 422 }).delay).toBe(25)
})
