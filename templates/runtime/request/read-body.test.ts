import { expect, test } from 'vitest'
import type { MediaType, Operation } from '#engine/specs/mock-api.ts'
import type { ReadRequest } from '../exchange.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { createRequestReader } from './read-request.ts'

interface Sent {
  type?: string
  body?: string | Buffer
  tooLarge?: boolean
  method?: string
}

interface Declared {
  content?: Record<string, JsonSchema | Partial<MediaType>>
  required?: boolean
}

const INTEGER = { type: 'integer' }
const BOOK = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string' }, pages: INTEGER },
}
const FORM = 'application/x-www-form-urlencoded'

/** Reads a body against the media types of an operation; no declaration when `declared` is null. */
async function read(declared: Declared | null, sent: Sent): Promise<ReadRequest> {
  const content = Object.entries(declared?.content ?? {}).map(([contentType, given]): MediaType => {
    const isMedia = typeof given === 'object' && ('schema' in given || 'encoding' in given)
    // Either a media type or, shorter, its schema.
    const media = isMedia ? (given as Partial<MediaType>) : { schema: given as JsonSchema }
    return { contentType, examples: [], ...media }
  })
  const operation: Operation = {
    id: 'x',
    method: sent.method ?? 'POST',
    path: '/x',
    tag: '',
    summary: '',
    description: '',
    deprecated: false,
    pointer: '',
    parameters: [],
    ...(declared ? { requestBody: { required: declared.required ?? true, content } } : {}),
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
    schemas: {},
    securitySchemes: {},
  }
  const reader = createRequestReader({ mockApi, store: createSchemaStore({}), validate: true })
  return await reader.read(
    operation,
    { operation, pathParameters: {} },
    {
      method: operation.method,
      url: '/x',
      path: '/x',
      rawQuery: '',
      headers: sent.type === undefined ? {} : { 'content-type': sent.type },
      body: Buffer.from(sent.body ?? ''),
      bodyTooLarge: sent.tooLarge ?? false,
    },
  )
}

async function value(declared: Declared, sent: Sent): Promise<unknown> {
  const result = await read(declared, sent)
  expect(result.violations).toEqual([])
  return result.body
}

async function status(declared: Declared | null, sent: Sent): Promise<number | null> {
  return (await read(declared, sent)).failureStatus
}

const json = { content: { 'application/json': BOOK } }

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
  const strict = { ...schema, properties: { tags: { ...tags, minItems: 1 } } }
  expect(await status({ content: { [FORM]: strict } }, sent)).toBe(422)
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
