import type { ShelfItem } from './stored-item.ts'

/** Items of one collection below one parent, by key, in the order in which they came. */
export interface Shelf {
  collection: string
  scope: readonly string[]
  items: Map<string, ShelfItem>
  /** The items as a list; null until somebody asks, and after an item was taken away. */
  list: ShelfItem[] | null
  /** Items that others took the place of since the list was looked at. */
  replaced: ShelfItem[]
  /** True when a client changed it since it was seeded. */
  changed: boolean
  /** Another number after each change, and for each shelf. */
  revision: number
  /** Items that clients put there. */
  clients: number
  /** The highest number that was a key, and how many keys were made: none is given out twice. */
  highest: number
  made: number
  /** Keys that clients removed, where otherwise every key is there; null before the first. */
  removed: Set<string> | null
}

/** Everything that is stored, at one moment. */
export type ShelfContents = Map<string, Map<string, Shelf>>

/** What a shelf is found by among those of its collection. */
export function keyOf(scope: readonly string[]): string {
  return scope.length === 0 ? '[]' : JSON.stringify(scope)
}

/** A shelf without items; `changed` when a client made it so. */
export function emptyShelf(collection: string, scope: readonly string[], changed: boolean): Shelf {
  return {
    collection,
    scope: [...scope],
    items: new Map(),
    list: null,
    replaced: [],
    changed,
    revision: 0,
    clients: 0,
    highest: 0,
    made: 0,
    removed: null,
  }
}

/** Puts an item on a shelf and remembers the highest number among the keys. */
export function fill(shelf: Shelf, item: ShelfItem): void {
  shelf.items.set(item.key, item)
  shelf.removed?.delete(item.key)
  const number = Number(item.key)
  if (Number.isSafeInteger(number) && number > shelf.highest) shelf.highest = number
}

/** True for a scope that begins with the values of another one. */
export function isWithin(scope: readonly string[], above: readonly string[]): boolean {
  return scope.length >= above.length && above.every((value, at) => scope[at] === value)
}

/** Removed keys that are remembered; whoever removes more finds the first ones again. */
const mostRemoved = 10_000

/** Remembers that a key is not there any more, where otherwise every key is. */
export function noteRemoved(shelf: Shelf, key: string): void {
  shelf.removed ??= new Set()
  shelf.removed.add(key)
  const [oldest] = shelf.removed
  if (shelf.removed.size > mostRemoved && oldest !== undefined) shelf.removed.delete(oldest)
}

/** Replaced items that are looked for one by one. */
const mostReplaced = 8

/** Puts the item that has the key now where the list has another one. */
function putInPlace(list: ShelfItem[], before: ShelfItem, items: Shelf['items']): void {
  const now = items.get(before.key)
  const at = list.indexOf(before)
  // Of an item that was replaced twice the list knows the first one only.
  if (now !== undefined && at >= 0) list[at] = now
}

/** Remembers for the list that another item took the place of this one. */
export function noteReplaced({ list, replaced }: Shelf, before: ShelfItem): void {
  if (list !== null && replaced.length <= mostReplaced) replaced.push(before)
}

/** The items of a shelf in their order. */
export function listOf(shelf: Shelf): readonly ShelfItem[] {
  const { items, replaced } = shelf
  // Each of them is looked for, so with many the list is sooner made anew.
  if (replaced.length > mostReplaced) shelf.list = null
  if (shelf.list === null) shelf.list = [...items.values()]
  else for (const item of replaced) putInPlace(shelf.list, item, items)
  if (replaced.length > 0) shelf.replaced = []
  return shelf.list
}

/** The item that a path means; numbers are found however they are written. */
export function findKey({ items }: Shelf, key: string): ShelfItem | null {
  const item = items.get(key)
  if (item !== undefined) return item
  return (/^\d{1,15}$/.test(key) ? items.get(String(Number(key))) : undefined) ?? null
}

/** A copy whose shelves can be changed; items are shared. */
export function copyOf(contents: ShelfContents): ShelfContents {
  return new Map(
    [...contents].map(([name, shelves]) => [
      name,
      new Map(
        [...shelves].map(([key, shelf]) => [
          key,
          {
            ...shelf,
            items: new Map(shelf.items),
            list: null,
            replaced: [],
            removed: shelf.removed && new Set(shelf.removed),
          },
        ]),
      ),
    ]),
  )
}
