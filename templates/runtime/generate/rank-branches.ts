import type { JsonSchema } from '../schemas/json-schema.ts'
import type { JsonType } from '../schemas/keywords.ts'
import type { SchemaIndex } from '../schemas/schema-index.ts'
import type { Constraints } from './constraints.ts'
import type { Generation, Place } from './generation.ts'

/** Orders the branches of an alternative, most natural first; those that cannot fit are left out. */
export function rankBranches(
  branches: readonly JsonSchema[],
  constraints: Constraints,
  place: Place,
  generation: Generation,
): JsonSchema[] {
  const fitting = branches.filter((branch) => fits(branch, constraints, generation.index))
  const ranks = new Map(fitting.map((branch) => [branch, rank(branch, place, generation)]))
  const start =
    generation.fresh && place.extent === 'all' ? place.random.integer(0, fitting.length) : 0
  const turned = [...fitting.slice(start), ...fitting.slice(0, start)]
  // Sorting is stable: within a rank the spec's order counts, in fresh values a random start of it.
  return turned.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
}

function rank(branch: JsonSchema, place: Place, generation: Generation): number {
  if (place.like) {
    return generation.store.check(branch, generation.direction, place.like.value).length
  }
  if (place.extent !== 'all') {
    const height = generation.schemas.height(branch)
    if (height > 0) return 2 + height
  }
  const types = typesOf(branch, generation.index, 0)
  const isNull = types?.length === 1 && types[0] === 'null'
  return isNull ? 1.5 : 1
}

function fits(branch: JsonSchema, { types }: Constraints, index: SchemaIndex): boolean {
  if (branch === false) return false
  const own = types && typesOf(branch, index, 0)
  if (!types || !own) return true
  return own.some(
    (type) =>
      types.has(type) ||
      (type === 'integer' && types.has('number')) ||
      (type === 'number' && types.has('integer')),
  )
}

/** The types that a schema says it has, itself or by the schema it refers to. */
function typesOf(
  schema: JsonSchema,
  index: SchemaIndex,
  depth: number,
): readonly JsonType[] | undefined {
  const { types, ref, allOf } = index.keywords(schema)
  if (types || depth > 8) return types
  if (ref !== undefined) return typesOf(index.target(ref) ?? true, index, depth + 1)
  for (const part of allOf ?? []) {
    const found = typesOf(part, index, depth + 1)
    if (found) return found
  }
  return undefined
}
