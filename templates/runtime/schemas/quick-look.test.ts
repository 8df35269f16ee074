import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { loadStringFormats } from './load-ajv.ts'
import { createQuickLook } from './quick-look.ts'
import { createPatterns } from './safe-pattern.ts'
import { createSchemaIndex } from './schema-index.ts'
import { createSchemaStore } from './schema-store.ts'

const formats = loadStringFormats()

const { compile: compilePattern } = createPatterns()

function looksValid(schema: JsonSchema, value: unknown, schemas = {}): boolean {
  const index = createSchemaIndex(schemas)
  const look = createQuickLook({ index, compilePattern, loadFormats: () => formats })
  return look(schema, value)
}

/** The validator's own word: it is compiled once a dozen values have been looked at. */
function isValid(schema: JsonSchema, value: unknown, schemas = {}): boolean {
  const store = createSchemaStore(schemas)
  for (let look = 0; look < 20; look += 1) store.isValid(schema, 'response', value)
  return store.isValid(schema, 'response', value)
}

const name = fc.constantFrom('a', 'b', 'id', '__proto__')
const scalar = fc.constantFrom<unknown>(
  null,
  true,
  0,
  1,
  2.5,
  -3,
  2 ** 31,
  '',
  'a',
  'ab',
  '😀',
  '2026-01-01',
)
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(name, tie('value')), { maxLength: 3 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value

const type = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object')
const count = fc.nat({ max: 3 })
const schema = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.boolean(),
    fc.constant({ $ref: '#/schemas/Node' }),
    fc.record(
      {
        type: fc.oneof(type, fc.array(type, { minLength: 1, maxLength: 3 })),
        enum: fc.array(scalar, { minLength: 1, maxLength: 4 }),
        const: scalar,
        minimum: fc.integer({ min: -3, max: 3 }),
        exclusiveMaximum: fc.integer({ min: -3, max: 3 }),
        multipleOf: fc.constantFrom(0.5, 1, 2),
        format: fc.constantFrom('date', 'int32', 'int64', 'double', 'email', 'unheard-of'),
        // The last of them is broken.
        pattern: fc.constantFrom('^a', 'b$', '^[0-9-]+$', '^.$', '('),
        minLength: count,
        maxLength: count,
        minItems: count,
        maxItems: count,
        uniqueItems: fc.boolean(),
        items: tie('schema'),
        required: fc.array(name, { maxLength: 2 }),
        properties: fc
          .array(fc.tuple(name, tie('schema')), { maxLength: 2 })
          .map((entries) => Object.fromEntries(entries)),
        additionalProperties: tie('schema'),
        minProperties: count,
        maxProperties: count,
        allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        not: tie('schema'),
      },
      { requiredKeys: [] },
    ),
  ),
})).schema as fc.Arbitrary<JsonSchema>

test('what looks valid is valid for the validator too', () => {
  fc.assert(
    fc.property(schema, schema, value, (one, node, given) => {
      const schemas = { Node: node }
      fc.pre(looksValid(one, given, schemas))
      expect(isValid(one, given, schemas)).toBe(true)
    }),
    { numRuns: 150 },
  )
})

test('sees that an ordinary object is valid', () => {
  const book = {
    type: 'object',
    required: ['id', 'title'],
    properties: {
      id: { type: 'integer', format: 'int64', minimum: 1 },
      title: { type: 'string', minLength: 1, maxLength: 20 },
      tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      published: { type: 'string', format: 'date' },
      isbn: { type: 'string', pattern: '^[0-9]{13}$' },
      next: { $ref: '#/schemas/Book' },
    },
    additionalProperties: false,
  }
  const given = {
    id: 1,
    title: 'Emma',
    tags: ['a', 'b'],
    published: '1815-12-23',
    isbn: '9780141439587',
  }
  expect(looksValid(book, { ...given, next: given }, { Book: book })).toBe(true)
  expect(looksValid(book, { ...given, next: { id: 2 } }, { Book: book })).toBe(false)
  expect(looksValid(book, { ...given, isbn: '978' }, { Book: book })).toBe(false)
})

test('leaves to the validator what would take long to look at', () => {
  const ring = { $ref: '#/schemas/Ring' }
  expect(looksValid(ring, {}, { Ring: { allOf: [ring] } })).toBe(false)
  const numbers = { type: 'array', items: { type: 'integer' } }
  expect(
    looksValid(
      numbers,
      Array.from({ length: 5_000 }, () => 1),
    ),
  ).toBe(false)
})
