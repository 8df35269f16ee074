import { itemSchema, propertyNames, propertySchema, shapeOfSchema } from '../answer/schema-parts.ts'
import { nameWords } from '../generate/name-words.ts'
import { singular } from '../generate/singular.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Spot } from './collection.ts'

/** What is known of the thing that is looked for. */
export interface Sought {
  /** Name of the collection, such as `users`. */
  name: string
  /** Schemas that the thing is known by. */
  schemas: readonly JsonSchema[]
  /** Members that it is known to have. */
  members: ReadonlySet<string>
  /** Name of the path parameter that holds its id. */
  parameter: string | null
}

/** A place where the thing may stand, and the schema of one thing there. */
export interface FoundSpot extends Spot {
  schema: JsonSchema
  score: number
}

const usualWrappers: ReadonlySet<string> = new Set(
  'data result results response content resource record entity object payload item items records list rows entries elements hits value values resources collection embedded member members'.split(
    ' ',
  ),
)

/** From this likeness on, half of the members are those of the thing. */
export const alike = 5

/** How deep wrappers are looked into. */
const deepest = 2

/** Finds the list of things in a body; null when there is none. */
export function findList(
  schema: JsonSchema | undefined,
  sought: Sought,
  store: SchemaStore,
): FoundSpot | null {
  return best(spotsIn(schema, sought, store).filter(({ isList }) => isList))
}

/** Finds the single thing in a body; null when nothing there resembles it. */
export function findItem(
  schema: JsonSchema | undefined,
  sought: Sought,
  store: SchemaStore,
): FoundSpot | null {
  const spots = spotsIn(schema, sought, store).map((spot) =>
    spot.isList ? { ...spot, score: spot.score - 3 } : spot,
  )
  return best(spots)
}

function best(spots: FoundSpot[]): FoundSpot | null {
  const [first] = spots.toSorted((one, other) => other.score - one.score)
  return first !== undefined && first.score > 0 ? first : null
}

function spotsIn(schema: JsonSchema | undefined, sought: Sought, store: SchemaStore): FoundSpot[] {
  const found: FoundSpot[] = []
  const own = new Set([words(sought.name), words(singular(sought.name))])

  const rate = (one: JsonSchema) => likeness(one, sought, store) + identityScore(one, sought, store)

  function visit(current: JsonSchema | undefined, at: readonly string[]): void {
    if (current === undefined) return
    const shape = shapeOfSchema(current, store)
    const name = at.at(-1)
    const byName =
      name === undefined ? 2 : own.has(words(name)) || own.has(words(singular(name))) ? 4 : 0
    const byWrapper = name !== undefined && usualWrappers.has(words(name)) ? 2 : 0
    const base = byName + byWrapper - at.length
    if (shape === 'array') {
      const item = itemSchema(current, store)
      if (item !== undefined && shapeOfSchema(item, store) === 'object') {
        found.push({ at, isList: true, schema: item, score: base + 1 + rate(item) })
      }
      return
    }
    if (shape !== 'object') return
    found.push({ at, isList: false, schema: current, score: base + rate(current) })
    if (at.length >= deepest) return
    for (const member of propertyNames(current, store)) {
      visit(propertySchema(current, member, store), [...at, member])
    }
  }

  visit(schema, [])
  return found
}

/** How much a schema looks like the thing, up to 12: the same schema, or members in common. */
export function likeness(schema: JsonSchema, sought: Sought, store: SchemaStore): number {
  const resolved = store.resolve(schema)
  if (
    typeof resolved === 'object' &&
    sought.schemas.some((one) => store.resolve(one) === resolved)
  ) {
    return 12
  }
  const names = propertyNames(schema, store)
  if (names.length === 0 || sought.members.size === 0) return 0
  const shared = names.filter((name) => sought.members.has(name)).length
  // Most of its members are known: it is the thing, perhaps a part of it.
  const share = shared / Math.min(names.length, sought.members.size)
  return share >= 0.3 ? 10 * share : sought.schemas.length > 0 ? -2 : 0
}

/** A member that looks like the thing's id is worth more than a name. */
function identityScore(schema: JsonSchema, sought: Sought, store: SchemaStore): number {
  const parameter = nameWords(sought.parameter ?? 'id')
  // `taskGid` is the `gid` of a task.
  const known = new Set(['id', 'uuid', parameter.join(' '), parameter.at(-1) ?? ''])
  const names = propertyNames(schema, store)
  if (names.some((name) => known.has(words(name)))) return 3
  // An object around a single other one is no thing of its own.
  const [only] = names
  const isWrapper =
    names.length === 1 &&
    shapeOfSchema(propertySchema(schema, only ?? '', store), store) === 'object'
  return isWrapper ? -2 : 0
}

function words(name: string): string {
  return nameWords(name).join(' ')
}
