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

/** What is known of a collection's items, found out once. */
interface BasePlan {
  /** With alternatives, which members there are depends on the others. */
  hasChoice: boolean
  /** Of the item's schema the part with some members, by their names. */
  parts: Map<string, ItemPart>
}

interface ItemPart {
  schema: JsonSchema
  /** Values that were made, where they may come again: of booleans and the like there are no more anyway. */
  again: Item[] | null
}

/** Values that come again in turn. */
const mostAgain = 32

/**
 * Of a whole item most is thrown away, because the client sent it: only the members that are needed are generated,
 * where they can be told from the schema alone.
 */
export function createBaseItems(parts: ItemParts & { composer: ItemComposer }): BaseItems {
  const { store, composer } = parts
  const plans = new WeakMap<Collection, BasePlan>()

  function planOf(collection: Collection): BasePlan {
    let plan = plans.get(collection)
    if (plan === undefined) {
      const keywords = ['oneOf', 'anyOf', 'if', 'dependentSchemas', 'not']
      const hasChoice = partsOf(collection.itemSchema, store).some((part) =>
        keywords.some((keyword) => part[keyword] !== undefined),
      )
      plan = { hasChoice, parts: new Map() }
      plans.set(collection, plan)
    }
    return plan
  }

  /** The part of the item's schema with these members; the whole when too many different ones were asked for. */
  function partOf({ itemSchema }: Collection, { parts, hasChoice }: BasePlan, names: string[]) {
    const key = names.join('\n')
    const found = parts.get(key)
    if (found !== undefined) return found
    if (hasChoice || parts.size >= mostParts) return { schema: itemSchema, again: null }
    const members = names.map((name) => propertySchema(itemSchema, name, store) ?? true)
    const properties = Object.fromEntries(names.map((name, at) => [name, members[at]]))
    const schema = { type: 'object', required: names, properties }
    const part: ItemPart = { schema, again: members.every(hasFewValues) ? [] : null }
    parts.set(key, part)
    return part
  }

  function hasFewValues(schema: JsonSchema): boolean {
    const { types, enum: values, const: constant } = store.index.keywords(store.resolve(schema))
    return types?.every((type) => type === 'boolean') === true || !!values || !!constant
  }

  return {
    make(collection, shelf, sent, schemas) {
      const { id } = collection
      const plan = planOf(collection)
      // The id is made by other rules.
      const own = id?.at.length === 1 ? id.at[0] : undefined
      const names = composer.neededFor(sent, schemas).filter((name) => name !== own)
      if (names.length === 0 && !plan.hasChoice) return {}
      shelf.made += 1
      const { schema, again } = partOf(collection, plan, names)
      const number = again === null ? shelf.made : shelf.made % mostAgain
      const made =
        again?.[number] ?? generateItem(collection, schema, shelf.scope, seedsAside + number, parts)
      if (again !== null) again[number] = made
      return made
    },
  }
}
