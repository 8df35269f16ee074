import { expect, test } from 'vitest'
import { BOOK, FORM, INTEGER, read, type Sent, status, value } from './bodies-for-tests.ts'

test('a urlencoded body is coerced property by property', async () => {
  const schema = {
    type: 'object',
    properties: {
      n: INTEGER,
      on: { type: 'boolean' },
      tags: { type: 'array', items: INTEGER },
      one: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: INTEGER,
  }
  const body = 'n=1&on=true&tags=1&tags=2&one=a%2Cb+c&other=7'
  expect(await value({ content: { [FORM]: schema } }, { type: FORM, body })).toEqual({
    n: 1,
    on: true,
    tags: [1, 2],
    one: ['a,b c'],
    other: 7,
  })
})

test('a urlencoded body follows its encoding', async () => {
  const object = {
    type: 'object',
    properties: { x: INTEGER, y: { type: 'array', items: INTEGER } },
  }
  const schema = {
    type: 'object',
    properties: {
      deep: object,
      json: object,
      spread: object,
      csv: { type: 'array', items: INTEGER },
    },
    additionalProperties: false,
  }
  const encoding = {
    deep: { style: 'deepObject', explode: true },
    json: { contentType: 'application/json' },
    csv: { style: 'form', explode: false },
  } as const
  const body = 'deep[x]=1&deep[y][]=2&deep[y][]=3&json=%7B%22x%22%3A4%7D&csv=5,6'
  expect(await value({ content: { [FORM]: { schema, encoding } } }, { type: FORM, body })).toEqual({
    deep: { x: 1, y: [2, 3] },
    json: { x: 4 },
    csv: [5, 6],
  })
})

test('a urlencoded body may carry objects in brackets without being told', async () => {
  const schema = {
    type: 'object',
    properties: {
      items: { type: 'array', items: { type: 'object', properties: { id: INTEGER } } },
    },
  }
  const body = 'items[0][id]=1&items[1][id]=2'
  expect(await value({ content: { [FORM]: schema } }, { type: FORM, body })).toEqual({
    items: [{ id: 1 }, { id: 2 }],
  })
})

test('a list that a form demands and does not have is empty, unless it may not be', async () => {
  const tags = { type: 'array', items: INTEGER }
  const schema = { type: 'object', required: ['tags'], properties: { n: INTEGER, tags } }
  const sent = { type: FORM, body: 'n=1' }
  expect(await value({ content: { [FORM]: schema } }, sent)).toEqual({ n: 1, tags: [] })
  const other = { type: 'array', enum: ['a', 'b'] }
  const besides = { ...schema, properties: { n: INTEGER, tags, other } }
  expect(await value({ content: { [FORM]: besides } }, sent)).toEqual({ n: 1, tags: [] })
  const strict = { ...schema, properties: { tags: { ...tags, minItems: 1 } } }
  expect(await status({ content: { [FORM]: strict } }, sent)).toBe(422)
})

test('a form whose schema is a text is that text', async () => {
  const content = { [FORM]: { type: 'string' }, 'multipart/form-data': { type: 'string' } }
  expect(await value({ content }, { type: FORM, body: 'a=1&b=2' })).toBe('a=1&b=2')
  const sent = multipart(['name="a"', '1'])
  expect(await value({ content }, sent)).toBe(String(sent.body))
})

function multipart(...parts: [headers: string, body: string | Buffer][]): Sent {
  const chunks = parts.flatMap(([headers, body]) => [
    Buffer.from(`--b\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ])
  return {
    type: 'multipart/form-data; boundary=b',
    body: Buffer.concat([...chunks, Buffer.from('--b--\r\n')]),
  }
}

test('a multipart body has its parts coerced, files as strings of bytes', async () => {
  const schema = {
    type: 'object',
    required: ['file', 'n'],
    properties: {
      n: INTEGER,
      on: { type: 'boolean' },
      file: { type: 'string', format: 'binary', maxLength: 4 },
      raw: { contentMediaType: 'image/png' },
      meta: BOOK,
      tags: { type: 'array', items: INTEGER },
      files: { type: 'array', items: { type: 'string', format: 'binary' } },
    },
    additionalProperties: false,
  }
  const sent = multipart(
    ['name="n"', '7'],
    ['name="on"', 'true'],
    [
      'name="file"; filename="a.bin"\r\nContent-Type: application/octet-stream',
      Buffer.from([0, 255, 13, 10]),
    ],
    ['name="raw"\r\nContent-Type: image/png', Buffer.from([137, 80])],
    ['name="meta"\r\nContent-Type: application/json', '{"title":"ä"}'],
    ['name="tags"', '1'],
    ['name="tags"', '2'],
    ['name="files"; filename="1"', 'x'],
  )
  expect(await value({ content: { 'multipart/form-data': schema } }, sent)).toEqual({
    n: 7,
    on: true,
    file: '\u0000\u00ff\r\n',
    raw: '\u0089P',
    meta: { title: 'ä' },
    tags: [1, 2],
    files: ['x'],
  })
})

test('a multipart body that breaks its schema is 422', async () => {
  const sent = multipart(['name="pages"', 'many'], ['name="__proto__"', 'x'])
  const result = await read({ content: { 'multipart/form-data': BOOK } }, sent)
  expect(result.failureStatus).toBe(422)
  expect(Object.keys(result.body as object)).toEqual(['pages', '__proto__'])
})
