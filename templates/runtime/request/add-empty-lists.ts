import { createNullRecord } from '../routing/null-record.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { type Coercer, wants } from './coerce-value.ts'

/**
 * Forms and XML write an empty list by writing nothing. Where members are valid only with lists that nobody sent,
 * those lists were sent empty.
 */
export function addEmptyLists(
  members: Record<string, unknown>,
  schema: JsonSchema,
  coercer: Coercer,
): unknown {
  const absent: string[] = []
  for (const [name, property] of coercer.shapeOf(schema).properties) {
    if (Object.hasOwn(members, name) || !wants(coercer.shapeOf(property), 'array')) continue
    // Lists that may not be empty were not sent.
    if (coercer.isValid(property, [])) absent.push(name)
  }
  if (absent.length === 0) return members
  return coercer.firstValid(schema, [() => members, () => withLists(members, absent)])
}

function withLists(members: Record<string, unknown>, names: readonly string[]): unknown {
  const copy = createNullRecord<unknown>()
  for (const [name, value] of Object.entries(members)) copy[name] = value
  for (const name of names) copy[name] = []
  return copy
}
