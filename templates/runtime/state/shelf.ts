import type { ShelfItem } from './stored-item.ts'

/** Items of one collection below one parent, by key, in the order in which they came. */
export interface Shelf {
  collection: string
  scope: readonly string[]
  items: Map<string, ShelfItem>
  /** The items as a list; null until somebody asks, and after changes that do not just add to it. */
  list: ShelfItem[] | null
  /** True when a client changed it since it was seeded. */
  changed: boolean
  /** Another number after each change, and for each shelf. */
  revision: number
  /** Items that clients put there. */
  clients: number
  /** The highest number that was a key, and how many keys were made: none is given out twice. */
  highest: number
  made: number
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
    ...{ collection, scope: [...scope], items: new Map(), list: null, changed },
    ...{ revision: 0, clients: 0, highest: 0, made: 0 },
  }
}

/** Puts an item on a shelf and remembers the highest number among the keys. */
export function fill(shelf: Shelf, item: ShelfItem): void {
  shelf.items.set(item.key, item)
  const number = Number(item.key)
  if (Number.isSafeInteger(number) && number > shelf.highest) shelf.highest = number
}

/** True for a scope that begins with the values of another one. */
export function isWithin(scope: readonly string[], above: readonly string[]): boolean {
  return scope.length >= above.length && above.every((value, at) => scope[at] === value)
}

/** The items of a shelf in their order. */
export function listOf(shelf: Shelf): readonly ShelfItem[] {
  shelf.list ??= [...shelf.items.values()]
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
          { ...shelf, items: new Map(shelf.items), list: null },
        ]),
      ),
    ]),
  )
}
