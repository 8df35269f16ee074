import type { StoredItem } from '#contract/state.ts'

/** An item as it is stored. Never changed in place: a change puts another value there. */
export type Item = Readonly<Record<string, unknown>>

/** Items of one collection below one parent, by key, in the order in which they came. */
export interface Shelf {
  scope: readonly string[]
  items: Map<string, Item>
  /** True when a client changed it since it was seeded. */
  changed: boolean
  /** The highest number that was a key, and how many keys were made: none is given out twice. */
  highest: number
  made: number
}

/** Everything that is stored, at one moment. */
export type ShelfContents = Map<string, Map<string, Shelf>>

/** Shelves that hold nothing but seeds can be made again; beyond this many the oldest go. */
const mostUnchanged = 2_000

/** More items than this are not taken, so that no client can fill the memory. */
const mostItems = 100_000

/** The shelves of all collections. A shelf appears, with its seeds, when it is first looked at. */
export interface Shelves {
  shelf(collection: string, scope: readonly string[]): Shelf
  put(collection: string, scope: readonly string[], key: string, item: Item): void
  remove(collection: string, scope: readonly string[], key: string): void
  /** Makes an empty shelf, in the place of seeds. */
  clear(collection: string, scope: readonly string[]): void
  /** Takes away all shelves of a collection whose scope begins with these values. */
  dropBelow(collection: string, scope: readonly string[]): void
  count(collection: string): number
  isFull(): boolean
  isChanged(collection: string): boolean
  /** Every stored item of a collection. */
  list(collection: string): StoredItem[]
  /** A copy of everything; items are shared, for they never change. */
  save(): ShelfContents
  load(contents: ShelfContents): void
  /** Grows with every change. */
  revision(): number
}

/** Opens empty shelves. `seed` fills one when it is first looked at. */
export function createShelves(seed: (collection: string, shelf: Shelf) => void): Shelves {
  let all: ShelfContents = new Map()
  let revision = 0
  let stored = 0
  let unchanged = 0

  function ofCollection(collection: string): Map<string, Shelf> {
    let shelves = all.get(collection)
    if (shelves === undefined) {
      shelves = new Map()
      all.set(collection, shelves)
    }
    return shelves
  }

  function shelf(collection: string, scope: readonly string[]): Shelf {
    const shelves = ofCollection(collection)
    const key = JSON.stringify(scope)
    const found = shelves.get(key)
    if (found !== undefined) return found
    const fresh = emptyShelf(scope, false)
    shelves.set(key, fresh)
    seed(collection, fresh)
    stored += fresh.items.size
    unchanged += 1
    if (unchanged > mostUnchanged && scope.length > 0) forgetOldest(shelves, fresh)
    return fresh
  }

  function forgetOldest(shelves: Map<string, Shelf>, except: Shelf): void {
    for (const [key, old] of shelves) {
      if (!old.changed && old !== except) {
        shelves.delete(key)
        stored -= old.items.size
        unchanged -= 1
        return
      }
    }
  }

  function touch(one: Shelf): void {
    if (!one.changed) unchanged -= 1
    one.changed = true
    revision += 1
  }

  return {
    shelf,
    put(collection, scope, key, item) {
      const one = shelf(collection, scope)
      if (!one.items.has(key)) stored += 1
      fill(one, key, item)
      touch(one)
    },
    remove(collection, scope, key) {
      const one = shelf(collection, scope)
      if (one.items.delete(key)) {
        stored -= 1
        touch(one)
      }
    },
    clear(collection, scope) {
      const shelves = ofCollection(collection)
      const key = JSON.stringify(scope)
      const old = shelves.get(key)
      stored -= old?.items.size ?? 0
      if (old !== undefined && !old.changed) unchanged -= 1
      shelves.set(key, emptyShelf(scope, true))
      revision += 1
    },
    dropBelow(collection, scope) {
      const shelves = ofCollection(collection)
      for (const [key, one] of shelves) {
        if (scope.every((value, at) => one.scope[at] === value)) {
          shelves.delete(key)
          stored -= one.items.size
          if (!one.changed) unchanged -= 1
          revision += 1
        }
      }
    },
    count: (collection) => {
      let sum = 0
      for (const { items } of all.get(collection)?.values() ?? []) sum += items.size
      return sum
    },
    isFull: () => stored >= mostItems,
    isChanged: (collection) =>
      [...(all.get(collection)?.values() ?? [])].some(({ changed }) => changed),
    list: (collection) =>
      [...(all.get(collection)?.values() ?? [])].flatMap(({ scope, items }) =>
        [...items].map(([key, value]) => ({ key, scope: [...scope], value: { ...value } })),
      ),
    save: () => copyOf(all),
    load(contents) {
      all = copyOf(contents)
      stored = 0
      unchanged = 0
      for (const shelves of all.values()) {
        for (const one of shelves.values()) {
          stored += one.items.size
          if (!one.changed) unchanged += 1
        }
      }
      revision += 1
    },
    revision: () => revision,
  }
}

/** A shelf without items; `changed` when a client made it so. */
export function emptyShelf(scope: readonly string[], changed: boolean): Shelf {
  return { scope: [...scope], items: new Map(), changed, highest: 0, made: 0 }
}

/** Puts an item on a shelf and remembers the highest number among the keys. */
export function fill(shelf: Shelf, key: string, item: Item): void {
  shelf.items.set(key, item)
  const number = Number(key)
  if (Number.isSafeInteger(number) && number > shelf.highest) shelf.highest = number
}

/** The item that a path means; numbers are found however they are written. */
export function findKey({ items }: Shelf, key: string): { key: string; item: Item } | null {
  const plain = /^\d{1,15}$/.test(key) ? String(Number(key)) : key
  for (const each of [key, plain]) {
    const item = items.get(each)
    if (item !== undefined) return { key: each, item }
  }
  return null
}

function copyOf(contents: ShelfContents): ShelfContents {
  return new Map(
    [...contents].map(([name, shelves]) => [
      name,
      new Map([...shelves].map(([key, shelf]) => [key, { ...shelf, items: new Map(shelf.items) }])),
    ]),
  )
}
