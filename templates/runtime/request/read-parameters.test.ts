import { expect, test } from 'vitest'
import type { JsonSchema } from '../schemas/json-schema.ts'
import {
  COLOR,
  complaints,
  type Given,
  INTEGER,
  INTEGERS,
  read,
  STRINGS,
  value,
} from './parameters-for-tests.ts'

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

test('a text with JSON content may come without the quotes of JSON', () => {
  const given: Given = { in: 'path', schema: { type: 'string' }, contentType: 'application/json' }
  expect(value(given, { path: 'plain' })).toBe('plain')
  expect(value(given, { path: '%22quoted%22' })).toBe('quoted')
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

test('lists within a list are parted by styles of their own', () => {
  const schema = { type: 'array', items: INTEGERS }
  const piped: Given = { in: 'query', schema, innerStyles: ['pipeDelimited'] }
  expect(value({ ...piped, explode: false }, { query: 'a=1%7C2,3' })).toEqual([[1, 2], [3]])
  expect(value({ ...piped, explode: true }, { query: 'a=1|2&a=3' })).toEqual([[1, 2], [3]])
})

test('cookies of their own style are several and not percent-encoded', () => {
  const text = { in: 'cookie', style: 'cookie', schema: { type: 'string' } } as const
  expect(value(text, { headers: { cookie: 'a=50%25' } })).toBe('50%25')
  const list = { in: 'cookie', style: 'cookie', explode: true, schema: INTEGERS } as const
  expect(value(list, { headers: { cookie: 'a=1; a=2' } })).toEqual([1, 2])
  const object = { in: 'cookie', style: 'cookie', explode: true, schema: COLOR } as const
  expect(value(object, { headers: { cookie: 'R=1; G=2; b=3' } })).toEqual({ R: 1, G: 2 })
})
