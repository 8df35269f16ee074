import { canonical } from '../schemas/canonical-text.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Constraints, ContainsRule } from './constraints.ts'
import type { Generation, Place } from './generation.ts'
import { isComposite } from './peek-schema.ts'
import { singular } from './singular.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Attempts at an item that differs from the ones before, or does not count as contained. */
const triesPerItem = 12

/** Items made in vain for a list that cannot be finished. */
const lenientItems = 3

/** Makes a list: two or three items where the schema leaves the choice, none where the mode asks for empty lists. */
export function generateArray(
  constraints: Constraints,
  place: Place,
  generation: Generation,
): unknown[] {
  const [least, most] = itemRange(constraints)
  const called = place.name || constraints.names[0] || constraints.title
  const owner = singular(called)
  const wanted = wantedItems(constraints, place, generation)
  const count = Math.min(Math.max(wanted, least), most)
  const items: unknown[] = []
  const seen = new Set<string>()
  for (let at = 0; at < count; at++) {
    const item = makeItem(constraints, place, generation, {
      ...{ at, count, least, seen, called, owner },
    })
    if (item === null) break
    items.push(item.value)
    if (constraints.uniqueItems) seen.add(canonical(item.value))
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
  if (least > most) {
    throw new Unsatisfiable(`a list needs at least ${least} items and may have at most ${most}`)
  }
  return [least, most]
}

function wantedItems({ items }: Constraints, place: Place, generation: Generation): number {
  if (generation.mode !== 'full' || place.extent !== 'all') return 0
  const prefix = Math.max(0, ...items.map((rules) => rules.prefix.length))
  if (prefix > 0) return prefix
  const isDeep = items.some(({ rest }) => rest !== undefined && isComposite(rest, generation.index))
  const wanted = place.random.integer(2, 3)
  if (!isDeep) return wanted
  if (place.budget < 12) return 1
  return place.depth > 3 ? Math.min(wanted, 2) : wanted
}

interface Position {
  at: number
  count: number
  least: number
  seen: ReadonlySet<string>
  /** What the list is called. */
  called: string
  owner: string
}

/** One item; null when none can be made and none is needed. */
function makeItem(
  constraints: Constraints,
  place: Place,
  generation: Generation,
  { at, count, least, seen, called, owner }: Position,
): { value: unknown } | null {
  const contained = constraints.contains.filter((rule) => at < rule.min)
  const own = itemSchemas(constraints, at)
  const schemas = contained.length === 0 ? own : [...own, ...contained.map(({ schema }) => schema)]
  const others = constraints.contains.filter(
    (rule) => at >= rule.min && rule.max !== Number.POSITIVE_INFINITY,
  )
  for (let tried = 0; tried < triesPerItem; tried++) {
    let value: unknown
    try {
      value = generation.part(schemas, {
        ...place,
        random: place.random.fork(tried === 0 ? at : `${at}.${tried}`),
        depth: place.depth + 1,
        budget: Math.floor((place.budget - count) / count),
        name: called,
        owner,
        listed: true,
        variant: at + tried,
        copy: at,
        isItem: true,
        neighbours: place.random,
        optional: at >= least,
      })
    } catch (error) {
      if (error instanceof Unsatisfiable && at >= least) return null
      throw error
    }
    const isDouble = constraints.uniqueItems && seen.has(canonical(value))
    if (!isDouble && !others.some((rule) => isContained(rule, value, generation))) return { value }
  }
  if (at >= least) return null
  throw new Unsatisfiable('a list needs more different items than its item schema allows')
}

const isContained = ({ schema }: ContainsRule, value: unknown, generation: Generation) =>
  generation.store.isValid(schema, generation.direction, value)

/** The schemas that apply to the item at a position. */
export function itemSchemas({ items, otherItems }: Constraints, at: number): readonly JsonSchema[] {
  const known = items.flatMap(({ prefix, rest }) => {
    const schema = prefix[at] ?? rest
    return schema === undefined ? [] : [schema]
  })
  return known.length > 0 ? known : otherItems
}
