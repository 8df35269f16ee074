import type { Generator } from '../generate/generate-value.ts'
import { createRandom } from '../generate/random-source.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { type Collection, pointerTo } from './collection.ts'
import { isInteger } from './find-id.ts'
import type { Shelf } from './shelf.ts'

/** Generated ids that are tried before it is given up. */
const mostTries = 60

const none: ReadonlySet<string> = new Set()

/** An id: as an item shows it, and as it stands in a path. */
export interface MadeId {
  key: string
  value: unknown
}

/**
 * Makes an id that no item of the shelf has and that satisfies the schemas of the item and of the path. Numbers go on
 * from the highest; texts are generated. Null when the schema allows no further one.
 */
export function makeId(options: {
  collection: Collection
  shelf: Shelf
  /** Keys that are about to be given out as well. */
  taken?: ReadonlySet<string>
  /** Taken when it will do. */
  preferred?: unknown
  store: SchemaStore
  generator: Generator
}): MadeId | null {
  const { collection, shelf, taken = none, preferred, store, generator } = options
  const { id, keySchema, name } = collection
  const schema = id?.schema ?? true
  const accept = (value: unknown): MadeId | null => {
    const key = String(value)
    const isFree = !shelf.items.has(key) && !taken.has(key) && key !== '' && !key.includes('/')
    return isFree && store.isValid(schema, 'response', value) && fitsPath(key)
      ? { key, value }
      : null
  }

  function fitsPath(key: string): boolean {
    if (keySchema === true) return true
    const asNumber = Number(key)
    // What is a number is mostly asked for as one.
    return (
      (key.trim() !== '' &&
        !Number.isNaN(asNumber) &&
        store.isValid(keySchema, 'request', asNumber)) ||
      store.isValid(keySchema, 'request', key)
    )
  }

  if (id?.type === 'integer' || (id === null && isInteger(keySchema, store))) {
    const wantsText = id !== null && !isInteger(id.schema, store)
    const acceptNumber = (number: number) =>
      accept(wantsText ? String(number) : number) ?? accept(number)
    const next = acceptNumber(nextNumber(collection, shelf) + taken.size)
    if (next !== null) return next
    // Where the schema allows no higher one, a number that is free will do.
    for (let number = 1; number <= mostTries; number++) {
      const free = acceptNumber(number)
      if (free !== null) return free
    }
  }
  const wished = typeof preferred === 'string' ? accept(preferred) : null
  if (wished !== null) return wished
  const memberName = id?.at.at(-1) ?? 'id'
  // The path may ask for more than the item, or the other way round.
  const sources = [schema, keySchema].filter((each) => each !== true)
  for (let tries = 0; tries < mostTries; tries++) {
    shelf.made += 1
    const key = `id of ${name} ${JSON.stringify(shelf.scope)}${pointerTo(id?.at ?? [])}`
    const request = { direction: 'response', mode: 'full', key, salt: shelf.made } as const
    const from = sources[tries % sources.length] ?? true
    const wanted = from === true ? { type: 'string', format: 'uuid' } : from
    const { value } = generator.generate(wanted, { ...request, name: memberName })
    // Some schemas have few values to offer; a number behind one makes another.
    const made =
      accept(value) ?? (typeof value === 'string' ? accept(`${value}-${shelf.made}`) : null)
    if (made !== null) return made
  }
  return null
}

/** Names of numbers that count the items below each parent: issue 1 of one repository, and of another. */
const counts = /^(?:number|num|no|nr|iid|index|position|seq|sequence|ordinal)$/i

/** Other ids of shelves below different parents are far enough from each other. */
function nextNumber({ name, id }: Collection, { scope, highest }: Shelf): number {
  if (highest > 0 || scope.length === 0 || counts.test(id?.at.at(-1) ?? '')) return highest + 1
  return createRandom(`${name} ${JSON.stringify(scope)}`).integer(1, 90_000) * 100 + 1
}
