import { createBoundedCache } from '../answer/bounded-cache.ts'
import { partsOf, propertyNames } from '../answer/schema-parts.ts'
import type { Generator } from '../generate/generate-value.ts'
import { repairExample } from '../generate/repair-example.ts'
import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { Item } from './shelves.ts'

/** An item as one schema shows it. */
export interface ItemView {
  value: unknown
  /** JSON pointers of what had to be made so that the schema is satisfied. */
  repaired: readonly string[]
}

/** Items whose views are kept; those that were shown last. */
const viewsKept = 5_000

/** Shows items through schemas. The same item and schema give the same view, which is made once. */
export interface ItemViewer {
  /** Null when the item cannot be made to satisfy the schema. */
  view(item: Item, schema: JsonSchema, key: string): ItemView | null
}

export function createItemViewer(parts: { store: SchemaStore; generator: Generator }): ItemViewer {
  const { store, generator } = parts
  // Not a WeakMap by item: with many items the garbage collector would spend its time on it.
  const views = createBoundedCache<{ item: Item; bySchema: Map<JsonSchema, ItemView | null> }>({
    ...{ entries: viewsKept, weight: viewsKept, weigh: () => 1 },
  })
  const shown = new Map<JsonSchema, (name: string) => boolean>()

  /** Which members a schema shows: the declared ones, or all where it leaves that open. */
  function filterOf(schema: JsonSchema): (name: string) => boolean {
    let filter = shown.get(schema)
    if (filter === undefined) {
      const declared = new Set(propertyNames(schema, store))
      const hidden = store.hiddenMembers('response').declaredBy(schema)
      const isOpen =
        declared.size === 0 ||
        partsOf(schema, store).some(
          (part) =>
            part['additionalProperties'] === true ||
            isRecord(part['additionalProperties']) ||
            isRecord(part['patternProperties']),
        )
      filter = (name) => !hidden.has(name) && (isOpen || declared.has(name))
      shown.set(schema, filter)
    }
    return filter
  }

  function make(item: Item, schema: JsonSchema, key: string): ItemView | null {
    const isShown = filterOf(schema)
    const example = Object.fromEntries(Object.entries(item).filter(([name]) => isShown(name)))
    const direction = 'response'
    const result = repairExample({ store, generator, schema, example, direction, key })
    return result.valid ? { value: result.value, repaired: result.changed } : null
  }

  return {
    view(item, schema, key) {
      let known = views.get(key)
      if (known?.item !== item) {
        known = { item, bySchema: new Map() }
        views.set(key, known)
      }
      let found = known.bySchema.get(schema)
      if (found === undefined) {
        found = make(item, schema, key)
        known.bySchema.set(schema, found)
      }
      return found
    },
  }
}
