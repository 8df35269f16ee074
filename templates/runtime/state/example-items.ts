import { isRecord } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Collection, CollectionOperation } from './collection.ts'
import { memberAt } from './item-members.ts'
import { successOf } from './operation-schemas.ts'
import type { Spots } from './spots.ts'
import type { Item } from './stored-item.ts'

/** Examples beyond this many add nothing to a list that is made to be looked at. */
const mostExamples = 20

/**
 * The items that the spec shows as examples of its answers, each id once. What a client finds in the documentation is
 * then found on the server. Examples that break the schema are left out.
 */
export function exampleItems(collection: Collection, store: SchemaStore, spots: Spots): Item[] {
  const { id, itemSchema, operations } = collection
  const shown = operations.flatMap((by): unknown[] => {
    if (by.role === 'list') return shownBy(collection, by, 'list', spots)
    return by.role === 'read' ? shownBy(collection, by, 'item', spots) : []
  })
  const byKey = new Map<string, Item>()
  for (const item of shown) {
    const key = id === null ? undefined : memberAt(item, id.at)
    if (!isRecord(item) || (typeof key !== 'string' && typeof key !== 'number')) continue
    if (!store.isValid(itemSchema, 'response', item)) continue
    // Of two examples of the same thing the fuller one tells more.
    const before = byKey.get(String(key))
    if (before === undefined || Object.keys(item).length > Object.keys(before).length) {
      byKey.set(String(key), item)
    }
  }
  return [...byKey.values()].slice(0, mostExamples)
}

function shownBy(
  collection: Collection,
  by: CollectionOperation,
  kind: 'list' | 'item',
  spots: Spots,
): unknown[] {
  const content = successOf(by.operation, by.role)?.response.content ?? []
  return content.flatMap(({ schema, examples }) => {
    const spot = examples.length === 0 ? null : spots.find(collection, by, schema, kind)
    return spot === null ? [] : examples.flatMap(({ value }) => [memberAt(value, spot.at)].flat())
  })
}
