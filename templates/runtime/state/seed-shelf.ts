import type { GenerationRequest, Generator } from '../generate/generate-value.ts'
import { createRandom } from '../generate/random-source.ts'
import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Collection } from './collection.ts'
import { memberAt, withMember } from './item-members.ts'
import { makeId } from './make-id.ts'
import { fill, keyOf, type Shelf } from './shelf.ts'
import { type Item, type ShelfItem, shelfItem } from './stored-item.ts'

/** Parts that make items. */
export interface ItemParts {
  store: SchemaStore
  generator: Generator
}

/** An item, or a part of one, made from the seed. `number` sets it apart from others. */
export function generateItem(
  { name }: Collection,
  schema: JsonSchema,
  scope: readonly string[],
  number: number,
  { generator }: ItemParts,
): Item {
  const request: GenerationRequest = {
    direction: 'response',
    mode: 'full',
    key: `item of ${name} ${keyOf(scope)}`,
    name: name.slice(name.lastIndexOf('.') + 1),
  }
  // The first one is the spec's own example, where there is one.
  if (number !== 0) request.salt = number
  const { value } = generator.generate(schema, request)
  return isRecord(value) ? value : {}
}

/**
 * Puts the first items on a shelf: those the user gives, or those the spec shows and generated ones until there are
 * enough.
 */
export function seedShelf(
  collection: Collection,
  shelf: Shelf,
  examples: readonly Item[],
  parts: ItemParts,
): void {
  const { seed, id } = collection
  const written = typeof seed === 'number' ? examples.slice(0, seed) : seed
  const missing = typeof seed === 'number' ? Math.max(0, seed - written.length) : 0
  const generated = Array.from({ length: missing }, (_, number) =>
    generateItem(collection, collection.itemSchema, shelf.scope, number, parts),
  )
  for (const [at, item] of [...written, ...generated].entries()) {
    const own = id === null ? undefined : memberAt(item, id.at)
    const isWritten = at < written.length && (typeof own === 'string' || typeof own === 'number')
    const made = isWritten
      ? { key: String(own), value: own }
      : makeId({ collection, shelf, preferred: own, ...parts })
    // The schema allows no further id: there cannot be more items.
    if (made === null) return
    const seeded = id === null ? item : withMember(item, id.at, made.value)
    fill(shelf, shelfItem(made.key, seeded, 'seed'))
  }
}

/** The item that is there under a key nobody gave out; null when the key can be no id. */
export function itemUnder(
  collection: Collection,
  shelf: Shelf,
  key: string,
  parts: ItemParts,
): ShelfItem | null {
  const { id, itemSchema } = collection
  const value = id?.type === 'integer' && Number.isSafeInteger(Number(key)) ? Number(key) : key
  if (id !== null && !parts.store.isValid(id.schema, 'response', value)) return null
  const number = createRandom(key).integer(1, Number.MAX_SAFE_INTEGER)
  const item = generateItem(collection, itemSchema, shelf.scope, number, parts)
  return shelfItem(key, id === null ? item : withMember(item, id.at, value), 'seed')
}

/** The stream from which links of a shelf are drawn. */
export function linkStream({ name }: Collection, { scope }: Shelf, seed: number) {
  return createRandom(`links of ${name} ${JSON.stringify(scope)}`, seed)
}
