import { nameWords } from '../generate/name-words.ts'
import { isRecord } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { memberAt } from './item-members.ts'
import type { Filter, ListPlan, QueryPlace } from './list-plan.ts'
import type { Item } from './shelves.ts'

/** One item with its key. */
export type Entry = readonly [key: string, item: Item]

/** A part of a list, and where it stands in the whole. */
export interface ListPage {
  entries: readonly Entry[]
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

/** Pages without a limit of their own have this many items, when the client asks for one of them. */
const usualLimit = 20

/** Filters, sorts and cuts a list as the query asks, by the parameters that the spec declares. */
export function queryList(
  all: readonly Entry[],
  query: Readonly<Record<string, unknown>>,
  plan: ListPlan,
  store: SchemaStore,
): ListPage {
  const notes: string[] = []
  const asked = (place: QueryPlace | null) =>
    place === null ? undefined : memberAt(query, place.at)
  let entries = all
  for (const filter of plan.filters) {
    const wanted = asked(filter)
    if (wanted === undefined || wanted === '') continue
    entries = entries.filter(([, item]) => passes(memberAt(item, filter.member), wanted, filter))
    notes.push(`filtered by ${filter.at.join('.')}`)
  }
  const text = asked(plan.search)
  if (typeof text === 'string' && text !== '') {
    entries = entries.filter(([, item]) => mentions(item, text.toLowerCase()))
    notes.push('searched')
  }
  const sorted = sortBy(entries, asked(plan.sort), asked(plan.direction))
  if (sorted !== null) {
    entries = sorted.entries
    notes.push(`sorted by ${sorted.by.join(', ')}`)
  }
  return { ...cut(entries, asked, plan, store, notes), total: entries.length, notes }
}

function cut(
  entries: readonly Entry[],
  asked: (place: QueryPlace | null) => unknown,
  plan: ListPlan,
  store: SchemaStore,
  notes: string[],
): Omit<ListPage, 'total' | 'notes'> {
  const firstPage = plan.page?.first ?? 1
  const page = countOf(asked(plan.page))
  const given = countOf(asked(plan.limit)) ?? defaultOf(plan.limit, store)
  const limit = given ?? (page === null ? null : usualLimit)
  const cursor = asked(plan.cursor)
  // Some count from 1, as SCIM does.
  const firstOffset = plan.offset === null ? 0 : startOf(plan.offset, store)
  let offset = Math.max(0, (countOf(asked(plan.offset)) ?? firstOffset) - firstOffset)
  if (page !== null && limit !== null) offset = Math.max(0, page - firstPage) * limit
  if (typeof cursor === 'string' || typeof cursor === 'number') {
    // The cursor of a page is the key of the last item before it.
    const at = entries.findIndex(([key]) => key === String(cursor))
    if (at >= 0) offset = at + 1
    else if (cursor !== '') notes.push('the cursor is unknown, so it begins at the start')
  }
  const shown = entries.slice(offset, limit === null ? undefined : offset + limit)
  if (shown.length < entries.length) {
    notes.push(`${shown.length} of ${entries.length} from ${offset}`)
  }
  return { entries: shown, offset, limit, firstPage }
}

function countOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null
}

function startOf({ schema }: QueryPlace, store: SchemaStore): number {
  const { minimum, default: fallback } = store.index.keywords(store.resolve(schema))
  return minimum === 1 || fallback?.value === 1 ? 1 : 0
}

function defaultOf(place: QueryPlace | null, store: SchemaStore): number | null {
  if (place === null) return null
  return countOf(store.index.keywords(store.resolve(place.schema)).default?.value)
}

function passes(value: unknown, wanted: unknown, { test }: Filter): boolean {
  if (test === 'not') return !equals(value, wanted)
  if (test === 'equals') return equals(value, wanted)
  if (test === 'contains') {
    return String(value ?? '')
      .toLowerCase()
      .includes(String(wanted).toLowerCase())
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
  return value !== undefined && String(value) === String(wanted)
}

/** Numbers by size, dates by time, everything else as text. */
function compare(one: unknown, other: unknown): number {
  const numbers = [Number(one), Number(other)]
  const [a = Number.NaN, b = Number.NaN] = numbers.some(Number.isNaN)
    ? [Date.parse(String(one)), Date.parse(String(other))]
    : numbers
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b
  const [left, right] = [String(one), String(other)]
  return left < right ? -1 : left > right ? 1 : 0
}

function mentions(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(text)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((part) => mentions(part, text))
}

/** `name`, `-name`, `name:desc`, `name desc`, `name.asc`, several with commas or as a list. */
function sortBy(
  entries: readonly Entry[],
  wanted: unknown,
  direction: unknown,
): { entries: readonly Entry[]; by: string[] } | null {
  const written = Array.isArray(wanted) ? wanted.map(String) : String(wanted ?? '').split(',')
  const isDescending = /^(?:desc|descending|-1|-)$/i.test(String(direction ?? ''))
  const keys = written.flatMap((one) => sortKey(one.trim(), entries, isDescending))
  if (keys.length === 0) return null
  const sorted = entries.toSorted(([, one], [, other]) => {
    for (const { at, descending } of keys) {
      const order = compareMissingLast(memberAt(one, at), memberAt(other, at))
      if (order !== 0) return descending ? -order : order
    }
    return 0
  })
  return { entries: sorted, by: keys.map(({ at }) => at.join('.')) }
}

function sortKey(
  written: string,
  entries: readonly Entry[],
  descending: boolean,
): { at: readonly string[]; descending: boolean }[] {
  const parts = /^([+-]?)(.+?)(?:[ :.](asc|desc)(?:ending)?)?$/i.exec(written)
  if (parts === null) return []
  const [, sign, name = '', order] = parts
  const words = nameWords(name).join(' ')
  const [, sample] = entries.find(([, item]) => memberFor(item, words) !== null) ?? []
  const at = sample === undefined ? null : memberFor(sample, words)
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

function compareMissingLast(one: unknown, other: unknown): number {
  const isMissing = (value: unknown) => value === undefined || value === null
  if (isMissing(one) || isMissing(other)) return Number(isMissing(one)) - Number(isMissing(other))
  return compare(one, other)
}
