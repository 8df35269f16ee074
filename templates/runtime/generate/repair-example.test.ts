import { expect, test } from 'vitest'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { createGenerator } from './generate-value.ts'
import { repairExample } from './repair-example.ts'

test('the parts of an alternative are mended without looking at all alternatives again', () => {
  const item = { type: 'object', required: ['a', 'b'], properties: { a: { type: 'integer' } } }
  const branch = (kind: string): JsonSchema => ({
    type: 'object',
    required: ['kind', 'items'],
    properties: { kind: { const: kind }, items: { type: 'array', items: item } },
  })
  const schema = { oneOf: ['x', 'y', 'z'].map(branch) }
  const example = { kind: 'y', items: Array.from({ length: 8 }, (_, a) => ({ a })) }
  const store = createSchemaStore({})
  let checks = 0
  const counting = {
    ...store,
    check(...args: Parameters<typeof store.check>) {
      checks++
      return store.check(...args)
    },
  }
  const generator = createGenerator({ store: counting, seed: 1 })
  const what = { schema, example, direction: 'response', key: 'GET /' } as const
  const repaired = repairExample({ store: counting, generator, ...what })
  expect(repaired.valid).toBe(true)
  expect(repaired.changed).not.toContain('')
  expect(repaired.value).toMatchObject(example)
  expect(checks).toBeLessThan(12)
})
