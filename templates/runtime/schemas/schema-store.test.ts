import { expect, test } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { createSchemaStore } from './schema-store.ts'

const accepts = (schema: JsonSchema, value: unknown) =>
  createSchemaStore({}).isValid(schema, 'response', value)

test('an empty list contains nothing, also where its first items are described', () => {
  const contains = { type: 'integer' }
  const prefixItems = [{ type: 'integer' }, { type: 'string' }]
  expect(accepts({ contains, prefixItems }, [])).toBe(false)
  expect(accepts({ contains, prefixItems }, [1])).toBe(true)
  expect(accepts({ contains, prefixItems, minContains: 0 }, [])).toBe(true)
  expect(accepts({ contains, prefixItems, maxContains: 1 }, [1, 'a', 2])).toBe(false)
})

test('a schema whose generated code would not run is still checked', () => {
  const branch = { anyOf: [{ additionalProperties: false }], maxProperties: 0 }
  const schema = {
    oneOf: [{ else: false }, branch],
    patternProperties: { d$: true },
    type: 'object',
  }
  expect(accepts(schema, 'a text')).toBe(false)
  expect(accepts(schema, { id: {} })).toBe(true)
})

test('a branch sees nothing of what the schema around it evaluates', () => {
  const closed = { type: 'object', unevaluatedProperties: false }
  const schema = { patternProperties: { '^c': true }, oneOf: [closed] }
  expect(accepts(schema, {})).toBe(true)
  expect(accepts(schema, { c: 1 })).toBe(false)
})

test('items that a list contains count as evaluated, whatever they are', () => {
  expect(accepts({ contains: true, unevaluatedItems: false }, [1, 'a'])).toBe(true)
  expect(accepts({ contains: {}, unevaluatedItems: false }, [1, 'a'])).toBe(true)
  expect(accepts({ contains: false, unevaluatedItems: false }, [1])).toBe(false)
})

test('a condition evaluates what it describes only where it holds', () => {
  const schema = {
    if: { properties: { kind: { const: 'a' } }, required: ['kind'] },
    else: { properties: { other: true }, required: ['other'] },
    unevaluatedProperties: false,
  }
  expect(accepts(schema, { kind: 'a' })).toBe(true)
  expect(accepts(schema, { other: 1 })).toBe(true)
  expect(accepts(schema, { kind: 'a', other: 1 })).toBe(false)
  expect(accepts(schema, { kind: 'b', other: 1 })).toBe(false)
  const alone = { if: { properties: { kind: { const: 'a' } } }, unevaluatedProperties: false }
  expect(accepts(alone, { kind: 'a' })).toBe(true)
  expect(accepts(alone, { kind: 'b' })).toBe(false)
})

test('addresses, templates and times have the formats that their standards give them', () => {
  const has = (format: string) => (text: string) => accepts({ type: 'string', format }, text)
  const emails = ['root@localhost', '"a b"@x.io', 'a@[127.0.0.1]', 'a@[IPv6:::1]', 'a.b@x-y.io']
  expect(emails.filter(has('email'))).toEqual(emails)
  const noEmails = ['a', '@x.io', 'a..b@x.io', 'a@', 'a@-x.io', 'a@x..io', 'a@[1.2.3]', 'a@[::1]']
  expect(noEmails.filter(has('email'))).toEqual([])
  const templates = ['/a{?b.c,d*}', "/o'clock", '{+path:3}', '']
  expect(templates.filter(has('uri-template'))).toEqual(templates)
  expect(['{a', 'a b', '{a..b}', '%zz', '{}'].filter(has('uri-template'))).toEqual([])
  expect(has('date-time')('1985-04-12T00:59:59.999999999999999Z')).toBe(true)
  expect(has('time')('00:59:59.999999999999999Z')).toBe(true)
  expect(has('time')('00:59:61.5Z')).toBe(false)
})

test('what is wrong is told with the right numbers', () => {
  const [short] = createSchemaStore({}).check({ minLength: 1 }, 'request', '')
  expect(short?.message).toBe('must have at least 1 character, has 0')
  const [long] = createSchemaStore({}).check({ maxItems: 2 }, 'request', [1, 2, 3])
  expect(long?.message).toBe('must have at most 2 items, has 3')
})

test('values are compared whatever their members are called', () => {
  const odd = { toString: 1, constructor: { valueOf: null } }
  const same = { constructor: { valueOf: null }, toString: 1 }
  expect(accepts({ uniqueItems: true }, [odd, same])).toBe(false)
  expect(accepts({ uniqueItems: true }, [odd, { toString: 2 }])).toBe(true)
  expect(accepts({ const: odd }, same)).toBe(true)
  expect(accepts({ enum: ['a', odd] }, { toString: 2 })).toBe(false)
  const store = createSchemaStore({})
  expect(store.check({ uniqueItems: true }, 'request', [1, 1])[0]?.message).toBe(
    'items must differ, but items 0 and 1 are equal',
  )
  expect(store.check({ enum: [odd] }, 'request', 1)[0]?.message).toBe(
    'must be one of an object, is 1',
  )
})

test('a long text is refused only by a format that limits its length', () => {
  const long = `data:text/plain,${'a'.repeat(20_000)}`
  expect(accepts({ format: 'uri' }, long)).toBe(true)
  expect(accepts({ format: 'date' }, long)).toBe(false)
})

test('a name that is not allowed is told as such, not as a wrong value', () => {
  const schema = { propertyNames: { enum: ['id', 'name'] } }
  const violations = createSchemaStore({}).check(schema, 'request', { id: 1, other: 2 })
  expect(violations.map(({ pointer, message }) => `${pointer}: ${message}`)).toEqual([
    '/other: the name "other" is not allowed here',
  ])
})
