import { membersOf } from './choose-members.ts'
import type { Constraints } from './constraints.ts'
import { fillCounts } from './fill-counts.ts'
import type { Around, Generation, Member, Place } from './generation.ts'
import { makeNames, memberSchemas } from './member-names.ts'
import { isTelling, thingOfPath } from './surroundings.ts'
import { totalOf } from './totals.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Makes an object: its required members, and in full values as many of the others as the budget carries. */
export function generateObject(
  constraints: Constraints,
  place: Place,
  generation: Generation,
): Record<string, unknown> {
  const members = membersOf(constraints, place, generation)
  const made = new Map<string, unknown>()
  const around = aroundMembers(constraints, place, generation, made)
  const composites = members.filter(({ composite }) => composite).length
  const share = Math.floor((place.budget - members.length) / Math.max(1, composites))
  const making = inMakingOrder(members)
  for (const member of making) {
    const inner = memberPlace(member, place, constraints, { share, around })
    try {
      made.set(member.name, makeMember(member, inner, constraints, generation))
    } catch (error) {
      if (!(error instanceof Unsatisfiable)) throw error
      if (member.required && !generation.lenient) {
        throw new Unsatisfiable(`${error.message} (member "${member.name}")`)
      }
    }
  }
  addMissing(constraints, place, generation, made)
  fillCounts(made, (name, count) => {
    // A `total` beside priced lines is what they cost, not how many they are.
    if (totalOf({ ...place, name, around }, generation) !== null) return false
    return memberSchemas(constraints, name, generation).every((schema) =>
      generation.store.isValid(schema, generation.direction, count),
    )
  })
  // Built from entries: a member called __proto__ is a member like any other.
  return Object.fromEntries(making === members ? made : inOrder(members, made))
}

/** The object as its members see it while they are made. */
function aroundMembers(
  { names, title }: Constraints,
  place: Place,
  generation: Generation,
  members: ReadonlyMap<string, unknown>,
): Around {
  const called: string[] = []
  if (place.name !== '') called.push(place.name)
  called.push(...names)
  if (title !== '') called.push(title)
  if (isNameless(called, place, generation)) called.push(thingOfPath(generation))
  const { isItem, around: outer } = place
  return { names: called, members, family: place.random.fork('family'), isItem, outer }
}

/** Whether neither the object nor those around it say what they are: then only the operation does. */
function isNameless(
  called: readonly string[],
  place: Place,
  { about, names }: Generation,
): boolean {
  if (about === '') return false
  for (const name of called) if (isTelling(names.thing(name))) return false
  for (let around = place.around; around?.outer; around = around.outer) {
    for (const name of around.names) if (isTelling(names.thing(name))) return false
  }
  return true
}

/** Members that others follow from come first; the list itself where that is so already. */
function inMakingOrder(members: readonly Member[]): readonly Member[] {
  const isOrdered = members.every(
    (member, at) => at === 0 || (members[at - 1]?.order ?? 0) <= member.order,
  )
  return isOrdered ? members : [...members].sort((a, b) => a.order - b.order)
}

/** What was made, in the order of the schema. */
function inOrder(members: readonly Member[], made: ReadonlyMap<string, unknown>) {
  const entries: [string, unknown][] = []
  for (const { name } of members) if (made.has(name)) entries.push([name, made.get(name)])
  if (entries.length === made.size) return entries
  // Members beyond those of the schema follow.
  const known = new Set(members.map(({ name }) => name))
  return [...entries, ...[...made].filter(([name]) => !known.has(name))]
}

function memberPlace(
  { name, required, composite }: Member,
  place: Place,
  constraints: Constraints,
  { share, around }: { share: number; around: Around },
): Place {
  return {
    ...place,
    random: place.random.fork(name),
    depth: place.depth + 1,
    budget: composite ? share : 1,
    name,
    isItem: false,
    owner: place.name || constraints.title || (constraints.names[0] ?? ''),
    variant: 0,
    family: around.family,
    around,
    optional: !required,
  }
}

function makeMember(
  { name, schemas }: Member,
  place: Place,
  { tags }: Constraints,
  generation: Generation,
): unknown {
  for (const tag of tags.get(name) ?? []) {
    try {
      return generation.part([...schemas, { const: tag }], place)
    } catch (error) {
      // The member's own schema knows better which tags there are.
      if (!(error instanceof Unsatisfiable)) throw error
    }
  }
  return generation.part(schemas, place)
}

/** Adds members until there are as many as there must be, and a few to an object that is a map. */
function addMissing(
  constraints: Constraints,
  place: Place,
  generation: Generation,
  made: Map<string, unknown>,
) {
  const { members, minProperties, maxProperties } = constraints
  const isMap =
    made.size === 0 &&
    generation.mode === 'full' &&
    place.extent === 'all' &&
    place.budget > 3 &&
    members.some(({ additional, patterns }) => typeof additional === 'object' || patterns.size > 0)
  const wanted = Math.min(Math.max(minProperties, isMap ? 2 : 0), maxProperties)
  if (made.size >= wanted) return
  for (const name of makeNames(constraints, place, generation)) {
    if (made.size >= wanted) return
    if (made.has(name) || constraints.avoid.has(name)) continue
    const schemas = memberSchemas(constraints, name, generation)
    if (schemas.includes(false)) continue
    try {
      const random = place.random.fork(`extra ${name}`)
      const budget = Math.floor(place.budget / wanted) - 1
      const optional = made.size >= minProperties
      const inner = {
        ...place,
        random,
        budget,
        depth: place.depth + 1,
        name,
        variant: made.size,
        isItem: false,
        optional,
      }
      made.set(name, generation.part(schemas, inner))
    } catch (error) {
      if (!(error instanceof Unsatisfiable)) throw error
    }
  }
  if (made.size < minProperties && !generation.lenient) {
    throw new Unsatisfiable(
      `an object needs ${minProperties} members and can only have ${made.size}`,
    )
  }
}
