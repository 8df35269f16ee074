import { type ChosenResponse, chooseForStatus } from '../answer/choose-response.ts'
import { shorten } from '../answer/make-body.ts'
import { missing } from './answer-reads.ts'
import { createBaseItems } from './base-item.ts'
import type { StatedBuilder } from './build-stated.ts'
import { createClearer } from './clear-collection.ts'
import type { Collection } from './collection.ts'
import { createItemComposer } from './compose-item.ts'
import { createItemLocator } from './item-location.ts'
import { memberAt, withMember } from './item-members.ts'
import { makeId } from './make-id.ts'
import { patchItem } from './patch-item.ts'
import { refuseByState } from './refuse-by-state.ts'
import type { ItemParts } from './seed-shelf.ts'
import { findKey, type Shelf } from './shelf.ts'
import type { Spots } from './spots.ts'
import type { FindItem, PlacedRequest, StateOutcome } from './state-request.ts'
import { type Item, itemValue, type ShelfItem, shelfItem } from './stored-item.ts'
import { successBeside201, successFor } from './success-of-write.ts'
import type { ItemViewer } from './view-item.ts'
import { createWritePlans } from './write-plan.ts'

/** Answers requests that change a collection. What is answered is also what is stored. */
export interface Writes {
  create(request: PlacedRequest, shelf: Shelf): StateOutcome
  replace(request: PlacedRequest, shelf: Shelf): StateOutcome
  update(request: PlacedRequest, shelf: Shelf): StateOutcome
  remove(request: PlacedRequest, shelf: Shelf): StateOutcome
}

/** What changes are carried out on. */
export interface WriteTarget {
  /** Answers what is to be said of it; nothing, mostly. */
  put(shelf: Shelf, item: ShelfItem): string
  remove(shelf: Shelf, key: string): void
  /** The item with the ids of what the path names above it. */
  withParents(collection: Collection, shelf: Shelf, item: Item): Item
}

export function createWrites(
  parts: ItemParts & {
    stated: StatedBuilder
    viewer: ItemViewer
    spots: Spots
    find: FindItem
    target: WriteTarget
  },
): Writes {
  const { store, stated, viewer, spots, find, target } = parts
  const composer = createItemComposer(store)
  const bases = createBaseItems({ ...parts, composer })
  const locate = createItemLocator(store)
  const { planOf, allSent, sentBy } = createWritePlans({ store, spots })
  const chooseCleared = createClearer(store)

  function refuse(request: PlacedRequest, status: number, detail: string): StateOutcome {
    const { by, accept, builder } = request
    const built = refuseByState({ operation: by.operation, status, detail, accept }, builder)
    return { kind: 'answered', built, message: detail, verdict: 'fail' }
  }

  /** Shows an item and, if that succeeds, changes what is stored. */
  function finish(
    request: PlacedRequest,
    done: {
      items: readonly ShelfItem[]
      verb: string
      success?: ChosenResponse | null
      located?: boolean
    },
    commit: () => string,
  ): StateOutcome {
    const { by, collection, accept, builder, received } = request
    const { items, verb, success } = done
    const keys = items.map(({ key }) => key)
    const { chosen, isDeclared } =
      success === undefined ? planOf(request) : successFor(collection, by.role, success)
    const result = stated.build(
      {
        collection,
        by,
        accept,
        chosen,
        mayBeOrdinary: true,
        shown: { kind: 'item', items },
        headers: (declared) => {
          const [key] = keys
          const isOne = key !== undefined && keys.length === 1
          if (done.located !== true || !isOne || collection.itemPath === null) return none
          const success = isDeclared ? chosen : null
          const { scope } = request
          return locate(declared, {
            chosen: success,
            received,
            collection,
            by,
            scope,
            key,
          })
        },
        reason: `state: ${verb} ${collection.name} ${shorten(keys.join(', '))}`,
      },
      builder,
    )
    if ('why' in result) return { kind: 'passed-on', why: result.why }
    const { built, accepted } = result
    // What the client could not be told is not done.
    if (!accepted) {
      return { kind: 'answered', built, message: 'Nothing was changed.', verdict: 'fail' }
    }
    const undeclared = isDeclared ? '' : ' The spec declares no success; the usual one is sent.'
    const which = keys.length === 1 ? `Item ${keys[0]}` : `${keys.length} items`
    const were = keys.length === 1 ? 'was' : 'were'
    const message = `${which} of collection ${collection.name} ${were} ${verb}.${undeclared}`
    return { kind: 'answered', built, message, verdict: 'pass', commit }
  }

  /** The item as it is stored: with what its schema asks for, and with what the path says of it. */
  function settled(
    { collection }: PlacedRequest,
    { key, origin }: Pick<ShelfItem, 'key' | 'origin'>,
    item: Item,
  ): ShelfItem {
    return viewer.settle(shelfItem(key, item, origin), collection.itemSchema, collection.name)
  }

  function keep(shelf: Shelf, item: ShelfItem): string {
    // Its text says all; the objects would outlive the request for nothing.
    item.value = null
    return target.put(shelf, item)
  }

  function create(request: PlacedRequest, shelf: Shelf): StateOutcome {
    const sent = allSent(request)
    if (sent === null || sent.length === 0) {
      return { kind: 'passed-on', why: 'the body holds no item' }
    }
    const items: ShelfItem[] = []
    for (const one of sent) {
      const made = newItem(request, shelf, one, items)
      if ('kind' in made) return made
      items.push(made)
    }
    const commit = () => items.map((item) => keep(shelf, item)).join('')
    return finish(request, { items, verb: 'created', located: true }, commit)
  }

  /** An item as it is to be stored beside others, or why it cannot be. */
  function newItem(
    request: PlacedRequest,
    shelf: Shelf,
    sent: Item,
    others: readonly ShelfItem[],
  ): ShelfItem | StateOutcome {
    const { collection } = request
    const { schemas, mayChooseId } = planOf(request)
    const { id } = collection
    const base = bases.make(collection, shelf, sent, schemas)
    const composed = composer.compose(sent, base, schemas)
    const own = id !== null && mayChooseId ? memberAt(sent, id.at) : undefined
    const chosenId = typeof own === 'string' || typeof own === 'number' ? own : null
    const there = chosenId === null ? null : findKey(shelf, String(chosenId))
    const taken = new Set(others.map(({ key }) => key))
    if ((there !== null && !givesWay(request, there)) || taken.has(String(chosenId))) {
      return refuse(request, 409, `There is already an item "${chosenId}" in ${collection.name}.`)
    }
    const made =
      chosenId !== null && String(chosenId) !== ''
        ? { key: String(chosenId), value: chosenId }
        : makeId({ collection, shelf, taken, ...parts })
    if (made === null) return { kind: 'passed-on', why: 'its schema allows no further id' }
    const withId = id === null ? composed : withMember(composed, id.at, made.value)
    const linked = target.withParents(collection, shelf, withId)
    return settled(request, { key: made.key, origin: 'created' }, linked)
  }

  /**
   * The examples of a spec are seeds and are what clients try first: a seed gives way to what a client creates under
   * its id, and any item to what a list has under its id, unless the operation declares the conflict.
   */
  function givesWay(request: PlacedRequest, { origin }: ShelfItem): boolean {
    const mayGive = origin === 'seed' || planOf(request).sentIn.isList
    return mayGive && !request.by.operation.responses.some(({ status }) => status === '409')
  }

  /** A DELETE on the path of the collection takes away what its query or body names, or everything. */
  function clear(request: PlacedRequest, shelf: Shelf): StateOutcome {
    const chosen = chooseCleared(request, shelf)
    if ('why' in chosen) return { kind: 'passed-on', why: chosen.why }
    const { items } = chosen
    return finish(request, { items, verb: 'removed' }, () => {
      for (const { key } of items) target.remove(shelf, key)
      return ''
    })
  }

  /** The id of the item that is meant: in the path, else in the body. */
  function meantKey({ key, collection }: PlacedRequest, sent: Item): string | null {
    if (key !== null) return key
    const own = memberAt(sent, collection.id?.at ?? [])
    return typeof own === 'string' || typeof own === 'number' ? String(own) : null
  }

  return {
    create,

    replace(request, shelf) {
      const { collection, by } = request
      const plan = planOf(request)
      const sent = sentBy(request)
      const key = sent === null ? null : meantKey(request, sent)
      if (sent === null || key === null) {
        return { kind: 'passed-on', why: 'the body is no single item with an id' }
      }
      const found = find(collection, shelf, key)
      if (found === null && (key === '' || !mayCreate(request))) return missing({ ...request, key })
      const { id } = collection
      const base =
        found === null ? bases.make(collection, shelf, sent, plan.schemas) : itemValue(found)
      const composed = composer.compose(sent, base, plan.schemas)
      const idValue = found === null ? typedKey(key, id?.type) : memberAt(base, id?.at ?? [])
      const withId = id === null ? composed : withMember(composed, id.at, idValue)
      if (found !== null) {
        const item = settled(request, { key: found.key, origin: originAfter(found) }, withId)
        const success = successBeside201(by.operation)
        const done = { items: [item], verb: 'replaced', ...(success === null ? {} : { success }) }
        return finish(request, done, () => keep(shelf, item))
      }
      const linked = target.withParents(collection, shelf, withId)
      const item = settled(request, { key, origin: 'created' }, linked)
      const success = chooseForStatus(by.operation, 201)
      const isDeclared = success?.response.status === '201'
      const done = {
        items: [item],
        verb: 'created',
        located: true,
        ...(isDeclared ? { success } : {}),
      }
      return finish(request, done, () => keep(shelf, item))
    },

    update(request, shelf) {
      const { collection, read } = request
      const { itemSchema, name } = collection
      const found = find(collection, shelf, request.key ?? '')
      if (found === null) return missing(request)
      const owned = composer.ownedByServer(planOf(request).schemas)
      const patched = patchItem(request, itemValue(found), sentBy(request), owned, store)
      if ('why' in patched) return { kind: 'passed-on', why: patched.why }
      if ('refused' in patched) return refuse(request, patched.status, patched.refused)
      const changed = shelfItem(found.key, patched.item, originAfter(found))
      if (Array.isArray(read.body) && isWhole(found) && !isWhole(changed)) {
        const detail = `The patch would leave item "${found.key}" in a state that its schema forbids.`
        return refuse(request, 422, detail)
      }
      const item = viewer.settle(changed, itemSchema, name)
      return finish(request, { items: [item], verb: 'updated' }, () => keep(shelf, item))

      /** True when the schema of the items accepts it as it is. */
      function isWhole(item: ShelfItem): boolean {
        const { text, repaired } = viewer.view(item, itemSchema, name)
        return text !== null && repaired.length === 0
      }
    },

    remove(request, shelf) {
      if (request.key === null) return clear(request, shelf)
      const item = find(request.collection, shelf, request.key ?? '')
      if (item === null) return missing(request)
      return finish(request, { items: [item], verb: 'removed' }, () => {
        target.remove(shelf, item.key)
        return ''
      })
    },
  }
}

const none: Readonly<Record<string, string>> = {}

/** Where nothing else creates, replacing what is not there does. */
function mayCreate({ by, collection }: PlacedRequest): boolean {
  return (
    by.operation.responses.some(({ status }) => status === '201') ||
    !collection.operations.some(({ role }) => role === 'create')
  )
}

/** A seed that a client changes is none any more, but keeps what is below it. */
function originAfter({ origin }: ShelfItem): ShelfItem['origin'] {
  return origin === 'created' ? 'created' : 'changed'
}

function typedKey(key: string, type: 'integer' | 'string' | undefined): string | number {
  const number = Number(key)
  return type === 'integer' && Number.isSafeInteger(number) ? number : key
}
