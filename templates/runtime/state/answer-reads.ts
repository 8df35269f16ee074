import { type ChosenResponse, chooseSuccess } from '../answer/choose-response.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { StatedBuilder } from './build-stated.ts'
import { type ListPlan, planList } from './list-plan.ts'
import { linkHeader, type PageLinks, pageLinks } from './page-links.ts'
import { cutPage, type ListPage, type Selection, selectItems, selectionKey } from './query-list.ts'
import { refuseByState } from './refuse-by-state.ts'
import { listOf, type Shelf } from './shelf.ts'
import type { FindItem, PlacedRequest, StateOutcome } from './state-request.ts'

/** Answers requests that look at a collection. */
export interface Reads {
  list(request: PlacedRequest, shelf: Shelf): StateOutcome
  read(request: PlacedRequest, shelf: Shelf): StateOutcome
}

/** What an operation needs for each request, found out once. */
interface ReadPlan {
  chosen: ChosenResponse | null
  list: ListPlan
}

/** Selections that are kept of a shelf: clients turn the pages of few lists at a time. */
const selectionsKept = 4

export function createReads(parts: {
  store: SchemaStore
  stated: StatedBuilder
  find: FindItem
}): Reads {
  const { store, stated, find } = parts
  const plans = new WeakMap<object, ReadPlan>()
  const selections = new WeakMap<Shelf, { revision: number; byKey: Map<string, Selection> }>()

  function planOf({ by, collection }: PlacedRequest): ReadPlan {
    let plan = plans.get(by)
    if (plan === undefined) {
      const list = planList(by.operation, collection.itemSchema, store)
      plan = { chosen: chooseSuccess(by.operation), list }
      plans.set(by, plan)
    }
    return plan
  }

  /** The pages of a list are cut out of the same selection as long as nothing changes. */
  function select(shelf: Shelf, query: Readonly<Record<string, unknown>>, plan: ListPlan) {
    const key = selectionKey(query, plan)
    if (key === null) return { items: listOf(shelf), notes: nothing }
    let kept = selections.get(shelf)
    if (kept?.revision !== shelf.revision) {
      kept = { revision: shelf.revision, byKey: new Map() }
      selections.set(shelf, kept)
    }
    let found = kept.byKey.get(key)
    if (found === undefined) {
      found = selectItems(listOf(shelf), query, plan)
      if (kept.byKey.size === selectionsKept) kept.byKey.clear()
      kept.byKey.set(key, found)
    }
    return found
  }

  return {
    list(request, shelf) {
      const { by, collection, accept, builder, read, received } = request
      const { chosen, list: plan } = planOf(request)
      if (chosen === null) return { kind: 'passed-on', why: 'no success is declared' }
      const page = cutPage(select(shelf, read.query, plan), read.query, plan)
      const address = {
        origin: `http://${received.headers.host ?? 'localhost'}`,
        path: received.path,
        rawQuery: received.rawQuery,
      }
      const links = pageLinks(address, plan, page)
      const shown = page.items.length
      const result = stated.build(
        {
          collection,
          by,
          chosen,
          accept,
          mayBeOrdinary: false,
          shown: { kind: 'list', page, plan, links },
          headers: (declared) => listHeaders(declared, page, links),
          reason: `state: ${shown} of ${shelf.items.size} in ${collection.name}`,
        },
        builder,
      )
      if ('why' in result) return { kind: 'passed-on', why: result.why }
      const notes = page.notes.length === 0 ? '' : ` (${page.notes.join('; ')})`
      const message = `Collection ${collection.name} holds ${shelf.items.size}; ${shown} are shown${notes}.`
      return { kind: 'answered', built: result.built, message, verdict: 'pass' }
    },

    read(request, shelf) {
      const { by, collection, accept, builder, key } = request
      const item = find(collection, shelf, key ?? '')
      if (item === null) return missing(request)
      const { chosen } = planOf(request)
      if (chosen === null) return { kind: 'passed-on', why: 'no success is declared' }
      const result = stated.build(
        {
          collection,
          by,
          chosen,
          accept,
          mayBeOrdinary: false,
          shown: { kind: 'item', items: [item] },
          headers: noHeaders,
          reason: `state: ${collection.name} ${item.key}`,
        },
        builder,
      )
      if ('why' in result) return { kind: 'passed-on', why: result.why }
      const message = `Collection ${collection.name} has item ${item.key}.`
      return { kind: 'answered', built: result.built, message, verdict: 'pass' }
    },
  }
}

const nothing: readonly string[] = []

function noHeaders(): Record<string, string> {
  return {}
}

/** 404 for an item that the collection does not have. */
export function missing(request: PlacedRequest): StateOutcome {
  const { by, collection, accept, builder, key } = request
  const detail = `There is no item "${key ?? ''}" in ${collection.name}.`
  const options = { operation: by.operation, status: 404, detail, accept }
  const built = refuseByState(options, builder)
  return { kind: 'answered', built, message: detail, verdict: 'fail' }
}

/** Declared headers that tell of the list. */
function listHeaders(
  declared: Readonly<Record<string, string>>,
  page: ListPage,
  links: PageLinks,
): Record<string, string> {
  const told: Record<string, string> = {}
  for (const name of Object.keys(declared)) {
    const lower = name.toLowerCase()
    if (tellTotal.has(lower)) told[name] = String(page.total)
    else if (lower === 'link') {
      const link = linkHeader(links)
      if (link !== '') told[name] = link
    }
  }
  return told
}

const tellTotal: ReadonlySet<string> = new Set([
  ...['x-total-count', 'x-total', 'total-count', 'x-pagination-total'],
])
