import type { ListPlan, QueryPlace } from './list-plan.ts'
import type { ListPage } from './query-list.ts'

/** Addresses of the pages around one, absolute; null where there is none. */
export interface PageLinks {
  readonly self: string
  readonly first: string
  readonly last: string | null
  readonly next: string | null
  readonly previous: string | null
}

/** Makes the addresses from the request's own, with the paging parameters changed; each when it is asked for. */
export function pageLinks(
  address: { origin: string; path: string; rawQuery: string },
  plan: ListPlan,
  page: ListPage,
): PageLinks {
  const { offset, total, limit, items } = page
  const at = (start: number, cursor: string | undefined) =>
    linkTo(address, plan, page, start, cursor)
  const size = limit ?? total
  return {
    get self() {
      return linkOf(address, address.rawQuery)
    },
    get first() {
      return at(0, undefined)
    },
    get last() {
      if (size === 0 || plan.cursor !== null) return null
      return at(Math.floor(Math.max(0, total - 1) / size) * size, undefined)
    },
    get next() {
      const isMore = offset + items.length < total
      return isMore ? at(offset + items.length, items.at(-1)?.key) : null
    },
    get previous() {
      return offset > 0 && plan.cursor === null ? at(Math.max(0, offset - size), undefined) : null
    },
  }
}

function linkTo(
  address: { origin: string; path: string; rawQuery: string },
  plan: ListPlan,
  { limit, firstPage }: ListPage,
  start: number,
  cursor: string | undefined,
): string {
  const query = new URLSearchParams(address.rawQuery)
  const set = (place: QueryPlace, value: string | undefined) => {
    const name = nameInQuery(place)
    if (value === undefined) query.delete(name)
    else query.set(name, value)
  }
  if (plan.page !== null && limit !== null && limit > 0) {
    set(plan.page, String(firstPage + Math.floor(start / limit)))
  } else if (plan.offset !== null) set(plan.offset, String(start))
  else if (plan.cursor !== null) set(plan.cursor, cursor)
  return linkOf(address, query.toString())
}

function nameInQuery({ at: [name = '', member] }: QueryPlace): string {
  return member === undefined ? name : `${name}[${member}]`
}

function linkOf({ origin, path }: { origin: string; path: string }, query: string): string {
  return `${origin}${path}${query === '' ? '' : `?${query}`}`
}

/** The value of a `Link` header (RFC 8288). */
export function linkHeader({ first, last, next, previous }: PageLinks): string {
  const relations = { first, prev: previous, next, last }
  return Object.entries(relations)
    .flatMap(([relation, link]) => (link === null ? [] : [`<${link}>; rel="${relation}"`]))
    .join(', ')
}
