import { chooseSuccess } from '../answer/choose-response.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { StatedBuilder } from './build-stated.ts'
import { type ListPlan, planList } from './list-plan.ts'
import { linkHeader, type PageLinks, pageLinks } from './page-links.ts'
import { type ListPage, queryList } from './query-list.ts'
import { refuseByState } from './refuse-by-state.ts'
import { findKey, type Shelf } from './shelves.ts'
import type { PlacedRequest, StateOutcome } from './state-request.ts'

/** Answers requests that look at a collection. */
export interface Reads {
  list(request: PlacedRequest, shelf: Shelf): StateOutcome
  read(request: PlacedRequest, shelf: Shelf): StateOutcome
}

export function createReads(parts: { store: SchemaStore; stated: StatedBuilder }): Reads {
  const { store, stated } = parts
  const plans = new WeakMap<object, ListPlan>()

  function planOf({ by, collection }: PlacedRequest): ListPlan {
    let plan = plans.get(by)
    if (plan === undefined) {
      plan = planList(by.operation, collection.itemSchema, store)
      plans.set(by, plan)
    }
    return plan
  }

  return {
    list(request, shelf) {
      const { by, collection, accept, builder, read, received } = request
      const chosen = chooseSuccess(by.operation)
      if (chosen === null) return { kind: 'passed-on', why: 'no success is declared' }
      const plan = planOf(request)
      const page = queryList([...shelf.items], read.query, plan, store)
      const address = {
        origin: `http://${received.headers.host ?? 'localhost'}`,
        path: received.path,
        rawQuery: received.rawQuery,
      }
      const links = pageLinks(address, plan, page)
      const result = stated.build(
        {
          ...{ collection, by, chosen, accept, mayBeOrdinary: false },
          shown: { kind: 'list', page, plan, links },
          headers: (declared) => listHeaders(declared, page, links),
          reason: `state: ${page.entries.length} of ${shelf.items.size} in ${collection.name}`,
        },
        builder,
      )
      if ('why' in result) return { kind: 'passed-on', why: result.why }
      const notes = page.notes.length === 0 ? '' : ` (${page.notes.join('; ')})`
      const message = `Collection ${collection.name} holds ${shelf.items.size}; ${page.entries.length} are shown${notes}.`
      return { kind: 'answered', built: result.built, message, verdict: 'pass' }
    },

    read(request, shelf) {
      const { by, collection, accept, builder, key } = request
      const found = findKey(shelf, key ?? '')
      if (found === null) return missing(request)
      const chosen = chooseSuccess(by.operation)
      if (chosen === null) return { kind: 'passed-on', why: 'no success is declared' }
      const result = stated.build(
        {
          ...{ collection, by, chosen, accept, mayBeOrdinary: false },
          shown: { kind: 'item', ...found },
          headers: () => ({}),
          reason: `state: ${collection.name} ${found.key}`,
        },
        builder,
      )
      if ('why' in result) return { kind: 'passed-on', why: result.why }
      const message = `Collection ${collection.name} has item ${found.key}.`
      return { kind: 'answered', built: result.built, message, verdict: 'pass' }
    },
  }
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
  const known: Record<string, string> = {
    'x-total-count': String(page.total),
    'x-total': String(page.total),
    'total-count': String(page.total),
    'x-pagination-total': String(page.total),
    link: linkHeader(links),
  }
  return Object.fromEntries(
    Object.keys(declared).flatMap((name) => {
      const lower = name.toLowerCase()
      const value = Object.hasOwn(known, lower) ? known[lower] : undefined
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
}
