import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { createGenerator } from './generate-value.ts'
import { topPlace } from './top-place.ts'

const string = { type: 'string' }
const integer = { type: 'integer' }

function objectOf(properties: Record<string, JsonSchema>, rest: object = {}): JsonSchema {
  return { type: 'object', required: Object.keys(properties), properties, ...rest }
}

const cases: [sentence: string, schema: JsonSchema][] = [
  ['type arrays', { type: ['integer', 'null'] }],
  ['enum', { enum: ['a', 1, null, { x: [1] }] }],
  ['const', { const: { deep: ['x'] } }],
  ['minLength and maxLength', { type: 'string', minLength: 40, maxLength: 40 }],
  ['a moment of 25 characters', { ...string, format: 'date-time', minLength: 25, maxLength: 25 }],
  ['anchored pattern', { type: 'string', pattern: '^[A-Z]{3}-\\d{4}(-[a-f]+)?$' }],
  ['pattern without anchors', { type: 'string', pattern: '[0-9]{3}', minLength: 12 }],
  ['Unicode pattern', { type: 'string', pattern: '^\\p{Lu}\\p{Ll}+ [Ѐ-ӿ]{3}$' }],
  ['pattern with a lookahead', { type: 'string', pattern: '^(?=.*\\d)(?=.*[A-Z])\\w{8,}$' }],
  ['pattern with a back reference', { type: 'string', pattern: '^(a|b)-\\1$' }],
  ['limits', { type: 'number', minimum: 0.1, exclusiveMaximum: 0.2 }],
  ['exclusive limits', { type: 'integer', exclusiveMinimum: 7, exclusiveMaximum: 9 }],
  [
    'multipleOf with decimals',
    { type: 'number', multipleOf: 0.01, minimum: 0.005, maximum: 0.015 },
  ],
  ['two multiples', { allOf: [{ type: 'integer', multipleOf: 6, minimum: 1 }, { multipleOf: 4 }] }],
  ['items and counts', { type: 'array', items: integer, minItems: 5, maxItems: 5 }],
  ['uniqueItems', { type: 'array', items: { enum: [1, 2, 3] }, uniqueItems: true, minItems: 3 }],
  [
    'prefixItems with nothing behind',
    { type: 'array', prefixItems: [string, integer], items: false, minItems: 2 },
  ],
  [
    'contains',
    { type: 'array', items: integer, contains: { minimum: 900 }, minContains: 2, maxContains: 2 },
  ],
  [
    'contains beside prefixItems',
    { type: 'array', prefixItems: [string], contains: { const: 'x' }, minItems: 3 },
  ],
  [
    'contains that the items of prefixItems cannot satisfy',
    { type: 'array', prefixItems: [integer], contains: string, minContains: 2, maxContains: 3 },
  ],
  [
    'two contains that no item satisfies together',
    { type: 'array', allOf: [{ contains: string }, { contains: integer, minContains: 2 }] },
  ],
  [
    'contains beside unevaluatedItems',
    {
      type: 'array',
      allOf: [{ prefixItems: [integer] }],
      contains: string,
      unevaluatedItems: { type: 'boolean' },
      minItems: 4,
    },
  ],
  ['additionalProperties', { type: 'object', additionalProperties: integer, minProperties: 3 }],
  [
    'patternProperties',
    {
      type: 'object',
      patternProperties: { '^x-': integer },
      additionalProperties: false,
      minProperties: 2,
    },
  ],
  [
    'propertyNames',
    { type: 'object', propertyNames: { pattern: '^[a-c]$' }, minProperties: 3, maxProperties: 3 },
  ],
  ['maxProperties', { ...Object(objectOf({ a: string })), maxProperties: 1 }],
  ['dependentRequired', objectOf({ a: string }, { dependentRequired: { a: ['b'], b: ['c'] } })],
  [
    'dependentSchemas',
    objectOf({ card: string }, { dependentSchemas: { card: objectOf({ cvc: integer }) } }),
  ],
  [
    'allOf, merged',
    { allOf: [objectOf({ a: string }), objectOf({ b: integer }), { maxProperties: 2 }] },
  ],
  ['anyOf', { anyOf: [{ type: 'string', maxLength: 0, minLength: 1 }, integer] }],
  [
    'oneOf where the branches overlap',
    {
      oneOf: [objectOf({ a: string }), objectOf({ b: string }), objectOf({ a: string, b: string })],
    },
  ],
  ['oneOf of numbers', { oneOf: [{ type: 'number' }, { type: 'integer' }] }],
  ['not', { type: 'integer', minimum: 1, maximum: 3, not: { enum: [1, 3] } }],
  ['not of a type', { not: { type: ['string', 'number', 'object', 'array', 'boolean'] } }],
  ['not with required', objectOf({ a: string }, { not: { required: ['b'] } })],
  [
    'if, then, else',
    objectOf(
      { kind: { enum: ['card', 'cash'] } },
      {
        if: { properties: { kind: { const: 'card' } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited
        then: { required: ['number'], properties: { number: { type: 'string', pattern: '^4' } } },
        else: { properties: { number: false } },
      },
    ),
  ],
  [
    'unevaluatedProperties',
    {
      allOf: [objectOf({ a: string })],
      properties: { b: integer },
      required: ['b'],
      unevaluatedProperties: false,
    },
  ],
  ['references with keywords beside', { $ref: '#/schemas/Text', minLength: 30 }],
  ['recursion that ends by itself', { $ref: '#/schemas/Tree' }],
  ['recursion through two schemas', { $ref: '#/schemas/Egg' }],
  ['recursion through names that a pattern matches', { $ref: '#/schemas/Nest' }],
  [
    'formats',
    objectOf(
      Object.fromEntries(
        [
          ...['date-time', 'date', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6'],
          ...['uri', 'uri-reference', 'uuid', 'byte', 'json-pointer', 'regex', 'uri-template'],
          ...['relative-json-pointer', 'password', 'binary'],
        ].map((format) => [format, { type: 'string', format }]),
      ),
    ),
  ],
  ['numeric formats', objectOf({ a: { type: 'integer', format: 'int32', minimum: 2 ** 31 - 2 } })],
  ['a format with limits', { type: 'string', format: 'email', maxLength: 14 }],
  [
    'formats that have to be long',
    objectOf(
      Object.fromEntries(
        [
          ...['date-time', 'time', 'duration', 'email', 'hostname', 'uri', 'uri-reference'],
          ...['json-pointer', 'regex', 'uri-template', 'relative-json-pointer', 'password'],
        ].flatMap((format) => [
          [format, { type: 'string', format, minLength: 61, maxLength: 61 }],
          [`${format} of many lengths`, { type: 'string', format, minLength: 34 }],
        ]),
      ),
    ),
  ],
  ['true', true],
]

const schemas: Record<string, JsonSchema> = {
  Text: { type: 'string', description: 'A text' },
  Tree: objectOf({
    name: string,
    children: { type: 'array', items: { $ref: '#/schemas/Tree' } },
  }),
  Nest: {
    type: 'object',
    patternProperties: { '^c': { $ref: '#/schemas/Nest' } },
    minProperties: 1,
  },
  Hen: objectOf({ egg: { anyOf: [{ $ref: '#/schemas/Egg' }, { type: 'null' }] } }),
  Egg: objectOf({ hen: { anyOf: [{ $ref: '#/schemas/Hen' }, { type: 'null' }] } }),
}

test.each(cases)('a body generated for %s is valid', (_, schema) => {
  const ajv = new Ajv2020({ strict: false, logger: false, multipleOfPrecision: 8 })
  formats.default(ajv)
  const text = JSON.stringify({ schemas, allOf: [schema] })
  const validate = ajv.compile(JSON.parse(text))
  for (const salt of [undefined, 1, 2, 3, 4]) {
    const generator = createGenerator({ store: createSchemaStore(schemas), seed: 1 })
    const { value, note } = generator.generate(schema, {
      direction: 'response',
      mode: 'full',
      key: 'GET /',
      ...(salt !== undefined && { salt }),
    })
    expect(note).toBeNull()
    const valid = validate(JSON.parse(JSON.stringify(value)))
    expect(valid, `${JSON.stringify(value)}: ${JSON.stringify(validate.errors)}`).toBe(true)
  }
})

test.each([
  ['nothing is allowed', false],
  ['two lists have no value in common', { allOf: [{ enum: [1] }, { enum: [2] }] }],
  ['a member is needed and forbidden', objectOf({ a: false })],
  ['every value satisfies what it must not', { not: {} }],
  ['it is a ring of lists that may not be empty', { $ref: '#/schemas/Ring' }],
])('a schema that nothing can satisfy is said to be one: %s', (_, schema: JsonSchema) => {
  const ring = { anyOf: [{ type: 'array', minItems: 1, items: { $ref: '#/schemas/Ring' } }] }
  const generator = createGenerator({ store: createSchemaStore({ Ring: ring }), seed: 1 })
  const { valid, note } = generator.generate(schema, {
    direction: 'response',
    mode: 'full',
    key: 'GET /',
  })
  expect(valid).toBe(false)
  expect(note).toMatch(/^the schema cannot be satisfied: ./)
})

test('no plan is trusted where a schema within asks what was evaluated', () => {
  const closed = { type: 'object', unevaluatedProperties: false }
  const schema = { type: 'object', additionalProperties: string, allOf: [closed] }
  const generator = createGenerator({ store: createSchemaStore({}), seed: 1 })
  const request = { direction: 'response', mode: 'full', key: 'GET /', salt: 1 } as const
  const attempt = { number: 0, mode: 'full', careful: false, lenient: false } as const
  const generation = generator.start(request, attempt)
  generation.part({ schemas: [schema] }, topPlace('', generation.root))
  expect(generation.isPlanned).toBe(false)
  expect(generator.generate(schema, request)).toEqual({ value: {}, valid: true, note: null })
})

test('of schemas that extend each other the tag is that of the last', () => {
  const refer = (name: string) => ({ $ref: `#/schemas/${name}` })
  const mapping = { Dog: '#/schemas/Dog', Puppy: '#/schemas/Puppy' }
  const store = createSchemaStore({
    Pet: {
      ...Object(objectOf({ kind: string })),
      discriminator: { propertyName: 'kind', mapping },
    },
    Dog: { allOf: [refer('Pet'), objectOf({ bark: integer })] },
    Puppy: { allOf: [refer('Dog'), objectOf({ weeks: integer })] },
  })
  const request = { direction: 'response', mode: 'full', key: 'GET /' } as const
  const kinds = ['Dog', 'Puppy'].map(
    (name) => createGenerator({ store, seed: 1 }).generate(refer(name), request).value,
  )
  expect(kinds).toMatchObject([{ kind: 'Dog' }, { kind: 'Puppy' }])
})
