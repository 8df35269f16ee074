import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaIndex } from '../schemas/schema-index.ts'

/** Whether values of a schema have parts, as far as a quick look shows. */
export function isComposite(schema: JsonSchema, index: SchemaIndex, depth = 0): boolean {
  if (typeof schema === 'boolean' || depth > 6) return false
  const { types, properties, items, additionalProperties, ref, allOf, anyOf, oneOf } =
    index.keywords(schema)
  if (properties || items !== undefined || typeof additionalProperties === 'object') return true
  if (types) return types.includes('object') || types.includes('array')
  if (ref !== undefined && isComposite(index.target(ref) ?? true, index, depth + 1)) return true
  return [...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? [])].some((part) =>
    isComposite(part, index, depth + 1),
  )
}
