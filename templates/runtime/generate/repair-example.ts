import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Direction, SchemaStore } from '../schemas/schema-store.ts'
import type { Generator } from './generate-value.ts'
import type { RepairedValue } from './repair-value.ts'
import { repairValue } from './repair-value.ts'
import { TooLarge, Unsatisfiable } from './unsatisfiable.ts'

export type { RepairedValue } from './repair-value.ts'

/**
 * Makes a spec's own example valid: valid members stay, broken ones are made anew, missing required ones are added,
 * forbidden ones removed. `changed` lists JSON pointers and is empty when the example was valid. When nothing of the
 * example can be kept, the value is a generated one and `changed` is `['']`.
 */
export function repairExample(options: {
  store: SchemaStore
  generator: Generator
  schema: JsonSchema
  example: unknown
  direction: Direction
  key: string
  /** Path of the operation whose body it is, as a hint. */
  about?: string
}): RepairedValue {
  const { store, generator, schema, example, direction, key, about = '' } = options
  if (store.isValid(schema, direction, example)) return { value: example, changed: [], valid: true }
  const request = { direction, mode: 'full', key, about } as const
  try {
    const generation = generator.start(request, {
      number: 0,
      mode: 'full',
      careful: true,
      lenient: false,
    })
    const repaired = repairValue(schema, example, generation)
    if (repaired.valid) return repaired
  } catch (error) {
    const isAboutSchema = error instanceof Unsatisfiable || error instanceof TooLarge
    if (!isAboutSchema && !(error instanceof RangeError)) throw error
  }
  const { value, valid } = generator.generate(schema, request)
  return valid ? { value, changed: [''], valid } : { value: example, changed: [], valid: false }
}
