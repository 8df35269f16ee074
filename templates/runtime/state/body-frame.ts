import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'

/** Keywords by which a schema may look at its items or members a second time. */
const lookAgain = [
  ...['$ref', '$dynamicRef', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'dependentSchemas'],
  ...['patternProperties', 'prefixItems', 'contains', 'uniqueItems', 'enum', 'const'],
]

/**
 * A schema that allows anything where the items of a body stand and is else the same: with it a body is checked whose
 * items are known to be valid. Null when the items cannot be told apart from what is around them.
 */
export function schemaAround(
  schema: JsonSchema,
  at: readonly string[],
  isList: boolean,
  store: SchemaStore,
): JsonSchema | null {
  const [name, ...rest] = at
  if (name === undefined && !isList) return true
  const whole = store.resolve(schema)
  if (whole === true && name === undefined) return true
  if (typeof whole !== 'object' || lookAgain.some((keyword) => whole[keyword] !== undefined)) {
    return null
  }
  if (name === undefined) return whole['items'] === undefined ? null : { ...whole, items: true }
  const { properties } = whole
  if (!isRecord(properties) || !Object.hasOwn(properties, name)) return null
  // Members of `properties` are schemas; what is not is read as one that allows everything.
  const inner = schemaAround(properties[name] as JsonSchema, rest, isList, store)
  return inner === null ? null : { ...whole, properties: { ...properties, [name]: inner } }
}

/** Stands for the items while the text around them is written. No text of a body holds it by chance. */
export const placeholder = '\u0000items\u0000'

/** The texts before and after the placeholder in a body; null when it does not stand there once. */
export function textAround(body: unknown): [before: string, after: string] | null {
  const [before, after, ...more] = JSON.stringify(body).split(JSON.stringify(placeholder))
  return before === undefined || after === undefined || more.length > 0 ? null : [before, after]
}
