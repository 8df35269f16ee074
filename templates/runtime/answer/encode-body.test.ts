import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { encodeBody } from './encode-body.ts'

function encode(
  contentType: string,
  value: unknown,
  schema?: JsonSchema,
  schemas: Record<string, JsonSchema> = {},
): string {
  const store = createSchemaStore(schemas)
  return encodeBody({ contentType, value, schema, store }).body.toString('utf8')
}

function xml(
  value: unknown,
  schema?: JsonSchema,
  schemas: Record<string, JsonSchema> = {},
): string {
  return encode('application/xml', value, schema, schemas).replace(/^<\?xml[^>]*\?>\n|\n$/g, '')
}

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'application/problem+json',
  'application/vnd.github.v3+json',
  'text/json',
])('%s is JSON', (contentType) => {
  expect(JSON.parse(encode(contentType, { a: [1, null, 'é'] }))).toEqual({ a: [1, null, 'é'] })
})

test('JSON bodies are never empty and survive lone surrogates', () => {
  expect(encode('application/json', undefined)).toBe('null')
  expect(JSON.parse(encode('application/json', '\ud800'))).toBe('\ud800')
})

test('newline-delimited JSON has one line for each item', () => {
  expect(encode('application/x-ndjson', [{ a: 1 }, { a: 2 }])).toBe('{"a":1}\n{"a":2}\n')
})

test('a JSON sequence has a record separator before each item', () => {
  expect(encode('application/json-seq', [1, 2])).toBe('\u001e1\n\u001e2\n')
})

test('an event stream has one event for each item', () => {
  expect(encode('text/event-stream', [{ a: 1 }, 'x\ny'])).toBe(
    'data: {"a":1}\n\ndata: x\ndata: y\n\n',
  )
})

test('YAML reads back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value))
      expect(parseYaml(encode('application/yaml', plain))).toEqual(plain)
    }),
  )
})

test('CSV has a header line from the schema and quotes what needs it', () => {
  const schema = {
    type: 'array',
    items: { $ref: '#/schemas/Row' },
  }
  const schemas = { Row: { type: 'object', properties: { id: {}, name: {}, note: {} } } }
  const rows = [
    { id: 1, name: 'a "b", c', note: null },
    { id: 2, name: 'line\nbreak', extra: [1] },
  ]
  expect(encode('text/csv', rows, schema, schemas)).toBe(
    'id,name,note,extra\r\n1,"a ""b"", c",,\r\n2,"line\nbreak",,[1]\r\n',
  )
  expect(encode('text/tab-separated-values', [{ a: 'x,y', b: 1 }])).toBe('a\tb\r\nx,y\t1\r\n')
})

test('texts are sent as they are, other values as JSON text', () => {
  expect(encode('text/plain', 'hello')).toBe('hello')
  expect(encode('text/plain; charset=utf-8', 4.5)).toBe('4.5')
  expect(encode('application/javascript', { a: 1 })).toBe('{"a":1}')
})

test('HTML is a page with the text escaped', () => {
  expect(encode('text/html', 'a < b & c')).toContain('<p>a &lt; b &amp; c</p>')
  expect(encode('text/html', '<h1>Hi</h1>')).toBe('<h1>Hi</h1>')
})

test('form bodies repeat the names of lists', () => {
  expect(encode('application/x-www-form-urlencoded', { a: 'x y', b: [1, 2], c: { d: 1 } })).toBe(
    'a=x+y&b=1&b=2&c=%7B%22d%22%3A1%7D',
  )
})

test('multipart bodies bring their boundary with them', () => {
  const store = createSchemaStore({})
  const { body, contentType } = encodeBody({
    contentType: 'multipart/form-data',
    value: { title: 'x', meta: { a: 1 } },
    schema: undefined,
    store,
  })
  const [, boundary] = /boundary=(\S+)$/.exec(contentType) ?? []
  const text = body.toString('utf8')
  expect(text.split(`--${boundary}`)).toHaveLength(4)
  expect(text).toContain('name="meta"\r\nContent-Type: application/json\r\n\r\n{"a":1}\r\n')
  expect(text.endsWith(`--${boundary}--\r\n`)).toBe(true)
})

test('XML takes its root from the hint, else from the name of the schema', () => {
  const schemas = { Book: { type: 'object' }, Pet: { type: 'object', xml: { name: 'pet' } } }
  expect(xml({ a: 1 }, { $ref: '#/schemas/Book' }, schemas)).toBe('<Book><a>1</a></Book>')
  expect(xml({ a: 1 }, { $ref: '#/schemas/Pet' }, schemas)).toBe('<pet><a>1</a></pet>')
  expect(xml({ a: null })).toBe('<response><a/></response>')
})

test('XML attributes, prefixes and namespaces follow their hints', () => {
  const schema = {
    type: 'object',
    xml: { name: 'book', namespace: 'http://example.com/b', prefix: 'b' },
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      lang: { type: 'string', xml: { attribute: true, prefix: 'b', name: 'language' } },
      title: { type: 'string', xml: { prefix: 'b' } },
      note: { type: 'string', xml: { prefix: 'undeclared' } },
    },
  }
  expect(xml({ id: 7, lang: 'e"n', title: 'A & B', note: 'x' }, schema)).toBe(
    '<b:book xmlns:b="http://example.com/b" id="7" b:language="e&quot;n"><b:title>A &amp; B</b:title><note>x</note></b:book>',
  )
})

test('XML lists are wrapped only where the hints say so', () => {
  const items = { type: 'string', xml: { name: 'tag' } }
  const schema = (hints: object) => ({
    type: 'object',
    xml: { name: 'r' },
    properties: { tags: { type: 'array', items, ...hints } },
  })
  const value = { tags: ['a', 'b'] }
  expect(xml(value, schema({}))).toBe('<r><tag>a</tag><tag>b</tag></r>')
  expect(xml(value, schema({ xml: { wrapped: true } }))).toBe(
    '<r><tags><tag>a</tag><tag>b</tag></tags></r>',
  )
  expect(xml(value, schema({ xml: { wrapped: true, name: 'list' } }))).toBe(
    '<r><list><tag>a</tag><tag>b</tag></list></r>',
  )
  expect(xml({ tags: [1] }, { properties: { tags: { type: 'array', items: {} } } })).toBe(
    '<response><tags>1</tags></response>',
  )
})

test('XML hints are found through references and compositions', () => {
  const schemas = {
    Base: { type: 'object', properties: { id: { type: 'integer', xml: { attribute: true } } } },
    Book: { allOf: [{ $ref: '#/schemas/Base' }, { properties: { title: { type: 'string' } } }] },
  }
  expect(
    xml([{ id: 1, title: 'x' }], { type: 'array', items: { $ref: '#/schemas/Book' } }, schemas),
  ).toBe('<response><item id="1"><title>x</title></item></response>')
})

test('XML is well-formed whatever the names and texts are', () => {
  const strange = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '1a',
      'xmlns',
      'a:b',
      '',
      '<',
      ']]>',
      'a b',
      '@id',
      '#text',
      '\u0000',
      'é',
      '日本',
    ),
  )
  const values = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, strange, fc.integer(), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(strange, tie('value'), { maxKeys: 3 }),
  })).value
  const hints = fc.record(
    {
      name: strange,
      prefix: strange,
      namespace: strange,
      attribute: fc.boolean(),
      wrapped: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(values, hints, hints, (value, root, member) => {
      const schema = {
        type: 'object',
        xml: root,
        additionalProperties: { type: 'array', xml: member, items: { xml: member } },
      }
      const written = encode('application/xml', value, schema)
      expect(XMLValidator.validate(written), written).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['image/png', '89504e470d0a1a0a'],
  ['image/gif', '474946383961'],
  ['image/jpeg', 'ffd8ff'],
  ['image/webp', '52494646'],
  ['image/bmp', '424d'],
  ['image/x-icon', '00000100'],
  ['application/pdf', '255044462d'],
  ['application/zip', '504b0304'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '504b0304'],
  ['audio/wav', '52494646'],
  ['audio/mpeg', 'fffb'],
  ['video/mp4', '0000001c66747970'],
])('%s is a small file of its kind', (contentType, start) => {
  const { body } = encodeBody({
    contentType,
    value: 'generated text',
    schema: { type: 'string', format: 'binary' },
    store: createSchemaStore({}),
  })
  expect(body.toString('hex').startsWith(start)).toBe(true)
  expect(body.length).toBeLessThan(2_000)
})

test('a gzip file unpacks and a PDF says where its table is', () => {
  const store = createSchemaStore({})
  const made = (contentType: string) =>
    encodeBody({ contentType, value: '', schema: undefined, store }).body
  expect(gunzipSync(made('application/gzip')).length).toBeGreaterThan(0)
  const pdf = made('application/pdf').toString('latin1')
  const [, offset = ''] = /startxref\n(\d+)/.exec(pdf) ?? []
  expect(pdf.slice(Number(offset)).startsWith('xref')).toBe(true)
})

test('SVG shows the text, and bytes without a known kind carry the value', () => {
  expect(XMLValidator.validate(encode('image/svg+xml', 'a < b'))).toBe(true)
  expect(encode('application/octet-stream', 'bytes')).toBe('bytes')
  expect(encode('application/x-unknown', { a: 1 })).toBe('{"a":1}')
})
