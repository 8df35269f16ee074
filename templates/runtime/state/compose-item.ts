import { propertyNames, propertySchema } from '../answer/schema-parts.ts'
import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Item } from './shelves.ts'

/** What an item is made of. */
export interface ItemSources {
  /** What the client sent. */
  sent: Item
  /** What the server has: a generated item, or the one that is replaced. */
  base: Item
  /** How an item is shown, and what a client may send; undefined when the spec does not say. */
  itemSchema: JsonSchema
  sentSchema: JsonSchema | undefined
}

/**
 * Puts an item together as a server would: what the client sent, what only the server sets (`readOnly` members, and
 * those that a client cannot send), defaults, and what the schema requires. What else the client left out is left out.
 */
export function composeItem(sources: ItemSources, store: SchemaStore): Item {
  const { sent, base, itemSchema, sentSchema } = sources
  const sendable = new Set(propertyNames(sentSchema, store))
  const readOnly = store.hiddenMembers('request').declaredBy(itemSchema)
  const required = store.hiddenMembers('response').requiredBy(itemSchema)
  const composed = new Map<string, unknown>()
  for (const [name, value] of Object.entries(base)) {
    const isServers = readOnly.has(name) || (sendable.size > 0 && !sendable.has(name))
    if (isServers || (!Object.hasOwn(sent, name) && required.has(name))) {
      composed.set(name, value)
    }
  }
  for (const name of sendable) {
    const fallback = defaultOf(propertySchema(sentSchema, name, store), store)
    if (fallback !== undefined && !composed.has(name)) composed.set(name, fallback)
  }
  for (const [name, value] of Object.entries(sent)) {
    if (readOnly.has(name) && composed.has(name)) continue
    composed.set(name, partOf(name, value, sources, store))
  }
  return Object.fromEntries(composed)
}

/** Objects inside an item are put together by the same rules. */
function partOf(
  name: string,
  value: unknown,
  { base, itemSchema, sentSchema }: ItemSources,
  store: SchemaStore,
): unknown {
  const before = Object.hasOwn(base, name) ? base[name] : undefined
  const schema = propertySchema(itemSchema, name, store)
  if (!isRecord(value) || !isRecord(before) || schema === undefined) return value
  if (propertyNames(schema, store).length === 0) return value
  const sources = {
    sent: value,
    base: before,
    itemSchema: schema,
    sentSchema: propertySchema(sentSchema, name, store),
  }
  return composeItem(sources, store)
}

function defaultOf(schema: JsonSchema | undefined, store: SchemaStore): unknown {
  if (schema === undefined) return undefined
  const resolved = store.resolve(schema)
  return store.index.keywords(resolved).default?.value
}
