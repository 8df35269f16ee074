import { canonical } from '../schemas/canonical-text.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Constraints } from './constraints.ts'
import { openInside } from './enter-schemas.ts'
import type { Generation, Part, Place, Plan } from './generation.ts'
import { isComposite } from './peek-schema.ts'
import { singular } from './singular.ts'
import { askedItems, toldValue } from './told-value.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Attempts at an item that differs from the ones before, or does not count as contained. */
const triesPerItem = 12

/** The first of these: a list of words says each once, where it can. */
const triesToDiffer = 3

/** Items made in vain for a list that cannot be finished. */
const lenientItems = 3

/** What was worked out about the lists of a place. */
interface ListPlan {
  constraints: Constraints
  /** What the list is called, and one of its items. */
  called: string
  owner: string
  /** How many items there have to be and may be. */
  least: number
  most: number
  /** The only way to make an item; null where they differ by position. */
  items: readonly [Part] | null
  /** Items that have schemas of their own. */
  prefixed: number
  /** Whether items have parts. */
  isDeep: boolean
}

/** Plans a list: two or three items where the schema leaves the choice, none where the mode asks for empty lists. */
export function planArray(
  constraints: Constraints,
  name: string,
  { index }: Generation,
): Plan<unknown[]> {
  const { items, contains, names, title } = constraints
  const called = name || names[0] || title
  const [least, most] = itemRange(constraints)
  const prefixed = Math.max(0, ...items.map(({ prefix }) => prefix.length))
  const isUniform = prefixed === 0 && contains.length === 0
  const plan: ListPlan = {
    constraints,
    called,
    owner: singular(called),
    least,
    most,
    items: isUniform ? [{ schemas: itemSchemas(constraints, 0) }] : null,
    prefixed,
    isDeep: items.some(({ rest }) => rest !== undefined && isComposite(rest, index)),
  }
  return (place, generation) => makeList(plan, place, generation)
}

function makeList(plan: ListPlan, place: Place, generation: Generation): unknown[] {
  const { constraints, least, most } = plan
  if (least > most) {
    throw new Unsatisfiable(`a list needs at least ${least} items and may have at most ${most}`)
  }
  const sent = sentItems(place, generation)
  const asked = askedItems(place.asked)
  const usual = sent?.length ?? wantedItems(plan, place, generation)
  const wanted = Math.min(usual, asked?.most ?? usual)
  const count = Math.min(Math.max(wanted, least), most)
  const items: unknown[] = []
  const seen = constraints.uniqueItems ? new Set<string>() : null
  const inner = placeOfItems(plan, place, count)
  inner.asked = asked?.each
  const contained = constraints.contains.map(() => 0)
  const position: Position = { at: 0, count, inner, seen, items, contained }
  for (let at = 0; at < count || (at < most && lacks(constraints, contained)); at++) {
    position.at = at
    inner.sent = sent?.[at]
    const item = makeItem(plan, place, generation, position)
    if (item === undefined) break
    items.push(item)
    seen?.add(canonical(item))
    constraints.contains.forEach(({ schema }, rule) => {
      if (generation.store.isValid(schema, generation.direction, item)) {
        contained[rule] = (contained[rule] ?? 0) + 1
      }
    })
    if (generation.lenient && items.length >= lenientItems) break
  }
  return items
}

function itemRange({
  minItems,
  maxItems,
  items,
  contains,
  openItems,
}: Constraints): [number, number] {
  let least = minItems
  let most = maxItems
  for (const { prefix, rest } of items) {
    if (rest === false) most = Math.min(most, prefix.length)
    const end = prefix.indexOf(false)
    if (end >= 0) most = Math.min(most, end)
  }
  if (!openItems && contains.length === 0 && items.every(({ rest }) => rest === undefined)) {
    most = Math.min(most, Math.max(0, ...items.map(({ prefix }) => prefix.length)))
  }
  for (const rule of contains) least = Math.max(least, rule.min)
  return [least, most]
}

function wantedItems({ prefixed, isDeep }: ListPlan, place: Place, generation: Generation): number {
  if (generation.mode !== 'full' || place.extent !== 'all') return 0
  if (prefixed > 0) return prefixed
  const wanted = place.random.integer(2, 3)
  if (!isDeep) return wanted
  if (place.budget < 12) return 1
  return place.depth > 3 ? Math.min(wanted, 2) : wanted
}

/** The items that the client sent; null where it sent no list, or none is to be shown. */
function sentItems({ sent, extent }: Place, { mode }: Generation): readonly unknown[] | null {
  return Array.isArray(sent) && mode === 'full' && extent === 'all' ? sent : null
}

interface Position {
  at: number
  /** How many items are wanted. */
  count: number
  /** The place of each item in turn. */
  inner: Place
  /** What came before, where all items have to differ. */
  seen: ReadonlySet<string> | null
  items: readonly unknown[]
  /** For each rule of what the list has to contain, how many of the items before count. */
  contained: readonly number[]
}

/** One item; undefined when none can be made and none is needed. */
function makeItem(
  plan: ListPlan,
  place: Place,
  generation: Generation,
  position: Position,
): unknown {
  const isNeeded = position.at < plan.least || lacks(plan.constraints, position.contained)
  let failure: Unsatisfiable | undefined
  for (const part of plan.items ?? partsAt(plan, position)) {
    try {
      const value = tryItem(part, plan, place, generation, position)
      if (value !== undefined) return value
    } catch (error) {
      if (!(error instanceof Unsatisfiable)) throw error
      failure = error
    }
  }
  if (!isNeeded) return undefined
  const why = 'a list needs more different items than its item schema allows'
  throw failure ?? new Unsatisfiable(why)
}

/** An item of certain schemas; undefined when all that were made are there already, or count where enough do. */
function tryItem(
  part: Part,
  { constraints, least }: ListPlan,
  place: Place,
  generation: Generation,
  { at, inner, seen, items, contained }: Position,
): unknown {
  for (let tried = 0; tried < triesPerItem; tried++) {
    // A repeated word gives way to the one after it; what may not stand twice is made anew.
    const isOther = tried >= triesToDiffer || (tried > 0 && seen !== null)
    inner.random = place.random.fork(isOther ? `${at}.${tried}` : at)
    inner.variant = at + tried
    inner.copy = at
    inner.optional = at >= least
    const told = inner.sent === undefined ? null : toldValue(part, inner, generation)
    const value = told === null ? generation.part(part, inner) : told.value
    const isDouble =
      seen?.has(canonical(value)) === true || (tried < triesToDiffer && isRepeated(value, items))
    if (told !== null && seen === null && constraints.contains.length === 0) return value
    if (!isDouble && !isTooMuch(constraints, value, contained, generation)) return value
    inner.sent = undefined
  }
  return undefined
}

/** Whether a text stands in its list already; long lists are not looked through. */
const isRepeated = (value: unknown, items: readonly unknown[]) =>
  typeof value === 'string' && items.length < 10 && items.includes(value)

/** Whether an item would count as contained where as many others do as may. */
function isTooMuch(
  { contains }: Constraints,
  value: unknown,
  contained: readonly number[],
  { store, direction }: Generation,
): boolean {
  return contains.some(
    ({ schema, max }, rule) =>
      (contained[rule] ?? 0) >= max && store.isValid(schema, direction, value),
  )
}

/** Whether a list does not contain yet what it has to. */
function lacks({ contains }: Constraints, contained: readonly number[]): boolean {
  return contains.some(({ min }, rule) => (contained[rule] ?? 0) < min)
}

/**
 * Ways to make the item at a position: one that counts for all that the list still has to contain, for one of it,
 * or for nothing, which puts it off until the positions with schemas of their own are behind.
 */
function partsAt({ constraints, prefixed }: ListPlan, { at, count, contained }: Position): Part[] {
  const { contains, openItems } = constraints
  const declared = declaredAt(constraints, at)
  const lacking = contains.filter(({ min }, rule) => (contained[rule] ?? 0) < min)
  const ways: JsonSchema[][] = []
  if (lacking.length > 0) ways.push(lacking.map(({ schema }) => schema))
  if (lacking.length > 1) ways.push(...lacking.map(({ schema }) => [schema]))
  // What is contained counts as evaluated, other items beyond the declared ones do not.
  const parts = ways.map((schemas): Part => ({ schemas: [...declared, ...schemas] }))
  if (at >= count && at >= prefixed) return parts
  if (openItems || declared.length > 0) return [...parts, { schemas: itemSchemas(constraints, at) }]
  return [...parts, ...contains.map(({ schema }): Part => ({ schemas: [schema] }))]
}

function placeOfItems(
  { constraints, called, owner }: ListPlan,
  place: Place,
  count: number,
): Place {
  return {
    random: place.random,
    depth: place.depth + 1,
    budget: Math.floor((place.budget - count) / count),
    name: called,
    owner,
    listed: true,
    variant: 0,
    copy: 0,
    isItem: true,
    neighbours: place.random,
    optional: true,
    extent: place.extent,
    sent: undefined,
    asked: undefined,
    open: openInside(constraints, place),
    family: place.family,
    around: place.around,
  }
}

/** The schemas that apply to the item at a position. */
export function itemSchemas(constraints: Constraints, at: number): readonly JsonSchema[] {
  const declared = declaredAt(constraints, at)
  return declared.length > 0 ? declared : constraints.otherItems
}

function declaredAt({ items }: Constraints, at: number): JsonSchema[] {
  return items.flatMap(({ prefix, rest }) => {
    const schema = prefix[at] ?? rest
    return schema === undefined ? [] : [schema]
  })
}
