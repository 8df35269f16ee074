import type { StoredItem } from '#contract/state.ts'
import {
  copyOf,
  emptyShelf,
  fill,
  isWithin,
  keyOf,
  listOf,
  noteRemoved,
  noteReplaced,
  type Shelf,
  type ShelfContents,
} from './shelf.ts'
import { itemValue, type ShelfItem } from './stored-item.ts'

/** What is stored at most, so that no client can fill the memory. */
export interface ShelfLimits {
  /** Items, and shelves beside those of the top. */
  items: number
  /** Characters of JSON. */
  characters: number
}

/** Shelves that hold nothing but seeds can be made again; beyond this many the oldest go. */
const mostUnchanged = 2_000

/** The shelves of all collections. A shelf appears, with its seeds, when it is first looked at. */
export interface Shelves {
  shelf(collection: string, scope: readonly string[]): Shelf
  /**
   * Puts an item there. Where that is more than the limits allow, those items leave that clients put there and that
   * were not changed for the longest time; the answer is how many.
   */
  put(shelf: Shelf, item: ShelfItem): number
  /** Takes an item away, and what is below it; `isNoted` where the shelf has to know it later. */
  remove(shelf: Shelf, key: string, isNoted?: boolean): void
  count(collection: string): number
  isChanged(collection: string): boolean
  /** Stored items of a collection, those of a page. */
  page(
    collection: string,
    cut: { offset: number; limit: number },
  ): { total: number; items: StoredItem[] }
  /** A copy of everything; items are shared, for they never change. */
  save(): ShelfContents
  /** What is stored now, not to be kept. */
  contents(): ShelfContents
  load(contents: ShelfContents): void
  /** Items that had to make room since the start. */
  left(): number
}

/** Opens empty shelves. */
export function createShelves(options: {
  /** Fills a shelf when it is first looked at. */
  seed: (shelf: Shelf) => void
  /** Names of the collections below the items of one. */
  below: (collection: string) => readonly string[]
  limits: ShelfLimits
}): Shelves {
  const { seed, below, limits } = options
  let all: ShelfContents = new Map()
  let revision = 0
  let unchanged = 0
  let items = 0
  let characters = 0
  let scoped = 0
  let left = 0
  /** What clients put there, that of the last change at the end. */
  let clients = new Map<ShelfItem, Shelf>()
  /** Goes on where it was: a walk that began anew would pass the places of all that left before. */
  let oldest = clients.entries()

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
    const key = keyOf(scope)
    const found = shelves.get(key)
    if (found !== undefined) return found
    const fresh = emptyShelf(collection, scope, false)
    shelves.set(key, fresh)
    seed(fresh)
    fresh.revision = ++revision
    count(fresh, 1)
    if (unchanged > mostUnchanged && scope.length > 0) forgetUnchanged(shelves, fresh)
    return fresh
  }

  /** Counts what is on a shelf in, or out again. */
  function count(one: Shelf, by: 1 | -1): void {
    items += by * one.items.size
    one.clients = 0
    if (one.scope.length > 0) scoped += by
    if (!one.changed) unchanged += by
    for (const item of one.items.values()) {
      characters += by * item.text.length
      if (item.origin === 'seed') continue
      one.clients += 1
      if (by === 1) clients.set(item, one)
      else clients.delete(item)
    }
  }

  function drop(shelves: Map<string, Shelf>, key: string): void {
    const one = shelves.get(key)
    if (one === undefined) return
    shelves.delete(key)
    count(one, -1)
  }

  function forgetUnchanged(shelves: Map<string, Shelf>, except: Shelf): void {
    for (const [key, old] of shelves) {
      if (!old.changed && old !== except) {
        drop(shelves, key)
        return
      }
    }
  }

  function touch(one: Shelf): void {
    if (!one.changed) unchanged -= 1
    one.changed = true
    one.revision = ++revision
  }

  function takeAway(one: Shelf, item: ShelfItem): void {
    one.items.delete(item.key)
    one.list = null
    if (clients.delete(item)) one.clients -= 1
    items -= 1
    characters -= item.text.length
    touch(one)
    dropBelow(one, item.key)
  }

  /** Takes away all shelves below an item. */
  function dropBelow({ collection, scope }: Shelf, key: string): void {
    const names = below(collection)
    if (names.length === 0) return
    const above = [...scope, key]
    for (const name of names) {
      const shelves = ofCollection(name)
      const [first] = shelves.values()
      if (first?.scope.length === above.length) drop(shelves, keyOf(above))
      else {
        for (const [at, one] of shelves) if (isWithin(one.scope, above)) drop(shelves, at)
      }
    }
  }

  /** Takes away what was not changed for the longest time until the limits hold; what was just put there stays. */
  function makeRoom(newest: ShelfItem, there: Shelf): number {
    const before = left
    while (items + scoped > limits.items || characters > limits.characters) {
      const leaving = oldestBeside(newest, there)
      if (leaving === null) {
        if (!forgetScoped(there)) break
        continue
      }
      const [item, one] = leaving
      takeAway(one, item)
      left += 1
      // Its seeds are made again when somebody looks.
      if (one.clients === 0 && one.scope.length > 0 && one !== there) {
        drop(ofCollection(one.collection), keyOf(one.scope))
      }
    }
    return left - before
  }

  function oldestBeside(newest: ShelfItem, there: Shelf): [ShelfItem, Shelf] | null {
    for (let kept = 0; kept <= clients.size; ) {
      const next = oldest.next()
      if (next.done) {
        if (clients.size === 0) return null
        oldest = clients.entries()
        continue
      }
      const [item, one] = next.value
      if (item !== newest && !isWithin(there.scope, [...one.scope, item.key])) return next.value
      clients.delete(item)
      clients.set(item, one)
      kept += 1
    }
    return null
  }

  /** Forgets a shelf below an item; false when there is none. */
  function forgetScoped(except: Shelf): boolean {
    for (const shelves of all.values()) {
      for (const [key, one] of shelves) {
        if (one.scope.length === 0) break
        if (one === except) continue
        drop(shelves, key)
        return true
      }
    }
    return false
  }

  return {
    shelf,
    put(one, item) {
      const before = one.items.get(item.key)
      if (before === undefined) {
        items += 1
        one.list?.push(item)
      } else {
        characters -= before.text.length
        if (clients.delete(before)) one.clients -= 1
        noteReplaced(one, before)
      }
      characters += item.text.length
      fill(one, item)
      clients.set(item, one)
      one.clients += 1
      touch(one)
      // What stood below a seed that gave way was not about the new item.
      if (before?.origin === 'seed' && item.origin === 'created') dropBelow(one, item.key)
      return makeRoom(item, one)
    },
    remove(one, key, isNoted = false) {
      const item = one.items.get(key)
      if (item !== undefined) takeAway(one, item)
      if (!isNoted) return
      noteRemoved(one, key)
      touch(one)
      dropBelow(one, key)
    },
    count: countOf,
    isChanged: (collection) =>
      [...(all.get(collection)?.values() ?? [])].some(({ changed }) => changed),
    page(collection, { offset, limit }) {
      const page: StoredItem[] = []
      let before = offset
      for (const one of all.get(collection)?.values() ?? []) {
        if (page.length >= limit) break
        const here = listOf(one).slice(before, before + limit - page.length)
        before = Math.max(0, before - one.items.size)
        for (const item of here) {
          page.push({ key: item.key, scope: [...one.scope], value: { ...itemValue(item) } })
        }
      }
      return { total: countOf(collection), items: page }
    },
    save: () => copyOf(all),
    contents: () => all,
    load(contents) {
      all = copyOf(contents)
      unchanged = 0
      items = 0
      characters = 0
      scoped = 0
      clients = new Map()
      oldest = clients.entries()
      for (const shelves of all.values()) {
        for (const one of shelves.values()) {
          one.revision = ++revision
          count(one, 1)
        }
      }
    },
    left: () => left,
  }

  function countOf(collection: string): number {
    let sum = 0
    for (const one of all.get(collection)?.values() ?? []) sum += one.items.size
    return sum
  }
}
