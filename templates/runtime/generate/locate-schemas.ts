import type { JsonSchema } from '../schemas/json-schema.ts'
import { isRecord } from '../schemas/json-schema.ts'
import type { Constraints } from './constraints.ts'
import { gatherConstraints } from './gather-constraints.ts'
import { itemSchemas } from './generate-array.ts'
import type { Generation } from './generation.ts'
import { memberSchemas } from './member-names.ts'
import { topPlace } from './top-place.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** The schemas that apply to a part of a value. */
export interface Located {
  schemas: readonly JsonSchema[]
  /** Branches of alternatives that the part comes nearest to. */
  chosen: readonly JsonSchema[]
}

/** Finds the schemas of a part, choosing among alternatives what the value comes nearest to; null when none can be found. */
export function locate(
  schema: JsonSchema,
  value: unknown,
  segments: readonly string[],
  generation: Generation,
): Located | null {
  let schemas: readonly JsonSchema[] = [schema]
  let part = value
  try {
    for (const segment of segments) {
      const constraints = gatherLike(schemas, part, generation)
      schemas = partSchemas(constraints, part, segment, generation)
      part = partOf(part, segment)
    }
    return { schemas, chosen: chosenFor(schemas, part, generation) }
  } catch (error) {
    if (error instanceof Unsatisfiable) return null
    throw error
  }
}

function gatherLike(schemas: readonly JsonSchema[], value: unknown, generation: Generation) {
  const place = { ...topPlace('', generation.root), like: { value } }
  return gatherConstraints(schemas, place, generation)
}

function chosenFor(schemas: readonly JsonSchema[], value: unknown, generation: Generation) {
  try {
    return gatherLike(schemas, value, generation).chosen
  } catch (error) {
    if (error instanceof Unsatisfiable) return []
    throw error
  }
}

function partSchemas(
  constraints: Constraints,
  value: unknown,
  segment: string,
  generation: Generation,
): readonly JsonSchema[] {
  if (Array.isArray(value)) return itemSchemas(constraints, Number(segment))
  const tags = constraints.tags.get(segment)
  const tag = tags?.length === 1 ? [{ const: tags[0] }] : []
  return [...memberSchemas(constraints, segment, generation), ...tag]
}

function partOf(value: unknown, segment: string): unknown {
  if (Array.isArray(value)) return value[Number(segment)]
  return isRecord(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
}
