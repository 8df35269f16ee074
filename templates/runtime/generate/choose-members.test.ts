import { expect, test } from 'vitest'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { createGenerator } from './generate-value.ts'
import { topPlace } from './top-place.ts'

const string = { type: 'string' }

test.each([
  [
    'before what it asks for',
    { properties: { a: string }, dependentRequired: { a: ['b'] } },
    ['b'],
  ],
  [
    'with the other where each asks for the other',
    { properties: { a: string }, dependentRequired: { a: ['b'], b: ['a'] } },
    [],
  ],
])('of too many members one leaves %s', (_, keywords, left) => {
  const schema = { type: 'object', maxProperties: 1, ...keywords }
  const generator = createGenerator({ store: createSchemaStore({}), seed: 1 })
  const request = { direction: 'response', mode: 'full', key: 'GET /' } as const
  const attempt = { number: 0, mode: 'full', careful: false, lenient: false } as const
  const generation = generator.start(request, attempt)
  const value = generation.part({ schemas: [schema] }, topPlace('', generation.root))
  expect(generation.isPlanned).toBe(true)
  expect(Object.keys(Object(value))).toEqual(left)
})
