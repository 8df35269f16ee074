import type { JsonSchema } from '../schemas/json-schema.ts'
import { isRecord } from '../schemas/json-schema.ts'
import type { Constraints } from './constraints.ts'
import { gatherConstraints } from './gather-constraints.ts'
import type { Generation } from './generation.ts'
import { topPlace } from './top-place.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Plain values of every type, the least conspicuous first. */
const plainValues: readonly unknown[] = [false, null, 0, 'none', [], {}]

/** Members for schemas that forbid something of members they do not name. */
const extraNames = ['extra', 'another'] as const

/** Changes that are tried before it is given up. */
const mostChanges = 120

/**
 * Changes one member of an object so that it no longer satisfies the schemas it must not satisfy: the way out where
 * the alternatives of a `oneOf` differ only in optional members. Null when there is none.
 */
export function setApart(
  value: unknown,
  { exclusions }: Constraints,
  schemas: readonly JsonSchema[],
  generation: Generation,
): { value: unknown } | null {
  if (!isRecord(value)) return null
  const { store, direction } = generation
  const isGood = (candidate: unknown) =>
    exclusions.every(({ schema, soft }) => soft || !store.isValid(schema, direction, candidate)) &&
    schemas.every((schema) => store.isValid(schema, direction, candidate))
  let changes = 0
  for (const { schema } of exclusions) {
    if (!store.isValid(schema, direction, value)) continue
    for (const name of [...memberNames(schema, generation), ...extraNames]) {
      for (const plain of plainValues) {
        changes += 1
        if (changes > mostChanges) return null
        const candidate = Object.fromEntries([...Object.entries(value), [name, plain]])
        if (isGood(candidate)) return { value: candidate }
      }
    }
  }
  return null
}

function memberNames(schema: JsonSchema, generation: Generation): string[] {
  try {
    const place = topPlace('', generation.root)
    const { members } = gatherConstraints([schema], place, generation)
    return members.flatMap(({ properties }) => [...properties.keys()])
  } catch (error) {
    if (error instanceof Unsatisfiable) return []
    throw error
  }
}
