import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { createGenerator, type GenerationRequest } from './generate-value.ts'

/** Members as strings with these names. */
export const texts = (...names: string[]): Record<string, JsonSchema> =>
  Object.fromEntries(names.map((name) => [name, { type: 'string' }]))

/** An object of which every member is required. */
export const object = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
})

/** A list of so many. */
export const listOf = (items: JsonSchema, count = 3): JsonSchema => ({
  type: 'array',
  items,
  minItems: count,
  maxItems: count,
})

/** What is generated for a schema called `name`; a value that is not valid fails the test. */
export function makeOf(
  name: string,
  schema: JsonSchema,
  options: { seed?: number; locale?: string } & Partial<GenerationRequest> = {},
): unknown {
  const { seed = 1, locale = 'en', ...request } = options
  const store = createSchemaStore({ [name]: schema })
  const generator = createGenerator({ store, seed, locale })
  const asked = { direction: 'response', mode: 'full', key: 'GET /', ...request } as const
  const { value, note } = generator.generate({ $ref: `#/schemas/${name}` }, asked)
  if (note !== null) throw new Error(note)
  return value
}
