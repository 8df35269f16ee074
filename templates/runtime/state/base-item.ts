import { partsOf, propertySchema } from '../answer/schema-parts.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Collection } from './collection.ts'
import type { ItemComposer, ItemSchemas } from './compose-item.ts'
import { generateItem, type ItemParts } from './seed-shelf.ts'
import type { Shelf } from './shelf.ts'
import type { Item } from './stored-item.ts'

/** Makes what only the server can give to a new item. */
export interface BaseItems {
  make(collection: Collection, shelf: Shelf, sent: Item, schemas: ItemSchemas): Item
}

/** Generated items for clients are set apart from the seeds by their numbers. */
const seedsAside = 10_000

/** Schemas of parts that are kept for each collection; clients send the same members again and again. */
const mostParts = 50

/**
 * Of a whole item most is thrown away, because the client sent it: only the members that are needed are generated,
 * where they can be told from the schema alone.
 */
export function createBaseItems(parts: ItemParts & { composer: ItemComposer }): BaseItems {
  const { store, composer } = parts
  const partial = new WeakMap<Collection, Map<string, JsonSchema>>()
  const choosing = new WeakMap<Collection, boolean>()

  /** With alternatives, which members there are depends on the others. */
  function hasChoice(collection: Collection): boolean {
    let found = choosing.get(collection)
    if (found === undefined) {
      const keywords = ['oneOf', 'anyOf', 'if', 'dependentSchemas', 'not']
      found = partsOf(collection.itemSchema, store).some((part) =>
        keywords.some((keyword) => part[keyword] !== undefined),
      )
      choosing.set(collection, found)
    }
    return found
  }

  /** The part of the item's schema with these members; null when too many different ones were asked for. */
  function partOf(collection: Collection, names: readonly string[]): JsonSchema | null {
    const known = partial.get(collection) ?? new Map<string, JsonSchema>()
    partial.set(collection, known)
    const key = JSON.stringify(names)
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= mostParts) return null
    const properties = names.map((name) => [
      name,
      propertySchema(collection.itemSchema, name, store) ?? true,
    ])
    const schema = {
      ...{ type: 'object', required: [...names], properties: Object.fromEntries(properties) },
    }
    known.set(key, schema)
    return schema
  }

  return {
    make(collection, shelf, sent, schemas) {
      const { id } = collection
      // The id is made by other rules.
      const names = composer
        .neededFor(sent, schemas)
        .filter((name) => !(id?.at.length === 1 && id.at[0] === name))
      if (names.length === 0 && !hasChoice(collection)) return {}
      shelf.made += 1
      const schema = hasChoice(collection) ? null : partOf(collection, names)
      const whole = schema === null ? collection : { ...collection, itemSchema: schema }
      return generateItem(whole, shelf.scope, seedsAside + shelf.made, parts)
    },
  }
}
