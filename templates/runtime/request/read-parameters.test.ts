import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import type { Operation, Parameter } from '#engine/specs/mock-api.ts'
import type { ReadRequest } from '../exchange.ts'
import { createRouter, isMatch } from '../routing/route-operations.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { createRequestReader } from './read-request.ts'

type Given = Partial<Parameter> & Pick<Parameter, 'in' | 'schema'>

const STYLES = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' } as const
const INTEGER = { type: 'integer' }
const INTEGERS = { type: 'array', items: INTEGER }
const STRINGS = { type: 'array', items: { type: 'string' } }
const COLOR = { type: 'object', properties: { R: INTEGER, G: INTEGER } }

function parameterOf(given: Given): Parameter {
  const style = given.style ?? STYLES[given.in]
  return {
    name: 'a',
    required: given.in === 'path',
    description: '',
    style,
    explode: style === 'form',
    allowEmptyValue: false,
    ...given,
  }
}

/** Reads a request to `/x/{a}` whose operation has the given parameters. */
function read(
  given: Given[],
  request: { path?: string; query?: string; headers?: IncomingHttpHeaders },
  schemas: Record<string, JsonSchema> = {},
  validate = true,
): ReadRequest {
  const operation: Operation = {
    id: 'x',
    method: 'GET',
    path: '/x/{a}',
    tag: '',
    summary: '',
    description: '',
    deprecated: false,
    pointer: '',
    parameters: given.map(parameterOf),
    responses: [],
    security: [],
  }
  const mockApi = {
    kind: 'openapi' as const,
    formatVersion: '3.1.0',
    title: '',
    version: '',
    description: '',
    basePaths: [],
    operations: [operation],
    schemas,
    securitySchemes: {},
  }
  const path = `/x/${request.path ?? '1'}`
  const rawQuery = request.query ?? ''
  const match = createRouter(mockApi).find('GET', path, rawQuery)
  if (!isMatch(match)) throw new Error(`${path} is not found`)
  const reader = createRequestReader({ mockApi, store: createSchemaStore(schemas), validate })
  const result = reader.read(operation, match, {
    method: 'GET',
    url: `${path}?${rawQuery}`,
    path,
    rawQuery,
    headers: request.headers ?? {},
    body: Buffer.alloc(0),
    bodyTooLarge: false,
  })
  if (result instanceof Promise) throw new Error('a request without a body needs no promise')
  return result
}

function value(given: Given, request: Parameters<typeof read>[1]): unknown {
  const result = read([given], request)
  expect(result.violations).toEqual([])
  return result[given.in][given.name ?? 'a']
}

function complaints(given: Given[], request: Parameters<typeof read>[1]): string[] {
  return read(given, request).violations.map((each) => `${each.in} ${each.name}: ${each.message}`)
}

test.each([
  ['simple', false, INTEGER, '5', 5],
  ['simple', false, INTEGERS, '3,4,5', [3, 4, 5]],
  ['simple', true, INTEGERS, '3,4,5', [3, 4, 5]],
  ['simple', false, COLOR, 'R,100,G,200', { R: 100, G: 200 }],
  ['simple', true, COLOR, 'R=100,G=200', { R: 100, G: 200 }],
  ['simple', false, STRINGS, 'a%2Cb,c', ['a,b', 'c']],
  ['label', false, INTEGER, '.5', 5],
  ['label', false, INTEGERS, '.3,4,5', [3, 4, 5]],
  ['label', false, INTEGERS, '.3.4.5', [3, 4, 5]],
  ['label', true, INTEGERS, '.3.4.5', [3, 4, 5]],
  ['label', false, COLOR, '.R,100,G,200', { R: 100, G: 200 }],
  ['label', false, COLOR, '.R.100.G.200', { R: 100, G: 200 }],
  ['label', true, COLOR, '.R=100.G=200', { R: 100, G: 200 }],
  ['matrix', false, INTEGER, ';a=5', 5],
  ['matrix', false, INTEGERS, ';a=3,4,5', [3, 4, 5]],
  ['matrix', true, INTEGERS, ';a=3;a=4;a=5', [3, 4, 5]],
  ['matrix', false, COLOR, ';a=R,100,G,200', { R: 100, G: 200 }],
  ['matrix', true, COLOR, ';R=100;G=200', { R: 100, G: 200 }],
  ['matrix', false, { type: 'string' }, ';a', ''],
] as const)(
  'path parameter, %s, explode %s, %j: %s is read',
  (style, explode, schema, path, expected) => {
    expect(value({ in: 'path', style, explode, schema }, { path })).toEqual(expected)
  },
)

test.each([
  ['form', true, INTEGER, 'a=5', 5],
  ['form', true, INTEGERS, 'a=3&a=4', [3, 4]],
  ['form', true, INTEGERS, 'a=3', [3]],
  ['form', true, STRINGS, 'a=x,y', ['x,y']],
  ['form', false, INTEGERS, 'a=3,4', [3, 4]],
  ['form', false, INTEGERS, 'a=3%2C4', [3, 4]],
  ['form', false, INTEGERS, 'a=3&a=4,5', [3, 4, 5]],
  ['form', false, STRINGS, 'a=x%2Cy,z', ['x,y', 'z']],
  ['form', true, COLOR, 'R=100&G=200', { R: 100, G: 200 }],
  ['form', false, COLOR, 'a=R,100,G,200', { R: 100, G: 200 }],
  ['form', true, COLOR, 'a=%7B%22R%22:1%7D', { R: 1 }],
  ['spaceDelimited', false, INTEGERS, 'a=3%204+5', [3, 4, 5]],
  ['spaceDelimited', true, INTEGERS, 'a=3&a=4', [3, 4]],
  ['spaceDelimited', false, COLOR, 'a=R%20100%20G%20200', { R: 100, G: 200 }],
  ['pipeDelimited', false, INTEGERS, 'a=3|4%7C5', [3, 4, 5]],
  ['pipeDelimited', false, COLOR, 'a=R|100|G|200', { R: 100, G: 200 }],
  ['tabDelimited', false, INTEGERS, 'a=3%094', [3, 4]],
  ['deepObject', true, COLOR, 'a[R]=100&a[G]=200', { R: 100, G: 200 }],
  ['deepObject', true, COLOR, 'a%5BR%5D=100', { R: 100 }],
] as const)(
  'query parameter, %s, explode %s, %j: %s is read',
  (style, explode, schema, query, expected) => {
    expect(value({ in: 'query', style, explode, schema }, { query })).toEqual(expected)
  },
)

test('deep objects nest and hold lists', () => {
  const schema = {
    type: 'object',
    properties: {
      filter: { type: 'object', properties: { ids: INTEGERS, on: { type: 'boolean' } } },
      list: { type: 'array', items: COLOR },
    },
  }
  const query =
    'a[filter][ids][]=1&a[filter][ids][]=2&a[filter][on]=true&a[list][0][R]=7&a[list][1][G]=8'
  expect(value({ in: 'query', style: 'deepObject', schema }, { query })).toEqual({
    filter: { ids: [1, 2], on: true },
    list: [{ R: 7 }, { G: 8 }],
  })
})

test.each([
  [false, INTEGERS, '3, 4,5', [3, 4, 5]],
  [false, COLOR, 'R,100,G,200', { R: 100, G: 200 }],
  [true, COLOR, 'R=100, G=200', { R: 100, G: 200 }],
  [false, { enum: ['a b'] }, 'a%20b', 'a b'],
  [false, { type: 'string' }, '100%25', '100%25'],
  [false, { type: 'string' }, 'a, b', 'a, b'],
])('header parameter, explode %s, %j: %s is read', (explode, schema, header, expected) => {
  const headers = { 'x-a': header }
  expect(value({ in: 'header', name: 'x-a', explode, schema }, { headers })).toEqual(expected)
})

test('header names are looked up in lower case', () => {
  const result = read([{ in: 'header', name: 'X-Rate', schema: INTEGER }], {
    headers: { 'x-rate': '7' },
  })
  expect(result.header).toEqual({ 'x-rate': 7 })
})

test.each([
  [true, INTEGER, 'b=1; a=5', 5],
  [true, INTEGERS, 'a=3&a=4', [3, 4]],
  [true, INTEGERS, 'a=3; a=4', [3, 4]],
  [false, INTEGERS, 'a=3,4', [3, 4]],
  [true, COLOR, 'R=100&G=200', { R: 100, G: 200 }],
  [true, COLOR, 'R=100; G=200', { R: 100, G: 200 }],
  [false, COLOR, 'a=R,100,G,200', { R: 100, G: 200 }],
  [true, { type: 'string' }, 'a="x+y%3B&b=1"', 'x+y;&b=1'],
])('cookie parameter, explode %s, %j: %s is read', (explode, schema, cookie, expected) => {
  expect(value({ in: 'cookie', explode, schema }, { headers: { cookie } })).toEqual(expected)
})

test.each([
  ['path', { path: '%7B%22R%22%3A1%7D' }],
  ['query', { query: 'a=%7B%22R%22:1%7D' }],
  ['header', { headers: { a: '{"R":1}' } }],
  ['cookie', { headers: { cookie: 'a=%7B%22R%22%3A1%7D' } }],
] as const)('a parameter with JSON content is parsed in %s', (place, request) => {
  const given: Given = { in: place, schema: COLOR, contentType: 'application/json' }
  expect(value(given, request)).toEqual({ R: 1 })
})

test('a parameter that should be JSON and is not is a violation', () => {
  const given: Given = { in: 'query', schema: true, contentType: 'application/json' }
  expect(complaints([given], { query: 'a={' })).toEqual(['query a: must be application/json'])
})

test.each([
  [{ type: 'number' }, '1.50', 1.5],
  [{ type: 'integer' }, '-7', -7],
  [{ type: 'integer' }, '5.0', 5],
  [{ type: 'boolean' }, 'true', true],
  [{ type: 'boolean' }, 'False', false],
  [{ type: 'string' }, '12345678901234567890', '12345678901234567890'],
  [{ type: ['string', 'integer'] }, '12345678901234567890', '12345678901234567890'],
  [{ type: ['string', 'integer'] }, '12', 12],
  [{ type: ['integer', 'null'] }, 'null', null],
  [{ type: ['integer', 'null'] }, '', null],
  [{ type: ['string', 'null'] }, '', ''],
  [{ enum: [1, 2] }, '2', 2],
  [{ const: true }, 'true', true],
  [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, 'x', 'x'],
  [{ oneOf: [{ type: 'boolean' }, { type: 'number' }] }, 'true', true],
  [{ allOf: [{ type: 'integer' }, { minimum: 3 }] }, '3', 3],
  [{ $ref: '#/schemas/Id' }, '3', 3],
  [
    {
      anyOf: [
        { type: 'string', pattern: '^\\d+$' },
        { type: 'integer', minimum: 100 },
      ],
    },
    '7',
    '7',
  ],
  [{ minimum: 3 }, '5', '5'],
  [{}, '5', '5'],
  [true, '5', '5'],
])('schema %j reads %o as %o', (schema, text, expected) => {
  const given: Given = { in: 'query', schema }
  const result = read([given], { query: `a=${text}` }, { Id: { type: 'integer' } })
  expect(result.violations).toEqual([])
  expect(result.query['a']).toBe(expected)
})

test('types are found through references, allOf and circles', () => {
  const schemas: Record<string, JsonSchema> = {
    Node: {
      allOf: [{ $ref: '#/schemas/Base' }, { properties: { next: { $ref: '#/schemas/Node' } } }],
    },
    Base: { type: 'object', properties: { id: INTEGER } },
    Loop: { anyOf: [{ $ref: '#/schemas/Loop' }, { type: 'integer' }] },
  }
  const given: Given = { in: 'query', style: 'deepObject', schema: { $ref: '#/schemas/Node' } }
  const loop: Given = { in: 'query', name: 'l', schema: { $ref: '#/schemas/Loop' } }
  const result = read([given, loop], { query: 'a[id]=1&a[next][next][id]=3&l=4' }, schemas)
  expect(result.query).toMatchObject({ a: { id: 1, next: { next: { id: 3 } } } })
  expect(result.violations).toEqual([])
})

test('a plus may be a space or, where only that is valid, a plus', () => {
  const time = { type: 'string', format: 'date-time' }
  expect(value({ in: 'query', schema: { type: 'string' } }, { query: 'a=x+y' })).toBe('x y')
  expect(value({ in: 'query', schema: time }, { query: 'a=2026-01-01T00:00:00+02:00' })).toBe(
    '2026-01-01T00:00:00+02:00',
  )
})

test('what does not fit its schema is a violation with place and reason', () => {
  const found = read([{ in: 'query', schema: INTEGERS }], { query: 'a=1&a=x' })
  expect(found.violations).toMatchObject([{ in: 'query', name: 'a' }])
  expect(found.violations[0]?.message).toContain('/1')
  expect(found.failureStatus).toBe(422)
  expect(found.query['a']).toEqual([1, 'x'])
})

test('a required parameter that is missing is a violation, an optional one is not', () => {
  expect(complaints([{ in: 'query', required: true, schema: INTEGER }], {})).toEqual([
    'query a: is required',
  ])
  expect(complaints([{ in: 'header', schema: INTEGER }], {})).toEqual([])
})

test('a required object may be sent by sending nothing where the empty object is valid', () => {
  expect(complaints([{ in: 'query', required: true, schema: COLOR }], {})).toEqual([])
  const strict = { ...COLOR, required: ['R'] }
  expect(complaints([{ in: 'query', required: true, schema: strict }], {})).toHaveLength(1)
})

test('several values for a plain parameter are a violation', () => {
  expect(complaints([{ in: 'query', schema: INTEGER }], { query: 'a=1&a=2' })).toHaveLength(1)
})

test('an empty value is allowed where the spec says so', () => {
  const given: Given = { in: 'query', schema: INTEGER }
  expect(complaints([given], { query: 'a=' })).toHaveLength(1)
  expect(complaints([{ ...given, allowEmptyValue: true }], { query: 'a=' })).toEqual([])
  expect(complaints([{ ...given, allowEmptyValue: true }], { query: 'a' })).toEqual([])
})

test('Accept, Content-Type and Authorization as header parameters are ignored', () => {
  const given = ['Accept', 'content-type', 'AUTHORIZATION'].map(
    (name): Given => ({
      in: 'header',
      name,
      required: true,
      schema: { const: 'never' },
    }),
  )
  expect(complaints(given, {})).toEqual([])
})

test('query parameters that the spec does not know are allowed and kept as text', () => {
  const result = read([], { query: 'b=1&c=x&c=y&__proto__=z' })
  expect(result.violations).toEqual([])
  expect(Object.entries(result.query)).toEqual([
    ['b', '1'],
    ['c', ['x', 'y']],
    ['__proto__', 'z'],
  ])
})

test('parameters of one name in different places do not mix', () => {
  const given: Given[] = [
    { in: 'path', schema: INTEGER },
    { in: 'query', schema: { type: 'boolean' } },
    { in: 'header', schema: { type: 'string' } },
    { in: 'cookie', schema: INTEGERS },
  ]
  const headers = { a: 'x', cookie: 'a=1' }
  expect(read(given, { path: '7', query: 'a=true', headers })).toMatchObject({
    path: { a: 7 },
    query: { a: true },
    header: { a: 'x' },
    cookie: { a: [1] },
  })
})

test('an exploded free-form object takes what no other parameter claims', () => {
  const given: Given[] = [
    { in: 'query', schema: { type: 'object', additionalProperties: INTEGER } },
    { in: 'query', name: 'page', schema: INTEGER },
  ]
  expect(read(given, { query: 'x=1&y=2&page=3' }).query).toMatchObject({
    a: { x: 1, y: 2 },
    page: 3,
  })
})

test('names of the prototype are names like any other', () => {
  const schema = { type: 'object', additionalProperties: { type: 'string' } }
  const query = 'a[__proto__][x]=1&a[constructor]=2&a[__proto__]=3'
  const result = read([{ in: 'query', style: 'deepObject', schema }], { query })
  expect(Object.keys(result.query['a'] as object)).toEqual(['__proto__', 'constructor'])
  expect({}).not.toHaveProperty('x')
})

test('without validation values are coerced and nothing is wrong', () => {
  const given: Given[] = [{ in: 'query', required: true, schema: INTEGER }]
  expect(read(given, { query: 'a=x' }, {}, false)).toMatchObject({
    query: { a: 'x' },
    violations: [],
    failureStatus: null,
  })
  expect(read(given, { query: 'a=1' }, {}, false)).toMatchObject({ query: { a: 1 } })
})

test.each(['a=%', 'a=%zz&%=1', '&&=&', 'a[=1', 'a[]]=1', 'a%5B', '=x', 'a=%E0%A4%A'])(
  'the query %o never throws',
  (query) => {
    read(
      [
        { in: 'query', style: 'deepObject', schema: COLOR },
        { in: 'query', name: '', schema: INTEGERS },
      ],
      { query },
    )
  },
)
