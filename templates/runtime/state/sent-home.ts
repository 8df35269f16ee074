import { propertyNames, propertySchema } from '../answer/schema-parts.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { ItemSchemas } from './compose-item.ts'
import type { Item } from './stored-item.ts'

/** A member of items in which they keep what clients send without it, such as `attributes`. */
export interface SentHome {
  /** What was sent, as the item holds it. */
  place(sent: Item): Item
  /** The schema of that. */
  schema: JsonSchema
}

/**
 * Finds the member that most of what is sent belongs in: a client sends `{name}`, and the item is
 * `{id, attributes: {name}}`. Null where what is sent is the item's own.
 */
export function findHome(
  { itemSchema, sentSchema }: ItemSchemas,
  store: SchemaStore,
): SentHome | null {
  const sent = propertyNames(sentSchema, store)
  const own = new Set(propertyNames(itemSchema, store))
  const strange = sent.filter((name) => !own.has(name))
  // A name or a type may well stand in both.
  const least = Math.max(1, sent.length / 2, 2 * (sent.length - strange.length) + 1)
  let home = ''
  let moved: ReadonlySet<string> = new Set()
  for (const name of own) {
    const inner = new Set(propertyNames(propertySchema(itemSchema, name, store), store))
    const here = strange.filter((each) => inner.has(each))
    if (here.length >= least && here.length > moved.size) {
      home = name
      moved = new Set(here)
    }
  }
  if (moved.size === 0) return null
  const declared = sent.map(
    (name) => [name, propertySchema(sentSchema, name, store) ?? true] as const,
  )
  const { inside, outside } = parted(declared, moved)
  const properties = { ...outside, [home]: { type: 'object', properties: inside } }
  return {
    place(item) {
      const { inside, outside } = parted(Object.entries(item), moved)
      return { ...outside, [home]: inside }
    },
    schema: { type: 'object', properties },
  }
}

function parted<Value>(
  members: readonly (readonly [name: string, value: Value])[],
  moved: ReadonlySet<string>,
): { inside: Record<string, Value>; outside: Record<string, Value> } {
  return {
    inside: Object.fromEntries(members.filter(([name]) => moved.has(name))),
    outside: Object.fromEntries(members.filter(([name]) => !moved.has(name))),
  }
}
