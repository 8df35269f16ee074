import type { JsonSchema } from '../schemas/json-schema.ts'
import type { JsonType } from '../schemas/keywords.ts'
import type { SchemaIndex } from '../schemas/schema-index.ts'
import type { Generation, Place } from './generation.ts'

/** Orders the branches of an alternative, most natural first; those that cannot fit are left out. */
export function rankBranches(
  branches: readonly JsonSchema[],
  types: ReadonlySet<JsonType> | null,
  place: Place,
  generation: Generation,
): JsonSchema[] {
  const fitting = branches.filter((branch) => fits(branch, types, generation.index))
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
  if (isGone(branch, generation)) return 1.5
  const types = typesOf(branch, generation.index, 0)
  const isNull = types?.length === 1 && types[0] === 'null'
  return isNull ? 1.5 : 1
}

/** Whether a branch is what is left of a thing that was removed, as `DeletedCustomer` is: seldom what one wants to see. */
function isGone(branch: JsonSchema, { index, names }: Generation): boolean {
  const { ref } = index.keywords(branch)
  const name = ref === undefined ? undefined : index.nameOf(ref)
  return name !== undefined && /^(deleted|removed)$/.test(names.words(name)[0] ?? '')
}

const ids = ['id', 'gid', 'uuid', 'sid', '_id']

/** Whether a branch is a text and another one an object with an id: the text is then its id, the object the thing expanded. */
export function isReferenceAmong(
  branch: JsonSchema,
  branches: readonly JsonSchema[],
  index: SchemaIndex,
): boolean {
  const { types, format, enum: values, const: constant } = index.keywords(index.resolve(branch))
  const isText = types?.length === 1 && types[0] === 'string'
  if (!isText || format !== undefined || values !== undefined || constant !== undefined)
    return false
  return branches.some((other) => {
    const { properties } = index.keywords(index.resolve(other))
    return properties !== undefined && ids.some((id) => properties.has(id))
  })
}

function fits(
  branch: JsonSchema,
  types: ReadonlySet<JsonType> | null,
  index: SchemaIndex,
): boolean {
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
