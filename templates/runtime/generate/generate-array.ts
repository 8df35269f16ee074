import { canonical } from '../schemas/canonical-text.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Constraints } from './constraints.ts'
import { openInside } from './enter-schemas.ts'
import type { Generation, Part, Place, Plan } from './generation.ts'
import { isComposite } from './peek-schema.ts'
import { singular } from './singular.ts'
import { toldValue } from './told-value.ts'
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
  /** Of every item; null where they differ by position. */
  items: Part | null
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
    items: isUniform ? { schemas: itemSchemas(constraints, 0) } : null,
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
  const wanted = sent?.length ?? wantedItems(plan, place, generation)
  const count = Math.min(Math.max(wanted, least), most)
  const items: unknown[] = []
  const seen = constraints.uniqueItems ? new Set<string>() : null
  const inner = placeOfItems(plan, place, count)
  for (let at = 0; at < count; at++) {
    inner.sent = sent?.[at]
    const item = makeItem(plan, place, generation, { at, inner, seen, items })
    if (item === undefined) break
    items.push(item)
    seen?.add(canonical(item))
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
  /** The place of each item in turn. */
  inner: Place
  /** What came before, where all items have to differ. */
  seen: ReadonlySet<string> | null
  items: readonly unknown[]
}

/** One item; undefined when none can be made and none is needed. */
function makeItem(
  plan: ListPlan,
  place: Place,
  generation: Generation,
  { at, inner, seen, items }: Position,
): unknown {
  const { constraints, least } = plan
  const part = plan.items ?? { schemas: schemasAt(constraints, at) }
  for (let tried = 0; tried < triesPerItem; tried++) {
    // A repeated word gives way to the one after it; what may not stand twice is made anew.
    const isOther = tried >= triesToDiffer || (tried > 0 && seen !== null)
    inner.random = place.random.fork(isOther ? `${at}.${tried}` : at)
    inner.variant = at + tried
    inner.copy = at
    inner.optional = at >= least
    const told = inner.sent === undefined ? null : toldValue(part, inner, generation)
    let value: unknown
    try {
      value = told === null ? generation.part(part, inner) : told.value
    } catch (error) {
      if (error instanceof Unsatisfiable && at >= least) return undefined
      throw error
    }
    const isDouble =
      seen?.has(canonical(value)) === true || (tried < triesToDiffer && isRepeated(value, items))
    if (told !== null && seen === null && constraints.contains.length === 0) return value
    if (!isDouble && !isTooMuch(constraints, value, at, generation)) return value
    inner.sent = undefined
  }
  if (at >= least) return undefined
  throw new Unsatisfiable('a list needs more different items than its item schema allows')
}

/** Whether a text stands in its list already; long lists are not looked through. */
const isRepeated = (value: unknown, items: readonly unknown[]) =>
  typeof value === 'string' && items.length < 10 && items.includes(value)

/** Whether an item would count as contained where enough others do. */
function isTooMuch(
  { contains }: Constraints,
  value: unknown,
  at: number,
  { store, direction }: Generation,
): boolean {
  for (const { schema, min, max } of contains) {
    const isEnough = at >= min && max !== Number.POSITIVE_INFINITY
    if (isEnough && store.isValid(schema, direction, value)) return true
  }
  return false
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

/** The schemas of the item at a position, and of what the list has to contain. */
function schemasAt(constraints: Constraints, at: number): readonly JsonSchema[] {
  const contained = constraints.contains.filter((rule) => at < rule.min)
  return [...itemSchemas(constraints, at), ...contained.map(({ schema }) => schema)]
}

/** The schemas that apply to the item at a position. */
export function itemSchemas({ items, otherItems }: Constraints, at: number): readonly JsonSchema[] {
  const known = items.flatMap(({ prefix, rest }) => {
    const schema = prefix[at] ?? rest
    return schema === undefined ? [] : [schema]
  })
  return known.length > 0 ? known : otherItems
}
