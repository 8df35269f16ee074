import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatProblem } from './json-formats.ts'
import { validateJson } from './validate-json.ts'

// The judge: the validator that the mock itself uses. Null where the code that Ajv writes does not run: it loses a
// variable of its own where `additionalProperties` stands in a branch inside a branch.
function satisfies(value: unknown, schema: unknown): boolean | null {
  const apart = JSON.stringify(schema, (_key, part) => {
    // Beside `prefixItems` it does not see that an empty list contains nothing.
    if (!part?.prefixItems || part.contains === undefined) return part
    const { contains, minContains, maxContains, allOf = [], ...rest } = part
    return { ...rest, allOf: [...allOf, { contains, minContains, maxContains }] }
  })
  const ajv = new Ajv2020({
    strict: false,
    allErrors: false,
    logger: false,
    validateFormats: false,
  })
  try {
    // Generated schemas are objects or booleans.
    return ajv.validate(JSON.parse(apart) as object, value)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const name = fc.constantFrom('a', 'b', 'c', 'id')
const small = fc.integer({ min: 0, max: 4 })
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, 1, -1, 2.5, 0.3, '', 'a', 'ab', '😀', 'id'),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(name, tie('any'), { maxKeys: 3 }),
  ),
})).any
const type = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object')
const schema = fc.letrec<{ any: unknown; object: object }>((tie) => {
  const keywords: Record<string, fc.Arbitrary<unknown>> = {
    type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
    enum: fc.uniqueArray(value, {
      minLength: 1,
      maxLength: 3,
      selector: (item) => JSON.stringify(item),
    }),
    const: value,
    minimum: small,
    maximum: small,
    exclusiveMinimum: small,
    exclusiveMaximum: small,
    multipleOf: fc.constantFrom(1, 2, 0.5),
    minLength: small,
    maxLength: small,
    pattern: fc.constantFrom('^a', 'b$', '^.$', '\\d'),
    minItems: small,
    maxItems: small,
    uniqueItems: fc.boolean(),
    items: tie('any'),
    prefixItems: fc.array(tie('any'), { minLength: 1, maxLength: 2 }),
    contains: tie('any'),
    minContains: small,
    maxContains: small,
    required: fc.uniqueArray(name, { maxLength: 2 }),
    properties: fc.dictionary(name, tie('any'), { maxKeys: 3 }),
    patternProperties: fc.dictionary(fc.constantFrom('^a', 'd$', '.'), tie('any'), {
      maxKeys: 2,
    }),
    additionalProperties: tie('any'),
    propertyNames: tie('any'),
    minProperties: small,
    maxProperties: small,
    dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), {
      maxKeys: 1,
    }),
    dependentSchemas: fc.dictionary(name, tie('any'), { maxKeys: 1 }),
    allOf: fc.array(tie('any'), { minLength: 1, maxLength: 2 }),
    anyOf: fc.array(tie('any'), { minLength: 1, maxLength: 2 }),
    oneOf: fc.array(tie('any'), { minLength: 1, maxLength: 2 }),
    not: tie('any'),
    if: tie('any'),
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: tie('any'),
    else: tie('any'),
  }
  const keyword = fc.oneof(
    ...Object.entries(keywords).map(([word, operand]) =>
      operand.map((given) => ({ [word]: given })),
    ),
  )
  return {
    any: fc.oneof({ depthSize: 'small' }, fc.boolean(), tie('object')),
    object: fc
      .array(keyword, { minLength: 1, maxLength: 4 })
      .map((parts) => Object.assign({}, ...parts)),
  }
}).any

test('it finds a problem exactly when Ajv does, for any schema of the keywords it knows', () => {
  fc.assert(
    fc.property(value, schema, (data, shape) => {
      // As they arrive in the app: fast-check also makes objects without prototype, which Ajv tells apart.
      const [copy, received] = JSON.parse(JSON.stringify([data, shape]))
      const judged = satisfies(copy, received)
      fc.pre(judged !== null)
      expect(validateJson(copy, received).length === 0).toBe(judged)
    }),
    { numRuns: 400 },
  )
})

test('a schema that refers to itself is followed as deep as the value goes', () => {
  const node = {
    type: 'object',
    properties: { next: { $ref: '#/$defs/node' }, id: { type: 'integer' } },
    required: ['id'],
  }
  const shape = { $ref: '#/$defs/node', $defs: { node } }
  expect(validateJson({ id: 1, next: { id: 2 } }, shape)).toEqual([])
  expect(validateJson({ id: 1, next: { id: 2, next: {} } }, shape)).toEqual([
    { pointer: '/next/next', message: 'must have the property id' },
  ])
})

test('names of inherited members are ordinary names', () => {
  const shape = { required: ['__proto__', 'toString'] }
  expect(validateJson({}, shape)).toHaveLength(2)
  expect(validateJson(JSON.parse('{"__proto__":1,"toString":2}'), shape)).toEqual([])
})

test('a schema that refers to itself in place ends', () => {
  expect(validateJson(1, { $ref: '#' })).toEqual([])
  expect(validateJson(1, { anyOf: [{ $ref: '#' }] })).toEqual([])
})

test.each([
  [
    { name: 7 },
    { properties: { name: { type: 'string' } } },
    '/name',
    'must be a string, not an integer',
  ],
  [{ 'a/b': 1 }, { additionalProperties: false }, '/a~1b', 'is not a declared property'],
  ['x', { type: ['integer', 'null'] }, '', 'must be an integer or null, not a string'],
  [
    { a: '' },
    { properties: { a: { anyOf: [{ minLength: 1 }, { type: 'null' }] } } },
    '/a',
    'must have at least 1 character',
  ],
  ['red', { enum: ['green', 'blue'] }, '', 'must be one of "green", "blue"'],
  [[1, 1], { uniqueItems: true }, '/1', 'repeats an earlier item'],
])('%j is told with its place and in words', (data, shape, pointer, message) => {
  expect(validateJson(data, shape)).toEqual([{ pointer, message }])
})

test('problems are counted up to a limit', () => {
  const shape = { items: { type: 'string' } }
  expect(
    validateJson(
      Array.from({ length: 500 }, () => 1),
      shape,
      10,
    ),
  ).toHaveLength(10)
})

test.each([
  ['date', ['2024-02-29', '2000-02-29'], ['2023-02-29', '2024-13-01', '24-01-01', '']],
  [
    'date-time',
    ['2026-11-23T09:30:00Z', '2026-11-23T09:30:00.5+01:00'],
    ['2026-11-23', '2026-11-23T25:00:00Z'],
  ],
  ['email', ['ada@example.com', "o'neil+x@mail.example.org"], ['ada', 'ada@', '@x.de', 'a b@c.de']],
  [
    'uuid',
    ['123e4567-e89b-12d3-a456-426614174000'],
    ['123e4567', 'zzze4567-e89b-12d3-a456-426614174000'],
  ],
  ['ipv4', ['127.0.0.1', '255.255.255.255'], ['256.1.1.1', '1.2.3', '1.2.3.4.']],
  ['uri', ['https://example.com/a?b#c', 'urn:isbn:1'], ['/a', 'a b', '']],
])('%s tells good from bad', (format, good, bad) => {
  for (const text of good) expect(formatProblem(format, text), text).toBeNull()
  for (const text of bad) expect(formatProblem(format, text), text).not.toBeNull()
})

test('an unknown format is satisfied by any text', () => {
  expect(formatProblem('constructor', 'x')).toBeNull()
  expect(formatProblem('iban', 'x')).toBeNull()
})
