import { isRecord } from '../schemas/json-schema.ts'
import { emptyShelf, fill, keyOf, noteRemoved, type Shelf, type ShelfContents } from './shelf.ts'
import { itemValue, type ShelfItem, shelfItem } from './stored-item.ts'

/** What is written to `data/state.json`: the shelves that clients changed. Seeds are made again. */
interface StoredState {
  version: 1
  collections: Record<string, StoredShelf[]>
}

interface StoredShelf {
  scope: string[]
  highest: number
  made: number
  removed?: string[]
  items: { key: string; origin: ShelfItem['origin']; value: object }[]
}

/** The contents as JSON. */
export function storedState(contents: ShelfContents): StoredState {
  const collections = [...contents].flatMap(([name, shelves]): [string, StoredShelf[]][] => {
    const changed = [...shelves.values()].filter((shelf) => shelf.changed)
    return changed.length === 0 ? [] : [[name, changed.map(storedShelf)]]
  })
  return { version: 1, collections: Object.fromEntries(collections) }
}

function storedShelf({ scope, items, highest, made, removed }: Shelf): StoredShelf {
  return {
    scope: [...scope],
    highest,
    made,
    ...(removed === null ? {} : { removed: [...removed] }),
    items: [...items.values()].map((item) => ({
      key: item.key,
      origin: item.origin,
      value: itemValue(item),
    })),
  }
}

/** The contents that JSON stands for. Throws an Error that says what is wrong with it. */
export function readStoredState(value: unknown): ShelfContents {
  if (!isRecord(value) || value['version'] !== 1 || !isRecord(value['collections'])) {
    throw new Error('it is not {"version": 1, "collections": {…}}')
  }
  return new Map(
    Object.entries(value['collections']).map(([name, shelves]) => {
      if (!Array.isArray(shelves)) throw new Error(`collections.${name} is not a list`)
      const read = shelves.map((shelf, index) =>
        readShelf(shelf, name, `collections.${name}[${index}]`),
      )
      return [name, new Map(read.map((shelf) => [keyOf(shelf.scope), shelf]))]
    }),
  )
}

function readShelf(value: unknown, collection: string, place: string): Shelf {
  const { scope, items, highest, made, removed } = Object(value)
  if (!Array.isArray(scope) || !scope.every((part) => typeof part === 'string')) {
    throw new Error(`${place}.scope is not a list of texts`)
  }
  if (!Array.isArray(items)) throw new Error(`${place}.items is not a list`)
  const shelf = emptyShelf(collection, scope, true)
  for (const [index, item] of items.entries()) {
    const { key, value: content, origin } = Object(item)
    if (typeof key !== 'string' || !isRecord(content)) {
      throw new Error(`${place}.items[${index}] is not {"key": text, "value": object}`)
    }
    const isSeeded = origin === 'seed' || origin === 'changed'
    fill(shelf, shelfItem(key, content, isSeeded ? origin : 'created'))
  }
  shelf.highest = Math.max(shelf.highest, Number.isSafeInteger(highest) ? highest : 0)
  for (const key of Array.isArray(removed) ? removed : []) noteRemoved(shelf, String(key))
  shelf.made = Number.isSafeInteger(made) ? made : items.length
  return shelf
}
