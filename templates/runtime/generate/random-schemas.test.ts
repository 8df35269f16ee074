import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonSchema, SchemaObject } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { schemas } from './drawn-schemas-for-tests.ts'
import { createGenerator } from './generate-value.ts'
import { repairExample } from './repair-example.ts'
import { topPlace } from './top-place.ts'
import { TooLarge, Unsatisfiable } from './unsatisfiable.ts'

/** How often each property is tried; PROPERTY_TIMES multiplies it. */
const runs = 150

/** What a validator that knows nothing of ours says; null when it cannot tell. */
function judge(all: Record<string, JsonSchema>, value: unknown): string | null {
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    ownProperties: true,
    validateSchema: false,
    multipleOfPrecision: 8,
  })
  formats.default(ajv)
  // Its own asks for a dot in the domain; local hosts have none.
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/)
  const text = JSON.stringify({ schemas: all, $ref: '#/schemas/A' })
  // What a condition describes it takes for evaluated where the condition does not hold.
  if (text.includes('"if"') && text.includes('"unevaluatedProperties"')) return null
  // What a mock overlooks, this validator would refuse to compile.
  const known = JSON.parse(text, (key, part) => {
    if (part?.pattern === '(') delete part.pattern
    if (part?.$ref === '#/schemas/Missing') delete part.$ref
    if (key === 'patternProperties') delete part['(']
    // It forgets that items contained in this way count as evaluated.
    if (key === 'contains' && (part === true || JSON.stringify(part) === '{}'))
      return { not: false }
    return part
  }) as SchemaObject
  try {
    const validate = ajv.compile(known)
    return validate(value) ? null : JSON.stringify(validate.errors?.at(-1))
  } catch (error) {
    // References in a ring recurse without end there, and some uses of `unevaluated…` it gets wrong.
    if (error instanceof RangeError || error instanceof ReferenceError) return null
    // To compare two values it calls a member named toString, and what it writes for `unevaluated…` may not run.
    if (error instanceof TypeError) return null
    throw error
  }
}

/** What is made; null where that fails. */
function valueOrNothing(make: () => unknown): { made: unknown } | null {
  try {
    return { made: make() }
  } catch (error) {
    const isExpected = error instanceof Unsatisfiable || error instanceof TooLarge
    // Lists that contain lists without end.
    if (isExpected || error instanceof RangeError) return null
    throw error
  }
}

const through = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const request = { direction: 'response', mode: 'full', key: 'GET /' } as const

test('generated values satisfy any schema, or say why they do not', () => {
  fc.assert(
    fc.property(schemas, fc.constantFrom('full', 'minimal', 'empty'), (all, mode) => {
      const generator = createGenerator({ store: createSchemaStore(all), seed: 1 })
      const result = generator.generate({ $ref: '#/schemas/A' }, { ...request, mode })
      if (result.valid) expect(judge(all, through(result.value))).toBeNull()
      else expect(result.note).toMatch(/^the schema cannot be satisfied: ./)
    }),
    { numRuns: runs },
  )
})

test('the same seed, key and salt give the same bytes', () => {
  fc.assert(
    fc.property(schemas, fc.option(fc.nat(), { nil: undefined }), (all, salt) => {
      const make = () => {
        const generator = createGenerator({ store: createSchemaStore(all), seed: 7 })
        const once = { ...request, ...(salt !== undefined && { salt }) }
        return JSON.stringify(generator.generate({ $ref: '#/schemas/A' }, once))
      }
      expect(make()).toBe(make())
    }),
    { numRuns: Math.ceil(runs / 3) },
  )
})

test('what plans alone have made is valid before anything checks it', () => {
  const attempt = { number: 0, mode: 'full', careful: false, lenient: false } as const
  fc.assert(
    fc.property(schemas, fc.option(fc.nat(), { nil: undefined }), (all, salt) => {
      const generator = createGenerator({ store: createSchemaStore(all), seed: 3 })
      const once = { ...request, ...(salt !== undefined && { salt }) }
      const generation = generator.start(once, attempt)
      const value = valueOrNothing(() =>
        generation.part({ schemas: [{ $ref: '#/schemas/A' }] }, topPlace('', generation.root)),
      )
      if (value && generation.isPlanned) expect(judge(all, through(value.made))).toBeNull()
    }),
    { numRuns: runs },
  )
})

test('a fresh value does not depend on those before it', () => {
  fc.assert(
    fc.property(schemas, (all) => {
      const generator = createGenerator({ store: createSchemaStore(all), seed: 7 })
      const make = (salt: number) =>
        JSON.stringify(generator.generate({ $ref: '#/schemas/A' }, { ...request, salt }))
      const salts = Array.from({ length: 16 }, (_, at) => at)
      const inTurn = salts.map(make)
      const other = createGenerator({ store: createSchemaStore(all), seed: 7 })
      for (const salt of salts.reverse()) {
        const alone = other.generate({ $ref: '#/schemas/A' }, { ...request, salt })
        expect(JSON.stringify(alone)).toBe(inTurn[salt])
      }
    }),
    { numRuns: Math.ceil(runs / 10) },
  )
})

test('a repaired example is valid wherever a generated value is', () => {
  fc.assert(
    fc.property(schemas, fc.jsonValue({ maxDepth: 3 }), (all, example) => {
      const store = createSchemaStore(all)
      const generator = createGenerator({ store, seed: 1 })
      const schema = { $ref: '#/schemas/A' }
      const before = JSON.stringify(example)
      const repaired = repairExample({
        store,
        generator,
        schema,
        example,
        direction: 'response',
        key: 'x',
      })
      expect(JSON.stringify(example)).toBe(before)
      if (repaired.valid) expect(judge(all, through(repaired.value))).toBeNull()
      else expect(generator.generate(schema, request).valid).toBe(false)
      const isUnchanged = JSON.stringify(repaired.value) === before
      if (repaired.changed.length === 0) expect(isUnchanged).toBe(true)
    }),
    { numRuns: runs },
  )
})

/** A schema that a given value satisfies, drawn from the value with some slack. */
function schemaAround(value: unknown, pick: (most: number) => number): SchemaObject {
  if (typeof value === 'string') {
    const length = [...value].length
    return { type: 'string', minLength: Math.max(0, length - pick(2)), maxLength: length + pick(3) }
  }
  // Beyond that size a number plus one is the number again.
  if (typeof value === 'number' && Math.abs(value) < 2 ** 40) {
    const step =
      Number.isInteger(value) && pick(2) === 1 ? { multipleOf: Math.abs(value) || 1 } : {}
    const type = Number.isInteger(value) ? 'integer' : 'number'
    return { type, minimum: value - pick(3), exclusiveMaximum: value + 1 + pick(3), ...step }
  }
  if (Array.isArray(value)) {
    const prefixItems = value.map((item) => schemaAround(item, pick))
    const length = { minItems: value.length, maxItems: value.length + pick(1) }
    return { type: 'array', ...(prefixItems.length > 0 && { prefixItems }), ...length }
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
    const properties = Object.fromEntries(members.map(([k, v]) => [k, schemaAround(v, pick)]))
    // The judge takes a missing member for a present one when its name is empty.
    const required = members.map(([name]) => name).filter((name) => name !== '' && pick(2) > 0)
    const own = { type: 'object', properties, required, additionalProperties: pick(1) === 1 }
    const other = { type: 'object', required: ['a name that is not there'] }
    return pick(2) === 0 ? { oneOf: [other, own] } : { ...own, minProperties: pick(members.length) }
  }
  return pick(1) === 0 ? { const: value } : { enum: [value, value === null ? 0 : null] }
}

test('a value is found whenever there is one', () => {
  const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: false })
  const picks = fc.array(fc.nat(60), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(value, picks, (example, numbers) => {
      // A member of that name the judge never takes for a declared one.
      fc.pre(!JSON.stringify(example).includes('"__proto__":'))
      let at = 0
      const pick = (most: number) => (numbers[at++ % numbers.length] ?? 0) % (most + 1)
      const all = { A: schemaAround(example, pick) }
      const generator = createGenerator({ store: createSchemaStore(all), seed: 1 })
      const result = generator.generate({ $ref: '#/schemas/A' }, request)
      expect(result.note).toBeNull()
      expect(judge(all, through(result.value))).toBeNull()
    }),
    { numRuns: runs },
  )
})
