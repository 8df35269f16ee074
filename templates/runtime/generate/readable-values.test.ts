import { expect, test } from 'vitest'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { createGenerator } from './generate-value.ts'

const text = { type: 'string' }

function fresh(schema: JsonSchema, schemas: Record<string, JsonSchema> = {}, calls = 8) {
  const generator = createGenerator({ store: createSchemaStore(schemas), seed: 1 })
  return Array.from({ length: calls }, (_, salt) => {
    const request = { direction: 'response', mode: 'full', key: 'GET /', salt } as const
    const { value, valid } = generator.generate(schema, request)
    expect(valid).toBe(true)
    // Every schema of these tests is an object's.
    return value as Record<string, unknown>
  })
}

const objectOf = (properties: Record<string, JsonSchema>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
})

const id = /^[0-9a-f-]{36}$/

test('a text that stands for a thing is its id', () => {
  const price = { type: 'object', required: ['id'], properties: { id: text } }
  const schema = objectOf({ default_price: { anyOf: [text, price] } })
  const texts = fresh(schema, {}, 20)
    .map((body) => body['default_price'])
    .filter((value) => typeof value === 'string')
  expect(texts.length).toBeGreaterThan(0)
  for (const value of texts) expect(value).toMatch(id)
})

test('a text called as a thing with an id that the API knows is its id', () => {
  const schemas = { Voyage: objectOf({ id: text }) }
  const [body] = fresh(objectOf({ latest_voyage: text }), schemas)
  expect(body?.['latest_voyage']).toMatch(id)
})

test('what is left of a removed thing is not shown where the thing may be', () => {
  const schemas = {
    DeletedRider: objectOf({ deleted: { const: true } }),
    Rider: objectOf({ age: { type: 'integer' } }),
  }
  const rider = { anyOf: ['DeletedRider', 'Rider'].map((name) => ({ $ref: `#/schemas/${name}` })) }
  for (const body of fresh(objectOf({ rider }), schemas))
    expect(body['rider']).toHaveProperty('age')
})

test.each([
  [{ type: 'integer', format: 'unix-time' }],
  [{ type: 'integer', description: 'Measured in seconds since the Unix epoch.' }],
])('%o is a point in time whatever it is called', (anchor) => {
  for (const { start } of fresh(objectOf({ start: anchor }))) {
    expect(start).toBeGreaterThan(1_600_000_000)
    expect(start).toBeLessThan(2_000_000_000)
  }
})

test('a span is no point in time', () => {
  for (const body of fresh(objectOf({ days_until_due: { type: 'integer' } }))) {
    expect(body['days_until_due']).toBeLessThanOrEqual(30)
  }
})

test('the full name of what belongs to somebody begins with the name of the owner', () => {
  const schemas = {
    FullRepository: objectOf({ full_name: text, name: text, owner: objectOf({ login: text }) }),
  }
  for (const body of fresh({ $ref: '#/schemas/FullRepository' }, schemas)) {
    const { login } = body['owner'] as { login: string }
    expect(body['full_name']).toBe(`${login}/${body['name']}`)
  }
})

test('a list of words says each once', () => {
  const words = { type: 'array', items: { enum: ['standard', 'instant', 'none'] } }
  for (const { methods } of fresh(objectOf({ methods: words }), {}, 20)) {
    expect(new Set(methods as string[]).size).toBe((methods as string[]).length)
  }
})

test.each([
  ['country', 'Two-letter country code (ISO 3166-1 alpha-2).', /^[A-Z]{2}$/],
  ['currency', 'Three-letter ISO currency code, in lowercase.', /^[a-z]{3}$/],
  ['cvc_check', 'Results of the check: `pass`, `fail`, or `unchecked`.', /^(pass|fail|unchecked)$/],
  ['display_name_normalized', '', /^[A-Z]\S+ \S+/],
])('%s is what "%s" says', (name, description, expected) => {
  const schemas = { User: objectOf({ [name]: { ...text, description } }) }
  for (const body of fresh({ $ref: '#/schemas/User' }, schemas))
    expect(body[name]).toMatch(expected)
})

test.each([{ pattern: '^[A-Z]{2}$' }, { maxLength: 2 }, { minLength: 2, maxLength: 2 }])(
  'a country of two letters is its code: %o',
  (limits) => {
    for (const { country } of fresh(objectOf({ country: { ...text, ...limits } }))) {
      expect(country).toMatch(/^(US|CA|GB|IE|DE|FR|NL|AU)$/)
    }
  },
)

test('a thing is called without the package of its schema', () => {
  const schemas = { 'io.k8s.api.core.v1.Pod': objectOf({ kind: text }) }
  const [body] = fresh({ $ref: '#/schemas/io.k8s.api.core.v1.Pod' }, schemas)
  expect(body).toEqual({ kind: 'Pod' })
})

test('what the objects around call alike is one thing only where the path says so', () => {
  const follows = { type: 'array', minItems: 3, items: objectOf({ show_id: { type: 'integer' } }) }
  const ids = (about: string) => {
    const generator = createGenerator({ store: createSchemaStore({}), seed: 1 })
    const request = { direction: 'response', mode: 'full', key: 'GET /', about } as const
    const body = generator.generate(objectOf({ follows }), request).value as {
      follows: { show_id: number }[]
    }
    return new Set(body.follows.map(({ show_id }) => show_id)).size
  }
  expect(ids('/user/follows/shows')).toBeGreaterThan(1)
  expect(ids('/shows/{id}/follows')).toBe(1)
  expect(ids('/show/follows')).toBe(1)
})

test.each([
  ['external_urls', 'spotify', /^https:/],
  ['images', 'small', /^https:\/\/images\./],
  ['settings', 'small', /^[A-Z][a-z]+$/],
])('texts of one kind are made as their object says: %s.%s', (owner, member, expected) => {
  for (const body of fresh(objectOf({ [owner]: objectOf({ [member]: text }) }))) {
    expect(body[owner]).toEqual({ [member]: expect.stringMatching(expected) })
  }
})

const mapOf = (values: JsonSchema, description = '') => ({
  type: 'object',
  description,
  additionalProperties: values,
})

test.each([
  ['rates', mapOf({ type: 'number' }), { USD: expect.any(Number), EUR: expect.any(Number) }],
  ['translations', mapOf(text), { en: expect.any(String), de: expect.any(String) }],
  ['metadata', mapOf(text), { source: expect.any(String), reference: expect.any(String) }],
  [
    'gains',
    mapOf(text, 'A map of country codes to sums.'),
    { US: expect.any(String), DE: expect.any(String) },
  ],
  [
    'images',
    mapOf(text),
    { small: expect.stringMatching(/^https/), medium: expect.stringMatching(/^https/) },
  ],
])('the keys of %s are likely ones', (name, schema, expected) => {
  for (const body of fresh(objectOf({ [name]: schema }))) expect(body[name]).toEqual(expected)
})

test('a map of things that have ids has their ids as keys, and things as values', () => {
  const riders = mapOf(objectOf({ name: text }))
  for (const body of fresh(objectOf({ riders }), { Rider: objectOf({ id: text }) })) {
    for (const [key, { name }] of Object.entries(
      body['riders'] as Record<string, { name: string }>,
    )) {
      expect(key).toMatch(id)
      expect(name).toMatch(/ Rider$/)
    }
  }
})

test('the person who owns a thing is not called as the thing', () => {
  const owner = objectOf({ name: text, account_owner: text })
  for (const body of fresh({ $ref: '#/schemas/Transfer' }, { Transfer: owner })) {
    expect(body['account_owner']).not.toBe(body['name'])
    expect(body['account_owner']).toMatch(/ /)
  }
})

test('the picture of a list of pictures is one', () => {
  const images = { type: 'array', minItems: 1, items: objectOf({ url: text }) }
  for (const { images: made } of fresh(objectOf({ images }))) {
    expect((made as { url: string }[])[0]?.url).toMatch(/^https:\/\/images\.example\.com\//)
  }
})

test('links to lists of a thing are called as they are', () => {
  const user = objectOf({
    id: { type: 'integer' },
    following_url: { type: 'string', format: 'uri' },
  })
  for (const body of fresh({ $ref: '#/schemas/User' }, { User: user })) {
    expect(body['following_url']).toBe(`https://api.example.com/users/${body['id']}/following`)
  }
})
