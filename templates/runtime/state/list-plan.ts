import type { Operation, Parameter } from '#engine/specs/mock-api.ts'
import { propertyNames, propertySchema, shapeOfSchema } from '../answer/schema-parts.ts'
import { nameWords } from '../generate/name-words.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { isInteger } from './find-id.ts'

/** A query parameter, or a member of one that is an object such as `page[size]`. */
export interface QueryPlace {
  /** The parameter, then the member. */
  at: readonly string[]
  schema: JsonSchema
}

export type Test = 'equals' | 'not' | 'atLeast' | 'atMost' | 'above' | 'below' | 'contains'

export interface Filter extends QueryPlace {
  /** The member of an item that is looked at. */
  member: readonly string[]
  test: Test
}

/** What the declared query parameters of a list ask for. */
export interface ListPlan {
  /** `fallback` is the limit where the client names none. */
  limit: (QueryPlace & { fallback: number | null }) | null
  /** `first` is the number of the first item. */
  offset: (QueryPlace & { first: number }) | null
  /** `first` is the number of the first page. */
  page: (QueryPlace & { first: number }) | null
  cursor: QueryPlace | null
  sort: QueryPlace | null
  direction: QueryPlace | null
  search: QueryPlace | null
  filters: readonly Filter[]
}

function named(names: string): (words: string) => boolean {
  const all = new Set(names.split('|'))
  return (words) => all.has(words)
}

const isLimit = named(
  'limit|per page|perpage|page size|pagesize|page limit|size|max results|maxresults|max items|max|top|take|rows|first|page per page|num results|results per page|items per page|max keys|count',
)
const isOffset = named(
  'offset|skip|start|start index|startindex|start at|from index|page offset|first result|begin',
)
const isPage = named(
  'page|page number|pagenumber|page num|page no|page index|page page|p|current page',
)
const isCursor = named(
  'cursor|page token|pagetoken|after|starting after|next token|nexttoken|continuation token|continue|marker|start cursor|page cursor|page after|next page token|next cursor|after id',
)
const isSort = named(
  'sort|sort by|sortby|order by|orderby|ordering|sort field|sort key|order field',
)
const isDirection = named(
  'order|direction|sort order|sortorder|sort direction|sort dir|sortdir|order direction|dir|order dir',
)
const isSearch = named('q|search|query|search query|keyword|keywords|search term|text')

/** Ends of names that compare instead of asking for equality. */
const suffixes: readonly [words: string, test: Test][] = [
  ['gte', 'atLeast'],
  ['ge', 'atLeast'],
  ['min', 'atLeast'],
  ['from', 'atLeast'],
  ['since', 'atLeast'],
  ['gt', 'above'],
  ['after', 'above'],
  ['lte', 'atMost'],
  ['le', 'atMost'],
  ['max', 'atMost'],
  ['until', 'atMost'],
  ['to', 'atMost'],
  ['lt', 'below'],
  ['before', 'below'],
  ['ne', 'not'],
  ['not', 'not'],
  ['contains', 'contains'],
  ['like', 'contains'],
  ['search', 'contains'],
  ['eq', 'equals'],
]

const prefixes: readonly [words: string, test: Test][] = [
  ['min', 'atLeast'],
  ['max', 'atMost'],
  ['from', 'atLeast'],
  ['to', 'atMost'],
]

/** Reads off the declared query parameters what a list can be asked for. */
export function planList(
  operation: Operation,
  itemSchema: JsonSchema,
  store: SchemaStore,
): ListPlan {
  const places = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap((parameter) => placesOf(parameter, store))
  const pick = (fits: (words: string, place: QueryPlace) => boolean) =>
    places.find(({ words, place }) => fits(words, place))?.place ?? null
  const members = membersOf(itemSchema, store)
  const sort = pick(isSort)
  // `direction=outgoing` and `text=true` ask for items that are so.
  const order = pick(
    (words) =>
      isDirection(words) && (sort !== null || words !== 'direction' || !members.has(words)),
  )
  const search = pick(
    (words, { schema }) => isSearch(words) && (!members.has(words) || isText(schema, store)),
  )
  const page = pick(isPage)
  const used = [pick(isLimit), pick(isOffset), page, pick(isCursor), sort, order, search] as const
  const filters = places.flatMap(({ words, place }): Filter[] => {
    const found = filterOf(words, members)
    const isTaken = used.includes(place) && found?.test !== 'equals'
    // `count` or `first` may be a member as well; what is paging stays paging.
    if (found === null || isTaken || used.includes(place)) return []
    return [{ ...place, ...found }]
  })
  const [limit, offset] = used
  return {
    limit: limit === null ? null : { ...limit, fallback: fallbackOf(limit, store) },
    // Some count from 1, as SCIM does.
    offset: offset === null ? null : { ...offset, first: firstOffset(offset, store) },
    page: page === null ? null : { ...page, first: firstPage(page.schema, store) },
    cursor: used[3],
    // `order=name` without a parameter for the member is the member itself.
    sort: sort ?? order,
    direction: sort === null ? null : order,
    search: used[6],
    filters,
  }
}

function placesOf(
  { name, schema }: Parameter,
  store: SchemaStore,
): { words: string; place: QueryPlace }[] {
  const inner = shapeOfSchema(schema, store) === 'object' ? propertyNames(schema, store) : []
  if (inner.length === 0) {
    return [{ words: nameWords(name).join(' '), place: { at: [name], schema } }]
  }
  return inner.map((member) => ({
    words: nameWords(`${name} ${member}`).join(' '),
    place: { at: [name, member], schema: propertySchema(schema, member, store) ?? true },
  }))
}

/** Members by the words of their names; those of `attributes` (JSON:API) count as the item's own. */
function membersOf(schema: JsonSchema, store: SchemaStore): Map<string, readonly string[]> {
  const members = new Map<string, readonly string[]>()
  const attributes = propertySchema(schema, 'attributes', store)
  for (const name of attributes === undefined ? [] : propertyNames(attributes, store)) {
    members.set(nameWords(name).join(' '), ['attributes', name])
  }
  for (const name of propertyNames(schema, store)) members.set(nameWords(name).join(' '), [name])
  return members
}

function filterOf(
  given: string,
  members: ReadonlyMap<string, readonly string[]>,
): Pick<Filter, 'member' | 'test'> | null {
  const words = given.replace(/^(?:filters?|where) /, '')
  const find = (text: string) =>
    members.get(text) ??
    members.get(`${text} at`) ??
    members.get(`${text} date`) ??
    (text.endsWith('s') ? members.get(text.slice(0, -1)) : undefined)
  const whole = members.get(words) ?? find(words)
  if (whole !== undefined) return { member: whole, test: 'equals' }
  for (const [end, test] of suffixes) {
    const member = words.endsWith(` ${end}`) ? find(words.slice(0, -end.length - 1)) : undefined
    if (member !== undefined) return { member, test }
  }
  for (const [start, test] of prefixes) {
    const member = words.startsWith(`${start} `) ? find(words.slice(start.length + 1)) : undefined
    if (member !== undefined) return { member, test }
  }
  return null
}

function isText(schema: JsonSchema, store: SchemaStore): boolean {
  return ['string', 'unknown'].includes(shapeOfSchema(schema, store))
}

/** Pages count from 1 unless the schema says that there is a page 0. */
function firstPage(schema: JsonSchema, store: SchemaStore): number {
  const { minimum, default: fallback } = store.index.keywords(store.resolve(schema))
  const startsAtZero = minimum === 0 ? fallback?.value !== 1 : fallback?.value === 0
  return startsAtZero && isInteger(schema, store) ? 0 : 1
}

function firstOffset({ schema }: QueryPlace, store: SchemaStore): number {
  const { minimum, default: fallback } = store.index.keywords(store.resolve(schema))
  return minimum === 1 || fallback?.value === 1 ? 1 : 0
}

function fallbackOf({ schema }: QueryPlace, store: SchemaStore): number | null {
  return countOf(store.index.keywords(store.resolve(schema)).default?.value)
}

/** A whole number that is not negative, also as text; else null. */
export function countOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null
}
