import { propertySchema } from '../answer/schema-parts.ts'
import { nameWords } from '../generate/name-words.ts'
import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { ListPlan } from './list-plan.ts'
import type { PageLinks } from './page-links.ts'
import type { ListPage } from './query-list.ts'

/** What an envelope can say about a list. */
export interface EnvelopeFacts {
  page: ListPage
  plan: ListPlan
  links: PageLinks
}

type Say = (facts: EnvelopeFacts, siblings: readonly string[]) => unknown[]

const totals =
  'total|total count|totalcount|total items|total elements|total results|total records|total hits|total size|total rows|num results|number of results|result count|nb hits|estimated total hits|record count'

/** Candidates for a member by the words of its name, the first that its schema allows is taken. */
const sayings: readonly [names: string, say: Say][] = [
  [totals, ({ page }) => [page.total]],
  [
    'count',
    // Beside a total it counts the page, alone it is the total.
    ({ page }, siblings) =>
      siblings.some((name) => name !== 'count' && totals.split('|').includes(name))
        ? [page.items.length]
        : [page.total],
  ],
  [
    'number of elements|returned|page items|item count|items count',
    ({ page }) => [page.items.length],
  ],
  [
    'limit|per page|page size|pagesize|items per page|perpage|size|max results|max items',
    ({ page }) => (page.limit === null ? [page.total, page.items.length] : [page.limit]),
  ],
  ['offset|skip|start|start index|start at', ({ page }) => [page.offset]],
  [
    'page|current page|page number|pagenumber|number|page index|current',
    ({ page }) => [page.firstPage + (page.limit ? Math.floor(page.offset / page.limit) : 0)],
  ],
  [
    'total pages|totalpages|pages|page count|num pages|last page',
    ({ page }) => {
      const pages = page.limit ? Math.ceil(page.total / page.limit) : 1
      return [pages, Math.max(1, pages)]
    },
  ],
  [
    'has more|hasmore|has next|has next page|more|is truncated|truncated|incomplete',
    ({ page }) => [isMore(page)],
  ],
  ['has prev|has previous|has previous page', ({ page }) => [page.offset > 0]],
  ['is last|last', ({ page, links }) => [!isMore(page), links.last]],
  ['is first|first', ({ page, links }) => [page.offset === 0, links.first]],
  ['empty', ({ page }) => [page.items.length === 0]],
  [
    'next cursor|nextcursor|next page token|nextpagetoken|next token|nexttoken|end cursor|continuation token|continuationtoken|next page cursor|next marker|cursor|continue|after',
    (facts) => (isMore(facts.page) ? [facts.page.items.at(-1)?.key] : nothing),
  ],
  [
    'next|next page|next url|next page url|next link|nextlink|next href|odata next link',
    (facts) => {
      const { page, links, plan } = facts
      if (!isMore(page)) return nothing
      const number =
        plan.page !== null && page.limit ? nextNumber(page) : page.offset + page.items.length
      return plan.cursor === null
        ? [links.next, number, String(number)]
        : [page.items.at(-1)?.key, links.next]
    },
  ],
  [
    'prev|previous|previous page|prev page|previous url|prev page url|previous link|previouslink',
    ({ links }) => (links.previous === null ? nothing : [links.previous]),
  ],
  ['self|current url', ({ links }) => [links.self]],
]

const byWords: ReadonlyMap<string, Say> = new Map(
  sayings.flatMap(([names, say]) => names.split('|').map((name) => [name, say] as const)),
)

/** Ways to say that there is none; the last leaves the member out. */
const nothing: unknown[] = [null, undefined, '']

/** How deep members of an envelope are looked at. */
const deepest = 3

/** Puts what is known of the list into the members of its envelope; what a schema does not allow stays as it was. */
export type EnvelopeFiller = (
  envelope: unknown,
  schema: JsonSchema,
  listAt: readonly string[],
  facts: EnvelopeFacts,
) => unknown

/** Words of names that are kept; envelopes have few members, and the same ones every time. */
const mostNames = 2_000

export function createEnvelopeFiller(store: SchemaStore): EnvelopeFiller {
  const known = new Map<string, string>()

  function wordsOf(name: string): string {
    let words = known.get(name)
    if (words === undefined) {
      words = nameWords(name).join(' ')
      if (known.size < mostNames) known.set(name, words)
    }
    return words
  }

  return (envelope, schema, listAt, facts) =>
    fill({ value: envelope, of: schema, rest: listAt, parent: '', depth: 0 }, facts)

  function fill({ value, of, rest, parent, depth }: EnvelopePart, facts: EnvelopeFacts): unknown {
    if (!isRecord(value) || depth > deepest) return value
    const siblings = Object.keys(value).map(wordsOf)
    const required = store.hiddenMembers('response').requiredBy(of)
    const filled = new Map<string, unknown>()
    for (const [name, member] of Object.entries(value)) {
      const isOnTheWay = rest[0] === name
      const inner = propertySchema(of, name, store) ?? true
      if (isOnTheWay && rest.length === 1) filled.set(name, member)
      else if (isRecord(member)) {
        const further = isOnTheWay ? rest.slice(1) : []
        const part = { value: member, of: inner, rest: further, parent: name, depth: depth + 1 }
        filled.set(name, fill(part, facts))
      } else {
        const about = { name, parent, siblings, of: inner, mayGo: !required.has(name) }
        const said = sayOf(about, facts)
        if (said === null) filled.set(name, member)
        else if (said.value !== undefined) filled.set(name, said.value)
      }
    }
    return Object.fromEntries(filled)
  }

  function sayOf(
    {
      name,
      parent,
      siblings,
      of,
      mayGo,
    }: {
      name: string
      parent: string
      siblings: readonly string[]
      of: JsonSchema
      mayGo: boolean
    },
    facts: EnvelopeFacts,
  ): { value: unknown } | null {
    const words = wordsOf(name)
    // `next: {href}` is about `next`.
    const about = words === 'href' || words === 'url' ? wordsOf(parent) : words
    const candidates = byWords.get(about)?.(facts, siblings) ?? []
    for (const value of candidates) {
      const isAllowed = value === undefined ? mayGo : store.isValid(of, 'response', value)
      if (isAllowed) return { value }
    }
    return null
  }
}

/** An object of an envelope, and where it stands. */
interface EnvelopePart {
  value: unknown
  of: JsonSchema
  /** Names that lead from here to the list. */
  rest: readonly string[]
  parent: string
  depth: number
}

function isMore({ offset, items, total }: ListPage): boolean {
  return offset + items.length < total
}

function nextNumber({ offset, limit, firstPage }: ListPage): number {
  return firstPage + (limit ? Math.floor(offset / limit) : 0) + 1
}
