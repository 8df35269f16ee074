import { isRecord } from '../schemas/json-schema.ts'
import { chooserOfMembers } from './choose-members.ts'
import type { Constraints } from './constraints.ts'
import { openInside } from './enter-schemas.ts'
import { fillCounts } from './fill-counts.ts'
import type {
  Around,
  Generation,
  MadeMember,
  Member,
  MemberList,
  Part,
  Place,
  Plan,
} from './generation.ts'
import { type MapPlan, planMap } from './map-keys.ts'
import { isAllowedName, makeNames, memberSchemas } from './member-names.ts'
import { readNamesOf, thingOfPath } from './surroundings.ts'
import { askedMember, sentMember, toldValue } from './told-value.ts'
import { totalOf } from './totals.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Members of free names that are taken from what a client sent. */
const mostSentNames = 200

/** What was worked out about the objects of a place. */
interface ObjectPlan {
  constraints: Constraints
  choose: Plan<MemberList>
  /** What the names of the objects say: of their place, then of their schemas. */
  called: ReturnType<typeof readNamesOf>
  /** What their members call them. */
  owner: string
  name: string
  /** How members beyond the declared ones are called, once there are some. */
  map?: MapPlan
}

/** Plans an object: its required members, and in full values as many of the others as the budget carries. */
export function planObject(
  constraints: Constraints,
  name: string,
  generation: Generation,
): Plan<Record<string, unknown>> {
  const { names, title } = constraints
  const plan: ObjectPlan = {
    constraints,
    choose: chooserOfMembers(constraints),
    called: readNamesOf(
      [name, ...names, title].filter((each) => each !== ''),
      generation,
    ),
    owner: name || title || (names[0] ?? ''),
    name,
  }
  return (place, attempt) => makeObject(plan, place, attempt)
}

function makeObject(
  plan: ObjectPlan,
  place: Place,
  generation: Generation,
): Record<string, unknown> {
  const { constraints } = plan
  const { members, making, turns, composites, hasCounts } = plan.choose(place, generation)
  const made: MadeMember[] = []
  const around = aroundMembers(plan, place, generation, made)
  const share = Math.floor((place.budget - members.length) / Math.max(1, composites))
  // All members are made at one place in turn: bodies have hundreds.
  const inner = placeOfMembers(plan, place, around)
  const isTold = place.sent !== undefined || place.asked !== undefined
  for (const member of making) {
    inner.random = place.random.fork(member.name)
    inner.budget = member.composite ? share : 1
    inner.name = member.name
    inner.optional = !member.required
    if (isTold) tell(inner, place)
    try {
      const value = makeMember(member, inner, constraints, generation)
      made.push({ name: member.name, words: member.words, position: member.position, value })
    } catch (error) {
      if (!(error instanceof Unsatisfiable)) throw error
      if (member.required && !generation.lenient) {
        throw new Unsatisfiable(`${error.message} (member "${member.name}")`)
      }
    }
  }
  const isWhole = made.length === members.length
  addMissing(plan, place, generation, made, members.length)
  if (hasCounts || made.length > members.length) tellCounts(made, around, plan, place, generation)
  return isWhole ? asObject(made, turns) : asObject(inOrder(made), noTurns)
}

/** Makes counts agree with the list that they count. */
function tellCounts(
  made: MadeMember[],
  around: Around,
  { constraints }: ObjectPlan,
  place: Place,
  generation: Generation,
): void {
  fillCounts(made, (name, count) => {
    // A `total` beside priced lines is what they cost, not how many they are.
    if (totalOf({ ...place, name, around }, generation) !== null) return false
    return memberSchemas(constraints, name, generation).every((schema) =>
      generation.store.isValid(schema, generation.direction, count),
    )
  })
}

/** The object as its members see it while they are made. */
function aroundMembers(
  { called }: ObjectPlan,
  place: Place,
  generation: Generation,
  members: readonly MadeMember[],
): Around {
  const isNamed = called.subjects.length > 0 || !isNameless(place, generation)
  const { names, subjects, isWrapper } = isNamed
    ? called
    : readNamesOf([...called.names, thingOfPath(generation)], generation)
  const family = place.random.fork('family')
  return { names, subjects, isWrapper, members, family, isItem: place.isItem, outer: place.around }
}

/** Whether the objects around one without a name do not say either what it is: then only the operation does. */
function isNameless(place: Place, { about }: Generation): boolean {
  if (about === '') return false
  for (let around = place.around; around?.outer; around = around.outer) {
    if (around.subjects.length > 0) return false
  }
  return true
}

/** What was made, in the order of the schema; members beyond the chosen ones follow. */
function inOrder(made: readonly MadeMember[]): readonly MadeMember[] {
  return [...made].sort((a, b) => a.position - b.position)
}

const noTurns: readonly number[] = []

/** An object of these members, `turns` telling where the first ones stand; the others follow. */
function asObject(made: readonly MadeMember[], turns: readonly number[]): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (let at = 0; at < made.length; at++) {
    const member = made[turns[at] ?? at]
    if (member === undefined) continue
    const { name, value } = member
    // Assigned, this one would be the object's prototype.
    if (name === '__proto__') Object.defineProperty(object, name, asMember(value))
    else object[name] = value
  }
  return object
}

const asMember = (value: unknown) => ({
  value,
  configurable: true,
  enumerable: true,
  writable: true,
})

function placeOfMembers({ constraints, owner }: ObjectPlan, place: Place, around: Around): Place {
  return {
    random: around.family,
    depth: place.depth + 1,
    budget: 1,
    name: '',
    owner,
    listed: place.listed,
    variant: 0,
    copy: place.copy,
    isItem: false,
    neighbours: place.neighbours,
    optional: true,
    extent: place.extent,
    sent: undefined,
    asked: undefined,
    open: openInside(constraints, place),
    family: around.family,
    around,
  }
}

const noParts: readonly Part[] = []

function makeMember(
  member: Member,
  place: Place,
  { tags }: Constraints,
  generation: Generation,
): unknown {
  const own = tags.size === 0 ? undefined : tags.get(member.name)
  if (own === undefined && (place.sent !== undefined || place.asked !== undefined)) {
    const told = toldValue(member, place, generation)
    if (told !== null) return told.value
  }
  if (own !== undefined && member.tagged === undefined) {
    member.tagged = own.map((tag) => ({ schemas: [...member.schemas, { const: tag }] }))
  }
  for (const tagged of member.tagged ?? noParts) {
    try {
      return generation.part(tagged, place)
    } catch (error) {
      // The member's own schema knows better which tags there are.
      if (!(error instanceof Unsatisfiable)) throw error
    }
  }
  return generation.part(member, place)
}

/** Tells a member what the request says of it. */
function tell(member: Place, { sent, asked }: Place): void {
  member.sent = sentMember(sent, member.name)
  member.asked = askedMember(asked, member.name)
}

/** Adds members until there are as many as there must be, and a few to an object that is a map. */
function addMissing(
  plan: ObjectPlan,
  place: Place,
  generation: Generation,
  made: MadeMember[],
  chosen: number,
) {
  const { constraints } = plan
  const { members, minProperties, maxProperties } = constraints
  if (minProperties > maxProperties && !generation.lenient) {
    throw new Unsatisfiable(
      `an object needs ${minProperties} members and may have at most ${maxProperties}`,
    )
  }
  const isMap =
    made.length === 0 &&
    generation.mode === 'full' &&
    place.extent === 'all' &&
    place.budget > 3 &&
    members.some(({ additional, patterns }) => typeof additional === 'object' || patterns.size > 0)
  const sent = made.length === 0 ? sentNames(constraints, place, generation) : []
  const natural = sent.length > 0 ? sent.length : isMap ? 2 : 0
  const wanted = Math.min(Math.max(minProperties, natural), maxProperties)
  if (made.length >= wanted) return
  // What these members ask to stand beside them is not looked after: a check tells.
  if (constraints.dependentRequired.length > 0) generation.isPlanned = false
  plan.map ??= planMap(plan.name, constraints, generation)
  const { map } = plan
  for (const name of sent) addMember(name)
  for (const name of makeNames(constraints, map.keys(place, generation), place, generation)) {
    if (made.length >= wanted) return
    addMember(name)
  }
  if (made.length < minProperties && !generation.lenient) {
    throw new Unsatisfiable(
      `an object needs ${minProperties} members and can only have ${made.length}`,
    )
  }

  function addMember(name: string) {
    if (made.length >= wanted || constraints.avoid.has(name)) return
    if (made.some((each) => each.name === name)) return
    const schemas = memberSchemas(constraints, name, generation)
    if (schemas.includes(false)) return
    const inner = {
      ...place,
      random: place.random.fork(`extra ${name}`),
      budget: Math.floor(place.budget / wanted) - 1,
      depth: place.depth + 1,
      name: map.nameOfValue(name),
      variant: made.length,
      isItem: false,
      optional: made.length >= minProperties,
      open: openInside(constraints, place),
      sent: sentMember(place.sent, name),
      asked: undefined,
    }
    try {
      const told = inner.sent === undefined ? null : toldValue({ schemas }, inner, generation)
      const value = told === null ? generation.part({ schemas }, inner) : told.value
      const words = generation.names.read(name)
      made.push({ name, words, position: chosen + made.length, value })
    } catch (error) {
      if (!(error instanceof Unsatisfiable)) throw error
    }
  }
}

/** Names that the client gave the members of an object in which names are free. */
function sentNames(constraints: Constraints, { sent, extent }: Place, generation: Generation) {
  if (!isRecord(sent) || generation.mode !== 'full' || extent !== 'all') return []
  const names = Object.keys(sent).slice(0, mostSentNames)
  return names.filter(
    (name) =>
      isAllowedName(constraints, name, generation) &&
      !memberSchemas(constraints, name, generation).includes(false),
  )
}
