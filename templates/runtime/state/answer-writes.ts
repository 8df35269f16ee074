import type { CollectionRole } from '#contract/state.ts'
import { type ChosenResponse, chooseForStatus, chooseSuccess } from '../answer/choose-response.ts'
import { propertySchema } from '../answer/schema-parts.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { missing } from './answer-reads.ts'
import { createBaseItems } from './base-item.ts'
import type { StatedBuilder } from './build-stated.ts'
import type { Collection } from './collection.ts'
import { createItemComposer } from './compose-item.ts'
import { requestSchema, successOf } from './infer-collection.ts'
import { locationHeader } from './item-location.ts'
import { memberAt, plainItem, withMember } from './item-members.ts'
import { makeId } from './make-id.ts'
import { patchItem } from './patch-item.ts'
import { refuseByState } from './refuse-by-state.ts'
import type { ItemParts } from './seed-shelf.ts'
import { findKey, type Item, type Shelf } from './shelves.ts'
import type { Spots } from './spots.ts'
import type { PlacedRequest, StateOutcome } from './state-request.ts'

/** Answers requests that change a collection. What is answered is also what is stored. */
export interface Writes {
  create(request: PlacedRequest, shelf: Shelf): StateOutcome
  replace(request: PlacedRequest, shelf: Shelf): StateOutcome
  update(request: PlacedRequest, shelf: Shelf): StateOutcome
  remove(request: PlacedRequest, shelf: Shelf): StateOutcome
}

/** What changes are carried out on. */
export interface WriteTarget {
  isFull(): boolean
  /** True for an item as it was seeded. */
  isSeed(item: Item): boolean
  put(request: PlacedRequest, key: string, item: Item, isNew: boolean): void
  remove(request: PlacedRequest, key: string): void
  /** The item with the ids of what the path names above it. */
  withParents(request: PlacedRequest, shelf: Shelf, item: Item): Item
}

export function createWrites(
  parts: ItemParts & { stated: StatedBuilder; spots: Spots; target: WriteTarget },
): Writes {
  const { store, stated, spots, target } = parts
  const composer = createItemComposer(store)
  const bases = createBaseItems({ ...parts, composer })

  /** The thing that the client sent; null when it sent something else. */
  function sentBy({ collection, by, read }: PlacedRequest): {
    item: Item
    schema: JsonSchema | undefined
  } | null {
    const at = spots.inRequest(collection, by)
    const item = read.body === undefined ? {} : plainItem(memberAt(read.body, at))
    let schema = requestSchema(by.operation)
    for (const name of at) schema = propertySchema(schema, name, store)
    return item === null ? null : { item, schema }
  }

  function refuse(request: PlacedRequest, status: number, detail: string): StateOutcome {
    const { by, accept, builder } = request
    const built = refuseByState({ operation: by.operation, status, detail, accept }, builder)
    return { kind: 'answered', built, message: detail, verdict: 'fail' }
  }

  /** Shows an item and, if that succeeds, changes what is stored. */
  function finish(
    request: PlacedRequest,
    done: { key: string; item: Item; verb: string; status?: number; located?: boolean },
    commit: () => void,
  ): StateOutcome {
    const { by, collection, accept, builder, received } = request
    const chosen =
      done.status === undefined
        ? successOf(by.operation, by.role)
        : chooseForStatus(by.operation, done.status)
    const { key, item, verb } = done
    const isCreated = done.located === true
    const isDeclared = chosen !== null && chosen.status < 400
    const result = stated.build(
      {
        ...{ collection, by, accept, mayBeOrdinary: true },
        chosen: isDeclared ? chosen : usualSuccess(by.role, collection),
        shown: { kind: 'item', key, item },
        headers: (declared) =>
          isCreated && collection.itemPath !== null
            ? locationHeader(declared, {
                ...{ chosen: isDeclared ? chosen : null, store, received },
                ...{ collection, by, scope: request.scope, key },
              })
            : {},
        reason: `state: ${verb} ${collection.name} ${key}`,
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
    const message = `Item ${key} of collection ${collection.name} was ${verb}.${undeclared}`
    return { kind: 'answered', built, message, verdict: 'pass', commit }
  }

  function create(request: PlacedRequest, shelf: Shelf): StateOutcome {
    const { collection } = request
    const sent = sentBy(request)
    if (sent === null) return { kind: 'passed-on', why: 'the body is no single item' }
    if (target.isFull()) return { kind: 'passed-on', why: 'it holds as much as it may' }
    const { id, itemSchema } = collection
    const schemas = { itemSchema, sentSchema: sent.schema }
    const base = bases.make(collection, shelf, sent.item, schemas)
    const composed = composer.compose(sent.item, base, schemas)
    const own =
      id === null || isReadOnly(itemSchema, id.at) ? undefined : memberAt(sent.item, id.at)
    const chosenId = typeof own === 'string' || typeof own === 'number' ? own : null
    const there = chosenId === null ? null : findKey(shelf, String(chosenId))
    if (there !== null && !givesWay(request, there.item)) {
      return refuse(request, 409, `There is already an item "${chosenId}" in ${collection.name}.`)
    }
    const made =
      chosenId !== null && String(chosenId) !== ''
        ? { key: String(chosenId), value: chosenId }
        : makeId({ collection, shelf, ...parts })
    if (made === null) return { kind: 'passed-on', why: 'its schema allows no further id' }
    const withId = id === null ? composed : withMember(composed, id.at, made.value)
    const item = stated.settle(collection, made.key, target.withParents(request, shelf, withId))
    return finish(request, { key: made.key, item, verb: 'created', located: true }, () =>
      target.put(request, made.key, item, true),
    )
  }

  /**
   * The examples of a spec are seeds and are what clients try first: a seed gives way to what a client creates under
   * its id, unless the operation declares the conflict.
   */
  function givesWay({ by }: PlacedRequest, item: Item): boolean {
    return target.isSeed(item) && !by.operation.responses.some(({ status }) => status === '409')
  }

  function isReadOnly(schema: JsonSchema, at: readonly string[]): boolean {
    const [name = ''] = at
    return store.hiddenMembers('request').declaredBy(schema).has(name)
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
      const sent = sentBy(request)
      const key = sent === null ? null : meantKey(request, sent.item)
      if (sent === null || key === null) {
        return { kind: 'passed-on', why: 'the body is no single item with an id' }
      }
      const found = findKey(shelf, key)
      const mayCreate =
        by.operation.responses.some(({ status }) => status === '201') ||
        !collection.operations.some(({ role }) => role === 'create')
      if (found === null && (!mayCreate || key === '')) return missing({ ...request, key })
      if (found === null && target.isFull()) {
        return { kind: 'passed-on', why: 'it holds as much as it may' }
      }
      const { id, itemSchema } = collection
      const schemas = { itemSchema, sentSchema: sent.schema }
      const base = found?.item ?? bases.make(collection, shelf, sent.item, schemas)
      const composed = composer.compose(sent.item, base, schemas)
      const idValue =
        found === null ? typedKey(key, collection.id?.type) : memberAt(base, id?.at ?? [])
      const withId = id === null ? composed : withMember(composed, id.at, idValue)
      const storedKey = found?.key ?? key
      const linked = found === null ? target.withParents(request, shelf, withId) : withId
      const item = stated.settle(collection, storedKey, linked)
      const isDeclared = chooseForStatus(by.operation, 201)?.response.status === '201'
      return finish(
        request,
        {
          ...{ key: storedKey, item, verb: found === null ? 'created' : 'replaced' },
          ...(found === null && isDeclared ? { status: 201 } : {}),
          ...(found !== null && successIs201(by.operation) ? successAside(by.operation) : {}),
          located: found === null,
        },
        () => target.put(request, storedKey, item, found === null),
      )
    },

    update(request, shelf) {
      const { collection, read } = request
      const found = findKey(shelf, request.key ?? '')
      if (found === null) return missing(request)
      const patched = patchItem(request, found.item, spots.inRequest(collection, request.by), store)
      if ('why' in patched) return { kind: 'passed-on', why: patched.why }
      if ('refused' in patched) return refuse(request, patched.status, patched.refused)
      const { item } = patched
      const wasWhole = stated.isWhole(collection, found.key, found.item)
      if (Array.isArray(read.body) && wasWhole && !stated.isWhole(collection, found.key, item)) {
        const detail = `The patch would leave item "${found.key}" in a state that its schema forbids.`
        return refuse(request, 422, detail)
      }
      const settled = stated.settle(collection, found.key, item)
      return finish(request, { key: found.key, item: settled, verb: 'updated' }, () =>
        target.put(request, found.key, settled, false),
      )
    },

    remove(request, shelf) {
      const found = findKey(shelf, request.key ?? '')
      if (found === null) return missing(request)
      return finish(request, { ...found, verb: 'removed' }, () => target.remove(request, found.key))
    },
  }
}

/** What an API answers that declares its failures only. */
function usualSuccess(role: CollectionRole, { itemSchema }: Collection): ChosenResponse {
  const content = [{ contentType: 'application/json', schema: itemSchema, examples: [] }]
  const [status, shown] =
    role === 'remove' ? [204, []] : role === 'create' ? [201, content] : [200, content]
  return {
    status,
    response: { status: String(status), description: '', headers: [], content: shown },
  }
}

function typedKey(key: string, type: 'integer' | 'string' | undefined): string | number {
  const number = Number(key)
  return type === 'integer' && Number.isSafeInteger(number) ? number : key
}

function successIs201({ responses }: PlacedRequest['by']['operation']): boolean {
  return responses.some(({ status }) => status === '201')
}

/** The success of an update where creating has its own. */
function successAside(operation: PlacedRequest['by']['operation']): { status?: number } {
  const chosen = chooseSuccess({
    ...operation,
    responses: operation.responses.filter(({ status }) => status !== '201'),
  })
  return chosen !== null && chosen.status < 300 ? { status: chosen.status } : {}
}
