import { expect, test } from 'vitest'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { createCoercer } from './coerce-value.ts'
import { parseXml } from './parse-xml.ts'
import { readXml } from './read-xml.ts'

const INTEGER = { type: 'integer' }
const STRING = { type: 'string' }

function read(xml: string, schema: JsonSchema, schemas: Record<string, JsonSchema> = {}): unknown {
  const root = parseXml(xml)
  if (!root) throw new Error(`not well-formed: ${xml}`)
  const store = createSchemaStore(schemas)
  return readXml(root, schema, createCoercer(store), store)
}

function objectOf(
  properties: Record<string, JsonSchema>,
  more: Record<string, unknown> = {},
): JsonSchema {
  return { type: 'object', properties, ...more }
}

test('elements become properties of the types of the schema', () => {
  const schema = objectOf({
    id: INTEGER,
    name: STRING,
    on: { type: 'boolean' },
    inner: objectOf({ n: INTEGER }),
  })
  const xml =
    '<?xml version="1.0"?><pet><id>7</id><name>a &amp; b&#33;</name><on>true</on><inner><n>1</n></inner></pet>'
  expect(read(xml, schema)).toEqual({ id: 7, name: 'a & b!', on: true, inner: { n: 1 } })
})

test('attributes, other names, prefixes and namespaces are obeyed or ignored as the hints say', () => {
  const schema = objectOf({
    id: { ...INTEGER, xml: { attribute: true } },
    title: { ...STRING, xml: { name: 'Title', prefix: 'b', namespace: 'urn:books' } },
    note: { ...STRING, xml: { name: 'x:Note' } },
  })
  const xml = '<b:book xmlns:b="urn:books" id="7"><b:Title>t</b:Title><x:Note>n</x:Note></b:book>'
  expect(read(xml, schema)).toEqual({ id: 7, title: 't', note: 'n' })
})

test('lists are wrapped or not, with names of their own', () => {
  const plain = objectOf({ tag: { type: 'array', items: INTEGER } })
  expect(read('<a><tag>1</tag><tag>2</tag></a>', plain)).toEqual({ tag: [1, 2] })
  const renamed = objectOf({ tags: { type: 'array', items: { ...INTEGER, xml: { name: 'tag' } } } })
  expect(read('<a><tag>1</tag></a>', renamed)).toEqual({ tags: [1] })
  const wrapped = objectOf({
    tags: {
      type: 'array',
      xml: { wrapped: true, name: 'Tags' },
      items: { ...INTEGER, xml: { name: 'tag' } },
    },
  })
  expect(read('<a><Tags><tag>1</tag><tag>2</tag></Tags></a>', wrapped)).toEqual({ tags: [1, 2] })
  expect(read('<a><Tags/></a>', wrapped)).toEqual({ tags: [] })
})

test('a root that is a list has the items as children', () => {
  expect(read('<l><i>1</i><i>2</i></l>', { type: 'array', items: INTEGER })).toEqual([1, 2])
})

test('items of another name than they have to have make no list', () => {
  const items = { ...INTEGER, xml: { name: 'n' } }
  const list = { type: 'array', items, xml: { wrapped: true } }
  expect(read('<l><n>1</n></l>', list)).toEqual([1])
  expect(read('<l><m>1</m></l>', list)).toEqual({ m: '1' })
  expect(read('<a><l><n>1</n><n>2</n></l></a>', objectOf({ l: list }))).toEqual({ l: [1, 2] })
  expect(read('<a><l><n>1</n><m>2</m></l></a>', objectOf({ l: list }))).toEqual({
    l: { n: '1', m: '2' },
  })
})

test('an empty list leaves nothing behind and is found where it is demanded', () => {
  const tags = { tags: { type: 'array', items: INTEGER } }
  expect(read('<a/>', objectOf(tags))).toEqual({})
  expect(read('<a/>', objectOf(tags, { required: ['tags'] }))).toEqual({ tags: [] })
})

test('hints behind references and in allOf count', () => {
  const schemas = {
    Id: { type: 'integer', xml: { attribute: true } },
    Base: objectOf({ id: { $ref: '#/schemas/Id' } }),
  }
  const schema = { allOf: [{ $ref: '#/schemas/Base' }, objectOf({ n: INTEGER })] }
  expect(read('<a id="1"><n>2</n></a>', schema, schemas)).toEqual({ id: 1, n: 2 })
})

test('elements that the schema does not name are kept, attributes only where it is open', () => {
  expect(read('<a v="1"><x>1</x><y>2</y><y>3</y></a>', objectOf({ x: INTEGER }))).toEqual({
    x: 1,
    y: ['2', '3'],
  })
  expect(read('<a v="1"/>', objectOf({}, { additionalProperties: INTEGER }))).toEqual({ v: 1 })
})

test('empty elements, nil and CDATA are understood', () => {
  const schema = objectOf({
    s: STRING,
    n: { type: ['string', 'null'] },
    o: objectOf({}),
    c: STRING,
  })
  const xml = '<a xmlns:xsi="x"><s/><n xsi:nil="true"/><o/><c><![CDATA[<b>&amp;]]></c></a>'
  expect(read(xml, schema)).toEqual({ s: '', n: null, o: {}, c: '<b>&amp;' })
})

test('recursive schemas end with the document', () => {
  const schemas = { Node: objectOf({ id: INTEGER, child: { $ref: '#/schemas/Node' } }) }
  const xml = '<n><id>1</id><child><id>2</id></child></n>'
  expect(read(xml, { $ref: '#/schemas/Node' }, schemas)).toEqual({ id: 1, child: { id: 2 } })
})

test('dangerous names are names like any other', () => {
  const value = read('<a><__proto__><x>1</x></__proto__><constructor>2</constructor></a>', {})
  expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
  expect({}).not.toHaveProperty('x')
})

test('entities of a document type are not expanded', () => {
  expect(read('<!DOCTYPE a [<!ENTITY e "boom">]><a>&e;&lt;</a>', STRING)).toBe('&e;<')
  expect(parseXml('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>')).toBeNull()
})

test.each([
  '',
  'text',
  '<a>',
  '<a></b>',
  '<a><b></a></b>',
  '{}',
  '<a b=c/>',
  `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`,
])('what is not well-formed, or nested too deeply, is no document: %.20s', (xml) => {
  expect(parseXml(xml)).toBeNull()
})
