import type { StateCollection, StoredItem } from '#contract/state.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import { createBoundedCache } from '../answer/bounded-cache.ts'
import type { BuiltAnswer } from '../answer/built-answer.ts'
import type { Generator } from '../generate/generate-value.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { SteeringError } from '../server/steering-error.ts'
import { createReads, missing } from './answer-reads.ts'
import { createWrites, type WriteTarget } from './answer-writes.ts'
import { findBelowItems } from './below-items.ts'
import { createStatedBuilder } from './build-stated.ts'
import { type Collection, type CollectionOperation, isKnownElsewhere } from './collection.ts'
import { describeCollection } from './describe-collection.ts'
import { exampleItems } from './example-items.ts'
import { createFamily } from './family.ts'
import { createSeedLinker } from './link-seeds.ts'
import { itemUnder, linkStream, seedShelf } from './seed-shelf.ts'
import { findKey, type Shelf, type ShelfContents } from './shelf.ts'
import { createShelves, type ShelfLimits } from './shelves.ts'
import { createSpots } from './spots.ts'
import type { PlacedRequest, StateOutcome, StateRequest } from './state-request.ts'
import { itemValue, type ShelfItem, shelfItem } from './stored-item.ts'
import { createItemViewer } from './view-item.ts'

/** The things an API speaks of, stored: what was created is found, what was removed is gone. */
export interface MockState {
  covers(operation: Operation): boolean
  /** Null where the spec answers: for operations that belong to no collection, and of items that are there. */
  answer(request: StateRequest): StateOutcome | null
  report(): StateCollection[]
  /** Stored items of a collection, those of a page. */
  items(
    collection: string,
    cut: { offset: number; limit: number },
  ): { total: number; items: StoredItem[] }
  /** Back to the seeds. */
  reset(): void
  /** A copy of what is stored. */
  contents(): ShelfContents
  /** What is stored now, to be read at once. */
  current(): ShelfContents
  restore(contents: ShelfContents): void
  /** Items that had to make room for new ones. */
  left(): number
}

/** Far more than is looked at by hand; a client that goes on creating items meets the limit and not the memory's end. */
const limits: ShelfLimits = { items: 100_000, characters: 67_108_864 }

/** Opens the state of a server over its collections; `changed` is called after each change. */
export function createState(options: {
  collections: readonly Collection[]
  /** Those that may need an item to be there. */
  operations: readonly Operation[]
  store: SchemaStore
  generator: Generator
  seed: number
  changed: () => void
}): MockState {
  const { collections, operations, store, generator, seed, changed } = options
  const byName = new Map(collections.map((each) => [each.name, each]))
  const byOperation = new Map<string, { collection: Collection; by: CollectionOperation }>()
  for (const collection of collections) {
    if (collection.off) continue
    for (const by of collection.operations) {
      if (!byOperation.has(by.operation.id)) byOperation.set(by.operation.id, { collection, by })
    }
  }
  const others = operations.filter(({ id }) => !byOperation.has(id))
  const belowItems = findBelowItems(collections, others)
  const elsewhere = new Set(collections.filter(isKnownElsewhere).map(({ name }) => name))
  const family = createFamily(collections)
  const shelves = createShelves({ seed: fillWithSeeds, below: family.namesBelow, limits })
  const linker = createSeedLinker({ collections, store, shelf: shelves.shelf })
  const viewer = createItemViewer({ store, generator })
  const spots = createSpots(store)
  const stated = createStatedBuilder({ store, generator, viewer, spots })
  const target: WriteTarget = {
    withParents: linker.withParents,
    put(shelf, item) {
      const left = shelves.put(shelf, item)
      return left === 0 ? '' : ` ${leftMessage(left)}`
    },
    remove: (shelf, key) => shelves.remove(shelf, key, elsewhere.has(shelf.collection)),
  }
  const roles = {
    ...createReads({ store, stated, find }),
    ...createWrites({ store, generator, stated, viewer, spots, find, target }),
  }
  const lists = createBoundedCache<{ revision: number; outcome: StateOutcome; body: number }>({
    entries: 2_000,
    weight: 33_554_432,
    weigh: ({ body }) => 500 + body,
  })

  function fillWithSeeds(shelf: Shelf): void {
    const collection = byName.get(shelf.collection)
    if (collection === undefined || !hasSeeds(collection, shelf.scope)) return
    // Below other items the same example would stand many times.
    const examples = shelf.scope.length === 0 ? exampleItems(collection, store, spots) : []
    seedShelf(collection, shelf, examples, { store, generator })
    linker.link(collection, shelf, linkStream(collection, shelf, seed))
  }

  /** Below what a client created is only what clients put there. */
  function hasSeeds(collection: Collection, scope: readonly string[]): boolean {
    const parent = family.parentOf(collection)
    if (parent === undefined || parent.depth + 1 !== scope.length) return true
    const above = shelves.shelf(parent.collection.name, scope.slice(0, parent.depth))
    return findKey(above, scope[parent.depth] ?? '')?.origin !== 'created'
  }

  /** Where clients know the ids from elsewhere, there is an item under each until it is removed. */
  function isUnder(shelf: Shelf, key: string): boolean {
    return elsewhere.has(shelf.collection) && shelf.removed?.has(key) !== true
  }

  function find(collection: Collection, shelf: Shelf, key: string): ShelfItem | null {
    const item = findKey(shelf, key)
    if (item !== null || !isUnder(shelf, key)) return item
    const made = itemUnder(collection, shelf, key, { store, generator })
    if (made === null) return null
    return shelfItem(key, linker.withParents(collection, shelf, itemValue(made)), 'seed')
  }

  /** Every item above the collection must be there. */
  function hasParents(collection: Collection, scope: readonly string[]): boolean {
    const parent = family.parentOf(collection)
    if (parent === undefined) return true
    const above = scope.slice(0, parent.depth)
    const shelf = shelves.shelf(parent.collection.name, above)
    const key = scope[parent.depth] ?? ''
    return (
      hasParents(parent.collection, above) && (findKey(shelf, key) !== null || isUnder(shelf, key))
    )
  }

  function missingAbove(request: PlacedRequest): StateOutcome | null {
    const { collection, scope } = request
    if (hasParents(collection, scope)) return null
    const name = family.parentOf(collection)?.collection.name ?? collection.name
    return missing({ ...request, collection: { ...collection, name }, key: scope.at(-1) ?? '' })
  }

  /** What the spec answers of an item is answered if the item is there. */
  function missingItem(request: PlacedRequest): StateOutcome | null {
    const { collection, scope, key } = request
    const above = missingAbove(request)
    if (above !== null) return above
    const shelf = shelves.shelf(collection.name, scope)
    const isThere = findKey(shelf, key ?? '') !== null || isUnder(shelf, key ?? '')
    return isThere ? null : missing(request)
  }

  function carryOut(request: PlacedRequest): StateOutcome {
    const { collection, scope, by } = request
    const above = missingAbove(request)
    if (above !== null) return above
    const shelf = shelves.shelf(collection.name, scope)
    return by.role === 'list' ? listed(request, shelf) : roles[by.role](request, shelf)
  }

  /** Answers to the same question about a list are the same as long as it does not change. */
  function listed(request: PlacedRequest, shelf: Shelf): StateOutcome {
    const { by, received, accept } = request
    const { revision } = shelf
    const key = `${by.operation.id}\n${accept}\n${received.headers.host}\n${received.url}`
    const known = lists.get(key)
    if (known?.revision === revision) return known.outcome
    const outcome = roles.list(request, shelf)
    const body = outcome.kind === 'answered' ? sizeOf(outcome.built) : 0
    lists.set(key, { revision, outcome, body })
    return outcome
  }

  return {
    covers: ({ id }) => byOperation.has(id) || belowItems.has(id),

    answer(request) {
      const { match, read, received, accept, builder } = request
      const { id } = match.operation
      const stored = byOperation.get(id)
      const found = stored ?? belowItems.get(id)
      if (found === undefined) return null
      const { collection, by } = found
      const inPath = (name: string) => match.pathParameters[name] ?? ''
      const scope = by.scope.length === 0 ? top : by.scope.map(inPath)
      const key = by.keyParameter === null ? null : inPath(by.keyParameter)
      const placed = { match, read, received, accept, builder, collection, by, scope, key }
      if (stored === undefined) return missingItem(placed)
      const outcome = carryOut(placed)
      if (outcome.kind !== 'answered' || outcome.commit === undefined) return outcome
      const more = outcome.commit()
      changed()
      return more === '' ? outcome : { ...outcome, message: outcome.message + more }
    },

    report() {
      // What nothing above it stands for is shown with its seeds from the start.
      for (const { name, off, operations } of collections) {
        if (!off && operations[0]?.scope.length === 0) shelves.shelf(name, [])
      }
      return collections.map((each) => ({
        ...describeCollection(each, store),
        items: each.off ? null : shelves.count(each.name),
        changed: shelves.isChanged(each.name),
      }))
    },

    items(name, cut) {
      const collection = byName.get(name)
      if (collection === undefined) {
        throw new SteeringError(
          'NOT_FOUND',
          `There is no collection "${name}". Name one of ${[...byName.keys()].join(', ')}.`,
        )
      }
      if (collection.operations[0]?.scope.length === 0) shelves.shelf(name, [])
      return shelves.page(name, cut)
    },

    reset() {
      shelves.load(new Map())
      changed()
    },

    contents: shelves.save,
    current: shelves.contents,
    restore: shelves.load,
    left: shelves.left,
  }
}

const top: readonly string[] = []

const mostItems = limits.items.toLocaleString('en')

function leftMessage(left: number): string {
  const which =
    left === 1
      ? 'One item that was not changed for the longest time had'
      : `${left} items that were not changed for the longest time had`
  return `${which} to leave: a server holds ${mostItems} items and ${limits.characters >> 20} MiB of JSON at most.`
}

function sizeOf({ body }: BuiltAnswer): number {
  return body?.length ?? 0
}
