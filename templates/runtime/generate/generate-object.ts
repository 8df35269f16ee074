import { chooserOfMembers } from './choose-members.ts'
import type { Constraints } from './constraints.ts'
import { fillCounts } from './fill-counts.ts'
import type { Around, Generation, Member, MemberList, Place, Plan } from './generation.ts'
import { makeNames, memberSchemas } from './member-names.ts'
import { isTelling, thingOfPath } from './surroundings.ts'
import { totalOf } from './totals.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** What was worked out about the objects of a place. */
interface ObjectPlan {
  constraints: Constraints
  choose: Plan<MemberList>
  /** What the objects are called: by their place, then by their schemas. */
  called: readonly string[]
  /** Whether one of these names says what they are. */
  isNamed: boolean
  /** What their members call them. */
  owner: string
}

/** Plans an object: its required members, and in full values as many of the others as the budget carries. */
export function planObject(
  constraints: Constraints,
  name: string,
  generation: Generation,
): Plan<Record<string, unknown>> {
  const { names, title } = constraints
  const called = [name, ...names, title].filter((each) => each !== '')
  const plan: ObjectPlan = {
    constraints,
    choose: chooserOfMembers(constraints),
    called,
    isNamed: called.some((each) => isTelling(generation.names.thing(each))),
    owner: name || title || (names[0] ?? ''),
  }
  return (place, attempt) => makeObject(plan, place, attempt)
}

function makeObject(
  plan: ObjectPlan,
  place: Place,
  generation: Generation,
): Record<string, unknown> {
  const { constraints } = plan
  const { members, making, composites, hasCounts } = plan.choose(place, generation)
  const made = new Map<string, unknown>()
  const around = aroundMembers(plan, place, generation, made)
  const share = Math.floor((place.budget - members.length) / Math.max(1, composites))
  for (const member of making) {
    const inner = memberPlace(member, place, plan, { share, around })
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
  if (hasCounts || made.size > members.length) {
    fillCounts(made, (name, count) => {
      // A `total` beside priced lines is what they cost, not how many they are.
      if (totalOf({ ...place, name, around }, generation) !== null) return false
      return memberSchemas(constraints, name, generation).every((schema) =>
        generation.store.isValid(schema, generation.direction, count),
      )
    })
  }
  // Built from entries: a member called __proto__ is a member like any other.
  return Object.fromEntries(making === members ? made : inOrder(members, made))
}

/** The object as its members see it while they are made. */
function aroundMembers(
  { called, isNamed }: ObjectPlan,
  place: Place,
  generation: Generation,
  members: ReadonlyMap<string, unknown>,
): Around {
  const names =
    isNamed || !isNameless(place, generation) ? called : [...called, thingOfPath(generation)]
  const { isItem, around: outer } = place
  return { names, members, family: place.random.fork('family'), isItem, outer }
}

/** Whether the objects around one without a name do not say either what it is: then only the operation does. */
function isNameless(place: Place, { about, names }: Generation): boolean {
  if (about === '') return false
  for (let around = place.around; around?.outer; around = around.outer) {
    for (const name of around.names) if (isTelling(names.thing(name))) return false
  }
  return true
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
  { owner }: ObjectPlan,
  { share, around }: { share: number; around: Around },
): Place {
  return {
    random: place.random.fork(name),
    depth: place.depth + 1,
    budget: composite ? share : 1,
    name,
    owner,
    listed: place.listed,
    variant: 0,
    copy: place.copy,
    isItem: false,
    neighbours: place.neighbours,
    optional: !required,
    extent: place.extent,
    open: place.open,
    family: around.family,
    around,
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
