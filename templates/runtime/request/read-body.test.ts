import { expect, test } from 'vitest'
import { BOOK, FORM, INTEGER, json, read, status, value } from './bodies-for-tests.ts'

test('JSON and its relatives are parsed and checked', async () => {
  const body = '{"title":"x","pages":3}'
  expect(await value(json, { type: 'application/json', body })).toEqual({ title: 'x', pages: 3 })
  expect(await value(json, { type: 'Application/JSON; charset=utf-8', body })).toEqual({
    title: 'x',
    pages: 3,
  })
  const problem = { content: { 'application/problem+json': BOOK } }
  expect(await value(problem, { type: 'application/problem+json', body })).toMatchObject({
    title: 'x',
  })
})

test('a body that breaks its schema is 422 with a pointer to each place', async () => {
  const result = await read(json, { type: 'application/json', body: '{"pages":"x"}' })
  expect(result.failureStatus).toBe(422)
  expect(result.violations.map(({ pointer }) => pointer)).toContain('/pages')
  expect(result.body).toEqual({ pages: 'x' })
})

test('a body that cannot be parsed is 400', async () => {
  expect(await status(json, { type: 'application/json', body: '{' })).toBe(400)
  expect(await status({ content: { 'text/xml': BOOK } }, { type: 'text/xml', body: '<a>' })).toBe(
    400,
  )
  const multipart = { content: { 'multipart/form-data': BOOK } }
  expect(await status(multipart, { type: 'multipart/form-data', body: 'x' })).toBe(400)
  expect(
    await status(multipart, { type: 'multipart/form-data; boundary=b', body: '--b\r\nx' }),
  ).toBe(400)
})

test('a body that is too large is 413', async () => {
  expect(await status(json, { type: 'text/plain', tooLarge: true })).toBe(413)
})

test('a missing body is a violation only where it is required', async () => {
  expect(await status(json, { type: 'application/json' })).toBe(422)
  expect(await status({ ...json, required: false }, { type: 'application/json' })).toBeNull()
  expect(await status({ ...json, required: false }, { type: FORM })).toBeNull()
})

test('a form or text may be empty', async () => {
  expect(await value({ content: { [FORM]: { type: 'object' } } }, { type: FORM })).toEqual({})
  expect(
    await value({ content: { 'text/plain': { type: 'string' } } }, { type: 'text/plain' }),
  ).toBe('')
})

test.each([
  ['application/json', 'application/xml', 415],
  ['application/json', 'application/problem+json', 415],
  ['image/*', 'image/png', null],
  ['image/*', 'text/plain', 415],
  ['*/*', 'text/plain', null],
  ['application/*', 'application/octet-stream', null],
  ['application/*+json', 'text/plain', 415],
  ['application/json;charset=utf-8', 'application/json', null],
  ['text/csv, text/plain', 'text/plain', null],
  ['json', 'text/plain', null],
  ['application/json', 'nonsense', 415],
])('where %s is declared, %s is answered by %s', async (declared, type, expected) => {
  expect(await status({ content: { [declared]: true } }, { type, body: '1' })).toBe(expected)
})

test('the most specific declaration judges the body', async () => {
  const content = { '*/*': false, 'application/*': false, 'application/json': BOOK }
  expect(await status({ content }, { type: 'application/json', body: '{"title":""}' })).toBeNull()
})

test('a body without a media type is accepted where only one is meant', async () => {
  expect(await value(json, { body: '{"title":"x"}' })).toEqual({ title: 'x' })
  expect(await status({ content: { ...json.content, 'text/csv': true } }, { body: '{}' })).toBe(415)
  expect(await value({ content: { 'text/csv': true, '*/*': true } }, { body: '{"a":1}' })).toEqual({
    a: 1,
  })
})

test.each<[string, Buffer]>([
  ['application/json', Buffer.from('\ufeff{"title":"ä"}', 'utf8')],
  ['application/json; charset=utf-16', Buffer.from('\ufeff{"title":"ä"}', 'utf16le')],
  ['application/json; charset=utf-16le', Buffer.from('{"title":"ä"}', 'utf16le')],
  ['application/json', Buffer.from('\ufeff{"title":"ä"}', 'utf16le').swap16()],
  ['application/json; charset=iso-8859-1', Buffer.from('{"title":"ä"}', 'latin1')],
  ['application/json; charset=klingon', Buffer.from('{"title":"ä"}', 'utf8')],
])('%s is decoded', async (type, body) => {
  expect(await value(json, { type, body })).toEqual({ title: 'ä' })
})

test('text is coerced to a plain schema', async () => {
  expect(
    await value({ content: { 'text/plain': INTEGER } }, { type: 'text/plain', body: '42' }),
  ).toBe(42)
  expect(
    await status({ content: { 'text/plain': INTEGER } }, { type: 'text/plain', body: 'x' }),
  ).toBe(422)
})

test('text whose schema is an object is checked only when it is JSON', async () => {
  const content = { 'text/csv': BOOK }
  expect(await value({ content }, { type: 'text/csv', body: 'a,b' })).toBe('a,b')
  expect(await status({ content }, { type: 'text/csv', body: '{"pages":1}' })).toBe(422)
})

test('binary bodies are strings of bytes', async () => {
  const body = Buffer.from([0, 200, 255])
  const schema = { type: 'string', format: 'binary', maxLength: 3 }
  expect(
    await value(
      { content: { 'application/octet-stream': schema } },
      { type: 'application/octet-stream', body },
    ),
  ).toBe('\u0000\u00c8\u00ff')
  expect(await value({ content: { 'image/*': true } }, { type: 'image/png', body })).toBe(
    '\u0000\u00c8\u00ff',
  )
})

test('bodies that nobody described are read without complaint, but not for GET and its kind', async () => {
  expect(await read(null, { type: 'application/json', body: '{"a":1}' })).toMatchObject({
    body: { a: 1 },
    violations: [],
  })
  expect(await read(null, { type: 'application/json', body: '{' })).toMatchObject({
    body: undefined,
    violations: [],
  })
  for (const method of ['GET', 'HEAD', 'DELETE']) {
    expect(await read(null, { method, type: 'application/json', body: '{}' })).toMatchObject({
      body: undefined,
      failureStatus: null,
    })
  }
  expect(await status(json, { method: 'DELETE', type: 'application/json', body: '{}' })).toBe(422)
})

test('readOnly members are not demanded', async () => {
  const schema = {
    type: 'object',
    required: ['id', 'title'],
    properties: { id: { type: 'string', readOnly: true }, title: { type: 'string' } },
  }
  expect(
    await status(
      { content: { 'application/json': schema } },
      { type: 'application/json', body: '{"title":"x"}' },
    ),
  ).toBeNull()
})
