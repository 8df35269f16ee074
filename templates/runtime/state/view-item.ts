import { partsOf, propertyNames } from '../answer/schema-parts.ts'
import type { Generator } from '../generate/generate-value.ts'
import { type RepairedValue, repairExample } from '../generate/repair-example.ts'
import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { placeOf, pointerTo } from './collection.ts'
import { type Item, type ItemView, itemValue, type ShelfItem, shelfItem } from './stored-item.ts'

/** Shows items through schemas. The same item and schema give the same view, which is made once. */
export interface ItemViewer {
  /** `name` is that of the collection. */
  view(item: ShelfItem, schema: JsonSchema, name: string): ItemView
  /** The item with what the schema asks for, so that all answers that show it agree. */
  settle(item: ShelfItem, schema: JsonSchema, name: string): ShelfItem
}

/** What of a schema matters, the same for all references to it. */
interface ShownBy {
  schema: JsonSchema
  /** Which members it shows: the declared ones, or all where it leaves that open. */
  shows: (name: string) => boolean
}

export function createItemViewer(parts: { store: SchemaStore; generator: Generator }): ItemViewer {
  const { store, generator } = parts
  const known = new Map<JsonSchema, ShownBy>()

  function shownBy(given: JsonSchema): ShownBy {
    let found = known.get(given)
    if (found === undefined) {
      const schema = store.resolve(given)
      found = known.get(schema) ?? { schema, shows: filterOf(schema) }
      known.set(schema, found)
      known.set(given, found)
    }
    return found
  }

  function filterOf(schema: JsonSchema): (name: string) => boolean {
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
    return (name) => !hidden.has(name) && (isOpen || declared.has(name))
  }

  function make(item: ShelfItem, by: ShownBy, name: string): ItemView {
    const { schema } = by
    const value = itemValue(item)
    const example = shownPart(value, by)
    const rest = { by, next: item.views }
    if (store.isValid(schema, 'response', example)) {
      const text = example === value ? item.text : JSON.stringify(example)
      return { ...rest, text, repaired: nothing }
    }
    const direction = 'response'
    const key = `${name} ${item.key}`
    const repair = repairExample({ store, generator, schema, example, direction, key })
    const isAnother = repair.changed.includes('')
    const result = (isAnother ? withoutBroken(example, schema) : null) ?? repair
    return result.valid
      ? { ...rest, text: JSON.stringify(result.value), repaired: result.changed }
      : { ...rest, text: null, repaired: nothing }
  }

  /** Members that nothing can mend are left out, so that the others stay; null where they must be there. */
  function withoutBroken(item: Item, schema: JsonSchema): RepairedValue | null {
    const left = new Map(Object.entries(item))
    const changed: string[] = []
    for (;;) {
      const value = Object.fromEntries(left)
      const [breach] = store.check(schema, 'response', value)
      if (breach === undefined) return { value, changed, valid: true }
      const [name = ''] = placeOf(breach.pointer)
      if (!left.delete(name)) return null
      changed.push(pointerTo([name]))
    }
  }

  function view(item: ShelfItem, schema: JsonSchema, name: string): ItemView {
    const by = shownBy(schema)
    for (let each = item.views; each !== null; each = each.next) {
      if (each.by === by) return each
    }
    const made = make(item, by, name)
    item.views = made
    return made
  }

  return {
    view,
    settle(item, schema, name) {
      const { text, repaired } = view(item, schema, name)
      if (text === null || repaired.length === 0) return item
      const mended: unknown = JSON.parse(text)
      if (!isRecord(mended)) return item
      const kept = Object.entries(itemValue(item)).filter(
        ([name]) => Object.hasOwn(mended, name) || !repaired.includes(pointerTo([name])),
      )
      return shelfItem(item.key, { ...Object.fromEntries(kept), ...mended }, item.origin)
    },
  }
}

const nothing: readonly string[] = []

/** The item without the members that are not shown; itself when all are. */
function shownPart(item: Item, { shows }: ShownBy): Item {
  for (const name in item) {
    if (!shows(name)) {
      return Object.fromEntries(Object.entries(item).filter(([each]) => shows(each)))
    }
  }
  return item
}
