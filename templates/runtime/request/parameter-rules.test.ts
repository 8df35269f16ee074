import { expect, test } from 'vitest'
import { COLOR, complaints, type Given, INTEGER, INTEGERS, read } from './parameters-for-tests.ts'

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

test.each(['constructor', 'toString', '__proto__'])('a header %s is not sent by itself', (name) => {
  const given: Given = { in: 'header', name, required: true, schema: INTEGER }
  expect(complaints([given], {})).toEqual([`header ${name}: is required`])
})

test('several values for a plain parameter are a violation', () => {
  expect(complaints([{ in: 'query', schema: INTEGER }], { query: 'a=1&a=2' })).toHaveLength(1)
})

test('an object whose last name has no value is a violation', () => {
  const given = { explode: false, schema: { type: 'object' } }
  const spaced: Given = { in: 'query', style: 'spaceDelimited', ...given }
  expect(complaints([spaced], { query: 'a=b%201' })).toEqual([])
  expect(complaints([spaced], { query: 'a=b%201%20c' })).toHaveLength(1)
  const simple: Given = { in: 'header', style: 'simple', ...given }
  expect(complaints([simple], { headers: { a: 'b,1,c' } })).toHaveLength(1)
})

test('an empty value is allowed where the spec says so', () => {
  const given: Given = { in: 'query', schema: INTEGER }
  expect(complaints([given], { query: 'a=' })).toHaveLength(1)
  expect(complaints([{ ...given, allowEmptyValue: true }], { query: 'a=' })).toEqual([])
  expect(complaints([{ ...given, allowEmptyValue: true }], { query: 'a' })).toEqual([])
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

test('a document is sent once', () => {
  const given: Given = { in: 'query', contentType: 'application/json', schema: INTEGERS }
  expect(complaints([given], { query: 'a=%5B1%5D' })).toEqual([])
  expect(complaints([given], { query: 'a=%5B1%5D&a=%5B2%5D' })).toEqual([
    'query a: must be sent once',
  ])
})

test('a whole query is read by its media type, without what is meant for something else', () => {
  const whole = { in: 'query', isWholeQuery: true, required: true } as const
  const schema = { ...COLOR, required: ['R'], additionalProperties: false }
  const form: Given = { ...whole, contentType: 'application/x-www-form-urlencoded', schema }
  expect(read([form], { query: 'R=1&G=2&__code=200' })).toMatchObject({
    violations: [],
    query: { a: { R: 1, G: 2 } },
  })
  for (const query of ['', 'G=1', 'R=x', 'R=1&B=3', '__code=200']) {
    expect(complaints([form], { query }), query).toHaveLength(1)
  }
  const json: Given = { ...whole, contentType: 'application/json', schema }
  expect(complaints([json], { query: '%7B%22R%22:1%7D' })).toEqual([])
  expect(complaints([json], { query: '%7B%22R%22:%22x%22%7D' })).toHaveLength(1)
  expect(complaints([json], { query: 'R=1' })).toContain('query a: must be application/json')
  const text: Given = { ...whole, contentType: 'text/plain', schema: { maxLength: 3 } }
  expect(complaints([text], { query: 'a%20b' })).toEqual([])
  expect(complaints([text], { query: 'abcd' })).toHaveLength(1)
})

test('an integer of 64 bits has 64 bits', () => {
  const given: Given = { in: 'query', schema: { type: 'integer', format: 'int64' } }
  expect(complaints([given], { query: 'a=9223372036854775807' })).toEqual([])
  expect(complaints([given], { query: 'a=-9223372036854775808' })).toEqual([])
  expect(complaints([given], { query: 'a=99999999999999999999' })).toHaveLength(1)
})
