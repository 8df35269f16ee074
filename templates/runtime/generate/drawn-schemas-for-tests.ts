import fc from 'fast-check'
import type { JsonSchema } from '../schemas/json-schema.ts'

const names = ['A', 'B', 'C'] as const
/** Names that members of drawn schemas have. */
export const memberNames = [
  'id',
  'name',
  'email',
  'createdAt',
  'price',
  'kind',
  'toString',
  'constructor',
]
const memberName = fc.constantFrom(...memberNames)
const count = fc.integer({ min: 0, max: 4 })
const patterns = [
  '^[a-z]{2,5}$',
  '^\\d{3}-\\d{4}$',
  'x+',
  '^(?=.*\\d)[a-z0-9]{4,}$',
  '^(ab|cd)*$',
  '^\\p{Lu}\\w*$',
  '(',
]
const formatNames = [
  'date-time',
  'date',
  'email',
  'uuid',
  'uri',
  'ipv4',
  'byte',
  'int32',
  'unheard-of',
]

/** Some of the given members: schemas name few keywords at a time. */
const some = (shape: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .subarray(Object.entries(shape), { maxLength: 3 })
    .chain((members) => fc.record(Object.fromEntries(members)))

const scalar = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.boolean(),
  fc.constantFrom('', 'a', 'kind', null),
)

const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => {
  const inner = tie('schema')
  const few = fc.array(inner, { minLength: 1, maxLength: 3 })
  const byName = fc.dictionary(memberName, inner, { maxKeys: 4 })
  const text = some({
    minLength: count,
    maxLength: fc.integer({ min: 2, max: 9 }),
    pattern: fc.constantFrom(...patterns),
    format: fc.constantFrom(...formatNames),
  }).map((rest) => ({ type: 'string', ...rest }))
  const number = fc
    .record({
      type: fc.constantFrom('integer', 'number'),
      limits: some({
        minimum: fc.integer({ min: -20, max: 5 }),
        exclusiveMaximum: fc.integer({ min: 0, max: 60 }),
        multipleOf: fc.constantFrom(1, 3, 0.5, 0.01, 2.5, 7),
      }),
    })
    .map(({ type, limits }) => ({ type, ...limits }))
  const list = some({
    items: inner,
    prefixItems: few,
    contains: inner,
    minContains: fc.integer({ min: 0, max: 2 }),
    maxContains: fc.integer({ min: 1, max: 3 }),
    minItems: count,
    maxItems: count,
    uniqueItems: fc.boolean(),
    unevaluatedItems: inner,
  }).map((rest) => ({ type: 'array', ...rest }))
  const object = some({
    properties: byName,
    required: fc.uniqueArray(memberName, { maxLength: 3 }),
    additionalProperties: inner,
    unevaluatedProperties: fc.constantFrom(false, true),
    patternProperties: fc.dictionary(fc.constantFrom('^c', 'e$', '('), inner, { maxKeys: 2 }),
    propertyNames: fc.constantFrom(
      { maxLength: 5 },
      { pattern: '^[a-z]+$' },
      { enum: memberNames },
    ),
    minProperties: fc.integer({ min: 0, max: 3 }),
    maxProperties: count,
    dependentRequired: fc.dictionary(memberName, fc.array(memberName, { maxLength: 2 }), {
      maxKeys: 2,
    }),
    dependentSchemas: fc.dictionary(memberName, inner, { maxKeys: 1 }),
  }).map((rest) => ({ type: 'object', ...rest }))
  const combined = some({
    $ref: fc.constantFrom(...names.map((name) => `#/schemas/${name}`), '#/schemas/Missing'),
    allOf: few,
    anyOf: few,
    oneOf: few,
    not: inner,
    if: inner,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited
    then: inner,
    else: inner,
    required: fc.uniqueArray(memberName, { maxLength: 1 }),
    type: fc.constantFrom('object', ['string', 'null'], ['array', 'object', 'integer']),
  })
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.boolean(),
      fc.constantFrom(...names.map((name) => ({ $ref: `#/schemas/${name}` }))),
      fc.array(scalar, { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
      text,
      number,
      list,
      object,
      combined,
      fc.tuple(object, combined).map(([own, others]) => ({ ...own, ...others })),
    ) as fc.Arbitrary<JsonSchema>,
  }
})

/** Three schemas that refer to themselves and each other: every keyword, in any combination. */
export const schemas = fc.record({ A: schema, B: schema, C: schema }) as fc.Arbitrary<
  Record<string, JsonSchema>
>
