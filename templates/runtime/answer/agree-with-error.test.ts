import { expect, test } from 'vitest'
import type { Violation } from '#contract/log-entry.ts'
import { mediaOf, operationNamed, responseOf } from '#engine/scenarios/api-for-tests.ts'
import { jsonOf, mockOf } from '#engine/scenarios/mock-for-tests.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'

const json = 'application/json'
const string = { type: 'string' }
const integer = { type: 'integer' }
const violations: Violation[] = [
  { in: 'query', name: 'limit', message: 'must be at least 1, is 0' },
  { in: 'body', pointer: '/author/name', message: 'must be of type string, is 7' },
]
const told = 'query limit must be at least 1, is 0; body /author/name must be of type string, is 7'

function objectOf(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', required: Object.keys(properties), properties }
}

function operation(schema: JsonSchema, ...statuses: string[]) {
  const responses = statuses.map((status) => responseOf(status, [mediaOf(json, schema)]))
  return operationNamed('addBook', 'POST', '/books', [responseOf('204'), ...responses])
}

const refused = (schema: JsonSchema) =>
  jsonOf(mockOf([operation(schema, '422')]).ask({ violations, failure: 422 }))

test('a declared problem document says its status, the standard phrase and what was wrong', () => {
  const schema = objectOf({
    type: { type: 'string', format: 'uri-reference' },
    title: string,
    status: integer,
    detail: string,
    errors: { type: 'array', items: objectOf({ pointer: string, detail: string }) },
  })
  expect(refused(schema)).toEqual({
    type: 'about:blank',
    title: 'Unprocessable Entity',
    status: 422,
    detail: `${told}.`,
    errors: [
      { pointer: 'limit', detail: 'query limit must be at least 1, is 0' },
      {
        pointer: '/author/name',
        detail: 'body /author/name must be of type string, is 7',
      },
    ],
  })
})

test('errors of other shapes agree with the answer too', () => {
  const nested = objectOf({ error: objectOf({ code: integer, message: string, status: string }) })
  expect(refused(nested)).toEqual({
    error: { code: 422, message: `${told}.`, status: '422' },
  })
  const map = objectOf({
    message: string,
    errors: { type: 'object', additionalProperties: { type: 'array', items: string } },
  })
  expect(refused(map)).toEqual({
    message: `${told}.`,
    errors: {
      limit: ['must be at least 1, is 0'],
      'author.name': ['must be of type string, is 7'],
    },
  })
  expect(refused({ type: 'array', items: objectOf({ code: string, msg: string }) })).toEqual(
    expect.arrayContaining([{ code: 'unprocessable_entity', msg: `${told}.` }]),
  )
  expect(refused(string)).toBe(`${told}.`)
})

test('what the schema does not allow stays as it was made', () => {
  const schema = objectOf({
    code: { enum: ['E1', 'E2'] },
    status: { type: 'integer', maximum: 100 },
    title: { type: 'string', maxLength: 5 },
    message: { type: 'string', maxLength: 20 },
  })
  const body = refused(schema)
  expect(body).toMatchObject({ code: expect.stringMatching(/^E[12]$/) })
  expect(body).toMatchObject({ message: 'Unprocessable Entity' })
  expect(JSON.stringify(body)).not.toContain('422')
})

test('an error that was asked for says its own status, whatever it is declared as', () => {
  const mock = mockOf([operation(objectOf({ status: integer, title: string }), '4XX', 'default')])
  const ask = (code: string) => jsonOf(mock.ask({ headers: { prefer: `code=${code}` } }))
  expect(ask('404')).toEqual({ status: 404, title: 'Not Found' })
  expect(ask('409')).toEqual({ status: 409, title: 'Conflict' })
  expect(ask('503')).toEqual({ status: 503, title: 'Service Unavailable' })
})

test("the author's example of a message stays where nothing else is known", () => {
  const schema = objectOf({ message: { type: 'string', examples: ['No such book'] } })
  const mock = mockOf([operation(schema, '404', '422')])
  expect(jsonOf(mock.ask({ headers: { prefer: 'code=404' } }))).toEqual({ message: 'No such book' })
  expect(jsonOf(mock.ask({ violations, failure: 422 }))).toEqual({ message: `${told}.` })
})

test('a thing that is sent with an error status is left alone', () => {
  const schema = objectOf({ id: integer, name: string, description: { const: 'A book' } })
  const body = jsonOf(mockOf([operation(schema, '409')]).ask({ headers: { prefer: 'code=409' } }))
  expect(body).toMatchObject({ description: 'A book' })
})
