import { nameWords } from '../generate/name-words.ts'
import { isRecord } from '../schemas/json-schema.ts'
import { memberAt } from './item-members.ts'
import { countOf, type Filter, type ListPlan, type QueryPlace } from './list-plan.ts'
import { compareRanks, compareTexts, rankOf, textOf } from './rank-values.ts'
import { type Item, keptValue, type ShelfItem } from './stored-item.ts'

/** A part of a list, and where it stands in the whole. */
export interface ListPage {
  items: readonly ShelfItem[]
  /** Items that fit the filters, on all pages. */
  total: number
  offset: number
  /** Null when the list is not cut. */
  limit: number | null
  /** Number of the first page, as the API counts. */
  firstPage: number
  /** What was done, each in a few words. */
  notes: readonly string[]
}

/** What is left of a list after filters, in the order that was asked for. */
export interface Selection {
  items: readonly ShelfItem[]
  notes: readonly string[]
}

/** Pages without a limit of their own have this many items, when the client asks for one of them. */
const usualLimit = 20

type Query = Readonly<Record<string, unknown>>

const nothing: readonly string[] = []

/** What of a query chooses and sorts items, as text: the same text selects the same. Null when nothing does. */
export function selectionKey(query: Query, plan: ListPlan): string | null {
  const asked: unknown[] = []
  for (const place of [...plan.filters, plan.search, plan.sort, plan.direction]) {
    asked.push(place === null ? undefined : memberAt(query, place.at))
  }
  return asked.every((each) => each === undefined) ? null : JSON.stringify(asked)
}

/** Filters and sorts a list as the query asks, by the parameters that the spec declares. */
export function selectItems(all: readonly ShelfItem[], query: Query, plan: ListPlan): Selection {
  const notes: string[] = []
  let items = all
  for (const filter of plan.filters) {
    const wanted = memberAt(query, filter.at)
    if (wanted === undefined || wanted === '') continue
    items = items.filter((item) => passes(memberAt(keptValue(item), filter.member), wanted, filter))
    notes.push(`filtered by ${filter.at.join('.')}`)
  }
  const text = askedAt(query, plan.search)
  if (typeof text === 'string' && text !== '') {
    const lower = text.toLowerCase()
    items = items.filter((item) => mentions(keptValue(item), lower))
    notes.push('searched')
  }
  const sorted = sortBy(items, askedAt(query, plan.sort), askedAt(query, plan.direction))
  if (sorted !== null) {
    items = sorted.items
    notes.push(`sorted by ${sorted.by.join(', ')}`)
  }
  return { items, notes }
}

/** Cuts the page out that the query asks for. */
export function cutPage({ items, notes }: Selection, query: Query, plan: ListPlan): ListPage {
  const firstPage = plan.page?.first ?? 1
  const page = countOf(askedAt(query, plan.page))
  const given = countOf(askedAt(query, plan.limit)) ?? plan.limit?.fallback ?? null
  const limit = given ?? (page === null ? null : usualLimit)
  const cursor = askedAt(query, plan.cursor)
  const firstOffset = plan.offset?.first ?? 0
  let offset = Math.max(0, (countOf(askedAt(query, plan.offset)) ?? firstOffset) - firstOffset)
  if (page !== null && limit !== null) offset = Math.max(0, page - firstPage) * limit
  let more = nothing
  if (typeof cursor === 'string' || typeof cursor === 'number') {
    // The cursor of a page is the key of the last item before it.
    const wanted = String(cursor)
    const at = items.findIndex(({ key }) => key === wanted)
    if (at >= 0) offset = at + 1
    else if (cursor !== '') more = ['the cursor is unknown, so it begins at the start']
  }
  const isWhole = offset === 0 && (limit === null || limit >= items.length)
  const shown = isWhole ? items : items.slice(offset, limit === null ? undefined : offset + limit)
  const total = items.length
  const cut = isWhole ? nothing : [`${shown.length} of ${total} from ${offset}`]
  return { items: shown, total, offset, limit, firstPage, notes: [...notes, ...more, ...cut] }
}

function askedAt(query: Query, place: QueryPlace | null): unknown {
  return place === null ? undefined : memberAt(query, place.at)
}

function passes(value: unknown, wanted: unknown, { test }: Filter): boolean {
  if (test === 'not') return !equals(value, wanted)
  if (test === 'equals') return equals(value, wanted)
  if (test === 'contains') {
    return textOf(value ?? '')
      .toLowerCase()
      .includes(textOf(wanted).toLowerCase())
  }
  if (value === undefined || value === null) return false
  const order = compare(value, wanted)
  if (test === 'atLeast') return order >= 0
  if (test === 'atMost') return order <= 0
  return test === 'above' ? order > 0 : order < 0
}

/** A list on either side means any of it; an object is meant by its id. */
function equals(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.some((one) => equals(value, one))
  if (Array.isArray(value)) return value.some((one) => equals(one, wanted))
  if (isRecord(value)) return equals(value['id'] ?? value['name'], wanted)
  return value !== undefined && textOf(value) === textOf(wanted)
}

/** Numbers by size, dates by time, everything else as text. */
function compare(one: unknown, other: unknown): number {
  const [first, second] = [rankOf(one), rankOf(other)]
  if (first.kind === second.kind) return compareRanks(first, second)
  // `since=2020` is a number beside a date.
  const between = Date.parse(first.text) - Date.parse(second.text)
  const hasDate = first.kind === 'time' || second.kind === 'time'
  return hasDate && !Number.isNaN(between) ? between : compareTexts(first.text, second.text)
}

function mentions(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(text)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((part) => mentions(part, text))
}

/** `name`, `-name`, `name:desc`, `name desc`, `name.asc`, several with commas or as a list. */
function sortBy(
  items: readonly ShelfItem[],
  wanted: unknown,
  direction: unknown,
): { items: readonly ShelfItem[]; by: string[] } | null {
  const written = Array.isArray(wanted) ? wanted.map(textOf) : textOf(wanted ?? '').split(',')
  const isDescending = /^(?:desc|descending|-1|-)$/i.test(textOf(direction ?? ''))
  const keys = written.flatMap((one) => sortKey(one.trim(), items, isDescending))
  if (keys.length === 0) return null
  const ranked = items.map((item) => ({
    item,
    ranks: keys.map(({ at }) => rankOf(memberAt(keptValue(item), at))),
  }))
  ranked.sort((one, other) => {
    for (let at = 0; at < keys.length; at++) {
      const [first, second] = [one.ranks[at], other.ranks[at]]
      if (first === undefined || second === undefined) continue
      const order = compareRanks(first, second)
      // What is missing is last in both directions.
      const isMissing = first.kind === 'missing' || second.kind === 'missing'
      if (order !== 0) return keys[at]?.descending && !isMissing ? -order : order
    }
    return 0
  })
  return { items: ranked.map(({ item }) => item), by: keys.map(({ at }) => at.join('.')) }
}

function sortKey(
  written: string,
  items: readonly ShelfItem[],
  descending: boolean,
): { at: readonly string[]; descending: boolean }[] {
  const parts = /^([+-]?)(.+?)(?:[ :.](asc|desc)(?:ending)?)?$/i.exec(written)
  if (parts === null) return []
  const [, sign, name = '', order] = parts
  const words = nameWords(name).join(' ')
  const sample = items.find((item) => memberFor(keptValue(item), words) !== null)
  const at = sample === undefined ? null : memberFor(keptValue(sample), words)
  if (at === null) return []
  const own = order === undefined ? descending : order.toLowerCase() === 'desc'
  return [{ at, descending: sign === '-' ? true : own }]
}

function memberFor(item: Item, words: string): readonly string[] | null {
  const inside = isRecord(item['attributes']) ? Object.keys(item['attributes']) : []
  const fits = (name: string) => {
    const own = nameWords(name).join(' ')
    return own === words || own === `${words} at`
  }
  const own = Object.keys(item).find(fits)
  if (own !== undefined) return [own]
  const attribute = inside.find(fits)
  return attribute === undefined ? null : ['attributes', attribute]
}
