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

test('what is wrong is told with the right numbers', () => {
  const [short] = createSchemaStore({}).check({ minLength: 1 }, 'request', '')
  expect(short?.message).toBe('must have at least 1 character, has 0')
  const [long] = createSchemaStore({}).check({ maxItems: 2 }, 'request', [1, 2, 3])
  expect(long?.message).toBe('must have at most 2 items, has 3')
})
