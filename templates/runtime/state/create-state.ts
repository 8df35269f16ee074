import type { StateCollection, StoredItem } from '#contract/state.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import { createBoundedCache } from '../answer/bounded-cache.ts'
import type { BuiltAnswer } from '../answer/built-answer.ts'
import type { Generator } from '../generate/generate-value.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { SteeringError } from '../server/steering-error.ts'
import { createReads, missing } from './answer-reads.ts'
import { createWrites } from './answer-writes.ts'
import { createStatedBuilder } from './build-stated.ts'
import type { Collection, CollectionOperation } from './collection.ts'
import { describeCollection } from './describe-collection.ts'
import { exampleItems } from './example-items.ts'
import { createFamily } from './family.ts'
import { createSeedLinker } from './link-seeds.ts'
import { linkStream, seedShelf } from './seed-shelf.ts'
import { createShelves, findKey, type Item, type Shelf, type ShelfContents } from './shelves.ts'
import { createSpots } from './spots.ts'
import type { PlacedRequest, StateOutcome, StateRequest } from './state-request.ts'

/** The things an API speaks of, stored: what was created is found, what was removed is gone. */
export interface MockState {
  covers(operation: Operation): boolean
  /** Null for operations that belong to no collection. */
  answer(request: StateRequest): StateOutcome | null
  report(): StateCollection[]
  items(collection: string): StoredItem[]
  /** Back to the seeds. */
  reset(): void
  contents(): ShelfContents
  restore(contents: ShelfContents): void
}

/** Opens the state of a server over its collections; `changed` is called after each change. */
export function createState(options: {
  collections: readonly Collection[]
  store: SchemaStore
  generator: Generator
  seed: number
  changed: () => void
}): MockState {
  const { collections, store, generator, seed, changed } = options
  const byName = new Map(collections.map((each) => [each.name, each]))
  const byOperation = new Map<string, { collection: Collection; by: CollectionOperation }>()
  for (const collection of collections) {
    if (collection.off) continue
    for (const by of collection.operations) {
      if (!byOperation.has(by.operation.id)) byOperation.set(by.operation.id, { collection, by })
    }
  }
  const shelves = createShelves(fillWithSeeds)
  const linker = createSeedLinker({ collections, store, shelf: shelves.shelf })
  const family = createFamily(collections)
  const seeds = new WeakSet<Item>()
  const stated = createStatedBuilder({ store, generator })
  const spots = createSpots(store)
  const reads = createReads({ store, stated })
  const writes = createWrites({
    ...{ store, generator, stated, spots },
    target: {
      isFull: shelves.isFull,
      isSeed: (item) => seeds.has(item),
      withParents: ({ collection }, shelf, item) => linker.withParents(collection, shelf, item),
      put({ collection, scope }, key, item, isNew) {
        shelves.put(collection.name, scope, key, item)
        if (isNew) {
          for (const child of family.childrenOf(collection)) {
            shelves.clear(child.name, [...scope, key])
          }
        }
      },
      remove({ collection, scope }, key) {
        shelves.remove(collection.name, scope, key)
        for (const each of family.descendantsOf(collection)) {
          shelves.dropBelow(each.name, [...scope, key])
        }
      },
    },
  })
  const answers = createBoundedCache<{ revision: number; outcome: StateOutcome; body: number }>({
    entries: 2_000,
    weight: 33_554_432,
    weigh: ({ body }) => 500 + body,
  })

  function fillWithSeeds(name: string, shelf: Shelf): void {
    const collection = byName.get(name)
    if (collection === undefined) return
    // Below other items the same example would stand many times.
    const examples = shelf.scope.length === 0 ? exampleItems(collection, store, spots) : []
    seedShelf(collection, shelf, examples, { store, generator })
    linker.link(collection, shelf, linkStream(collection, shelf, seed))
    for (const item of shelf.items.values()) seeds.add(item)
  }

  /** Every item above the collection must be there. */
  function hasParents(collection: Collection, scope: readonly string[]): boolean {
    const parent = family.parentOf(collection)
    if (parent === undefined) return true
    const above = scope.slice(0, parent.depth)
    return (
      hasParents(parent.collection, above) &&
      findKey(shelves.shelf(parent.collection.name, above), scope[parent.depth] ?? '') !== null
    )
  }

  function carryOut(request: PlacedRequest): StateOutcome {
    const { collection, scope, by } = request
    if (!hasParents(collection, scope)) {
      const above = family.parentOf(collection)
      const name = above?.collection.name ?? collection.name
      return missing({ ...request, collection: { ...collection, name }, key: scope.at(-1) ?? '' })
    }
    return { ...reads, ...writes }[by.role](request, shelves.shelf(collection.name, scope))
  }

  /** Answers to the same question are the same as long as nothing changes. */
  function remembered(request: PlacedRequest): StateOutcome {
    const { by, received, accept } = request
    if (by.operation.method !== 'GET') return carryOut(request)
    const key = `${by.operation.id}\n${accept}\n${received.headers.host}\n${received.url}`
    const known = answers.get(key)
    if (known !== undefined && known.revision === shelves.revision()) return known.outcome
    const outcome = carryOut(request)
    const body = outcome.kind === 'answered' ? sizeOf(outcome.built) : 0
    answers.set(key, { revision: shelves.revision(), outcome, body })
    return outcome
  }

  return {
    covers: ({ id }) => byOperation.has(id),

    answer(request) {
      const { operation, pathParameters } = request.match
      const found = byOperation.get(operation.id)
      if (found === undefined) return null
      const { by } = found
      const inPath = (name: string) => pathParameters[name] ?? ''
      const outcome = remembered({
        ...request,
        ...found,
        scope: by.scope.map(inPath),
        key: by.keyParameter === null ? null : inPath(by.keyParameter),
      })
      if (outcome.kind === 'answered' && outcome.commit !== undefined) {
        outcome.commit()
        changed()
      }
      return outcome
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

    items(name) {
      const collection = byName.get(name)
      if (collection === undefined) {
        throw new SteeringError(
          'NOT_FOUND',
          `There is no collection "${name}". Name one of ${[...byName.keys()].join(', ')}.`,
        )
      }
      if (collection.operations[0]?.scope.length === 0) shelves.shelf(name, [])
      return shelves.list(name)
    },

    reset() {
      shelves.load(new Map())
      changed()
    },

    contents: shelves.save,
    restore: shelves.load,
  }
}

function sizeOf({ body }: BuiltAnswer): number {
  return body?.length ?? 0
}
