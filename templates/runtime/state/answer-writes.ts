import { type ChosenResponse, chooseForStatus } from '../answer/choose-response.ts'
import { propertySchema } from '../answer/schema-parts.ts'
import { missing } from './answer-reads.ts'
import { createBaseItems } from './base-item.ts'
import type { StatedBuilder } from './build-stated.ts'
import type { Collection, CollectionOperation } from './collection.ts'
import { createItemComposer, type ItemSchemas } from './compose-item.ts'
import { requestSchema, successOf } from './infer-collection.ts'
import { createItemLocator } from './item-location.ts'
import { memberAt, plainItem, withMember } from './item-members.ts'
import { makeId } from './make-id.ts'
import { patchItem } from './patch-item.ts'
import { refuseByState } from './refuse-by-state.ts'
import type { ItemParts } from './seed-shelf.ts'
import { findKey, type Shelf } from './shelf.ts'
import type { Spots } from './spots.ts'
import type { PlacedRequest, StateOutcome } from './state-request.ts'
import { type Item, itemValue, type ShelfItem, shelfItem } from './stored-item.ts'
import { type SentSuccess, successBeside201, successFor } from './success-of-write.ts'
import type { ItemViewer } from './view-item.ts'

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

/** What an operation needs for each request, found out once. */
interface WritePlan extends SentSuccess {
  /** Where the thing stands in the body of the request. */
  sentAt: readonly string[]
  schemas: ItemSchemas
  /** True where a client may say which id a new item has. */
  mayChooseId: boolean
}

export function createWrites(
  parts: ItemParts & {
    stated: StatedBuilder
    viewer: ItemViewer
    spots: Spots
    target: WriteTarget
  },
): Writes {
  const { store, stated, viewer, spots, target } = parts
  const composer = createItemComposer(store)
  const bases = createBaseItems({ ...parts, composer })
  const locate = createItemLocator(store)
  const plans = new WeakMap<CollectionOperation, WritePlan>()

  function planOf({ collection, by }: PlacedRequest): WritePlan {
    let plan = plans.get(by)
    if (plan === undefined) {
      const sentAt = spots.inRequest(collection, by)
      let sentSchema = requestSchema(by.operation)
      for (const name of sentAt) sentSchema = propertySchema(sentSchema, name, store)
      const { itemSchema, id } = collection
      const readOnly = store.hiddenMembers('request').declaredBy(itemSchema)
      plan = {
        ...{ sentAt, schemas: { itemSchema, sentSchema } },
        ...successFor(collection, by.role, successOf(by.operation, by.role)),
        mayChooseId: id !== null && !readOnly.has(id.at[0] ?? ''),
      }
      plans.set(by, plan)
    }
    return plan
  }

  /** The thing that the client sent; null when it sent something else. */
  function sentBy({ read }: PlacedRequest, { sentAt }: WritePlan): Item | null {
    return read.body === undefined ? {} : plainItem(memberAt(read.body, sentAt))
  }

  function refuse(request: PlacedRequest, status: number, detail: string): StateOutcome {
    const { by, accept, builder } = request
    const built = refuseByState({ operation: by.operation, status, detail, accept }, builder)
    return { kind: 'answered', built, message: detail, verdict: 'fail' }
  }

  /** Shows an item and, if that succeeds, changes what is stored. */
  function finish(
    request: PlacedRequest,
    done: { item: ShelfItem; verb: string; success?: ChosenResponse | null; located?: boolean },
    commit: () => string,
  ): StateOutcome {
    const { by, collection, accept, builder, received } = request
    const { item, verb, success } = done
    const { chosen, isDeclared } =
      success === undefined ? planOf(request) : successFor(collection, by.role, success)
    const result = stated.build(
      {
        collection,
        by,
        accept,
        chosen,
        mayBeOrdinary: true,
        shown: { kind: 'item', item },
        headers: (declared) => {
          if (done.located !== true || collection.itemPath === null) return none
          const success = isDeclared ? chosen : null
          const { scope } = request
          return locate(declared, {
            chosen: success,
            received,
            collection,
            by,
            scope,
            key: item.key,
          })
        },
        reason: `state: ${verb} ${collection.name} ${item.key}`,
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
    const message = `Item ${item.key} of collection ${collection.name} was ${verb}.${undeclared}`
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
    const { collection } = request
    const plan = planOf(request)
    const sent = sentBy(request, plan)
    if (sent === null) return { kind: 'passed-on', why: 'the body is no single item' }
    const { id } = collection
    const base = bases.make(collection, shelf, sent, plan.schemas)
    const composed = composer.compose(sent, base, plan.schemas)
    const own = id !== null && plan.mayChooseId ? memberAt(sent, id.at) : undefined
    const chosenId = typeof own === 'string' || typeof own === 'number' ? own : null
    const there = chosenId === null ? null : findKey(shelf, String(chosenId))
    if (there !== null && !givesWay(request, there)) {
      return refuse(request, 409, `There is already an item "${chosenId}" in ${collection.name}.`)
    }
    const made =
      chosenId !== null && String(chosenId) !== ''
        ? { key: String(chosenId), value: chosenId }
        : makeId({ collection, shelf, ...parts })
    if (made === null) return { kind: 'passed-on', why: 'its schema allows no further id' }
    const withId = id === null ? composed : withMember(composed, id.at, made.value)
    const linked = target.withParents(collection, shelf, withId)
    const item = settled(request, { key: made.key, origin: 'created' }, linked)
    return finish(request, { item, verb: 'created', located: true }, () => keep(shelf, item))
  }

  /**
   * The examples of a spec are seeds and are what clients try first: a seed gives way to what a client creates under
   * its id, unless the operation declares the conflict.
   */
  function givesWay({ by }: PlacedRequest, { origin }: ShelfItem): boolean {
    return origin === 'seed' && !by.operation.responses.some(({ status }) => status === '409')
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
      const sent = sentBy(request, plan)
      const key = sent === null ? null : meantKey(request, sent)
      if (sent === null || key === null) {
        return { kind: 'passed-on', why: 'the body is no single item with an id' }
      }
      const found = findKey(shelf, key)
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
        const done = { item, verb: 'replaced', ...(success === null ? {} : { success }) }
        return finish(request, done, () => keep(shelf, item))
      }
      const linked = target.withParents(collection, shelf, withId)
      const item = settled(request, { key, origin: 'created' }, linked)
      const success = chooseForStatus(by.operation, 201)
      const isDeclared = success?.response.status === '201'
      const done = { item, verb: 'created', located: true, ...(isDeclared ? { success } : {}) }
      return finish(request, done, () => keep(shelf, item))
    },

    update(request, shelf) {
      const { collection, read } = request
      const { itemSchema, name } = collection
      const found = findKey(shelf, request.key ?? '')
      if (found === null) return missing(request)
      const patched = patchItem(request, itemValue(found), planOf(request).sentAt, store)
      if ('why' in patched) return { kind: 'passed-on', why: patched.why }
      if ('refused' in patched) return refuse(request, patched.status, patched.refused)
      const changed = shelfItem(found.key, patched.item, originAfter(found))
      if (Array.isArray(read.body) && isWhole(found) && !isWhole(changed)) {
        const detail = `The patch would leave item "${found.key}" in a state that its schema forbids.`
        return refuse(request, 422, detail)
      }
      const item = viewer.settle(changed, itemSchema, name)
      return finish(request, { item, verb: 'updated' }, () => keep(shelf, item))

      /** True when the schema of the items accepts it as it is. */
      function isWhole(item: ShelfItem): boolean {
        const { text, repaired } = viewer.view(item, itemSchema, name)
        return text !== null && repaired.length === 0
      }
    },

    remove(request, shelf) {
      const item = findKey(shelf, request.key ?? '')
      if (item === null) return missing(request)
      return finish(request, { item, verb: 'removed' }, () => {
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
