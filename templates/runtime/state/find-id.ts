import { propertyNames, propertySchema, shapeOfSchema } from '../answer/schema-parts.ts'
import { nameWords } from '../generate/name-words.ts'
import { singular } from '../generate/singular.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { IdMember } from './collection.ts'

export interface FoundId extends IdMember {
  /** Up to 10; how sure the name makes it. */
  score: number
  /** Whether the path parameter is called as the member. */
  isAlike: boolean
}

/** Names that often identify, with how sure they are. */
const telling: ReadonlyMap<string, number> = new Map([
  ...['id'].map((name) => [name, 7] as const),
  ...['uuid', 'guid', 'uid', 'identifier'].map((name) => [name, 6] as const),
  ...['key', 'code', 'slug', 'name', 'number', 'sku', 'symbol', 'iban', 'token', 'username'].map(
    (name) => [name, 4] as const,
  ),
])

/** Up to this score the name alone makes it no more than a guess. */
const guessed = 5

/** From this score on a member is called as the parameter. */
const calledAlike = 9

/** Members in which the id of a thing may be kept with other things about it. */
const inner: ReadonlySet<string> = new Set(['metadata', 'meta', 'sys', 'attributes', 'identity'])

interface IdHints {
  collection: string
  parameter: string | null
  keySchema: JsonSchema
}

/** Finds the member that identifies a thing, by its name and that of the path parameter. */
export function findId(item: JsonSchema, hints: IdHints, store: SchemaStore): FoundId | null {
  return findIds(item, hints, store)[0] ?? null
}

/** Every member that may identify a thing, most likely first. */
export function findIds(item: JsonSchema, hints: IdHints, store: SchemaStore): FoundId[] {
  const candidates: FoundId[] = []
  look(item, [], 0)
  for (const name of propertyNames(item, store)) {
    if (inner.has(name.toLowerCase())) {
      look(propertySchema(item, name, store) ?? true, [name], 2)
    }
  }
  return candidates.toSorted((one, other) => other.score - one.score)

  function look(schema: JsonSchema, at: readonly string[], less: number): void {
    for (const name of propertyNames(schema, store)) {
      const member = propertySchema(schema, name, store) ?? true
      const shape = shapeOfSchema(member, store)
      const told = scoreOf(name, hints)
      const score = told - less
      if (score > 0 && ['string', 'scalar', 'unknown'].includes(shape)) {
        const type = isInteger(member, store) ? 'integer' : 'string'
        const wanted = isInteger(hints.keySchema, store) ? 'integer' : 'string'
        // An `id` may be written as a text; no client finds a `slug` where the path asks for a number.
        const cost = wanted === 'integer' && told <= guessed ? told : 1
        const clash = hints.parameter !== null && type !== wanted ? cost : 0
        const found = score - clash - mismatch(member, hints.keySchema, store)
        const isAlike = hints.parameter !== null && told >= calledAlike
        if (found > 0)
          candidates.push({ at: [...at, name], type, schema: member, score: found, isAlike })
      }
    }
  }
}

/** A guess is worth nothing when the path asks for a text of another form than the member has. */
function mismatch(member: JsonSchema, key: JsonSchema, store: SchemaStore): number {
  // Sizes of numbers are no forms of them.
  if (isInteger(key, store)) return 0
  const { pattern, format } = store.index.keywords(store.resolve(key))
  const own = store.index.keywords(store.resolve(member))
  const differs =
    (pattern !== undefined && pattern !== own.pattern) ||
    (format !== undefined && own.format !== undefined && format !== own.format)
  return differs ? 4 : 0
}

function scoreOf(name: string, hints: { collection: string; parameter: string | null }): number {
  const own = nameWords(name)
  const text = own.join(' ')
  const thing = nameWords(singular(hints.collection)).join(' ')
  const parameter = nameWords(hints.parameter ?? '')
  const known = telling.get(text) ?? 0
  const ofThing = text === `${thing} id` || text === `${thing} uuid` ? 8 : 0
  if (parameter.length === 0) return Math.max(known, ofThing)
  if (parameter.join(' ') === text) return 10
  if (parameter.at(-1) === text && (known > 0 || parameter.length > 1)) return 9
  if (isNamedForThing(hints.parameter ?? '', hints.collection) && known > 0) return known + 1
  return Math.max(known === 4 ? 3 : known, ofThing)
}

/** Whether a parameter is called as the thing: `/users/{user}` does not say which member it is. */
export function isNamedForThing(parameter: string, collection: string): boolean {
  return nameWords(parameter).join(' ') === nameWords(singular(collection)).join(' ')
}

/** Whether a schema asks for whole numbers. */
export function isInteger(schema: JsonSchema, store: SchemaStore): boolean {
  const resolved = store.resolve(schema)
  if (typeof resolved !== 'object') return false
  const types = [resolved.type].flat()
  if (types.includes('integer')) return true
  const format = resolved['format']
  return types.includes('number') && (format === 'int32' || format === 'int64')
}
