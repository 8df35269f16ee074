import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Constraints } from './constraints.ts'
import { isCountName } from './fill-counts.ts'
import type { Generation, Member, MemberList, Mode, Place, Plan } from './generation.ts'
import { compositeOrder, givenOrder, orderOfComposite } from './making-order.ts'
import { isAllowedName, memberSchemas } from './member-names.ts'
import { isComposite } from './peek-schema.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Below this depth members that need not be there are left out. */
const deepestOptional = 8

/** Most members that need not be there, in one object. */
const mostOptional = 120

/** What members with parts of their own ask of a budget beyond one for each member. */
const spareBudget = 3

/** Members that an object has where it can, even when the budget is spent. */
const fewestOptional = 4

/**
 * Chooses the members to make of objects with the same constraints: anew where budget or extent limits them, else
 * once for all of them.
 */
export function chooserOfMembers(constraints: Constraints): Plan<MemberList> {
  const { members, required } = constraints
  const declared = members.reduce((sum, { properties }) => sum + properties.size, 0)
  // From this budget on it limits nothing.
  const unlimitedBudget = declared + required.size + spareBudget
  const lists: Record<'fresh' | 'same', Partial<Record<Mode, MemberList>>> = { fresh: {}, same: {} }
  return (place, generation) => {
    const isLimited =
      place.extent !== 'all' ||
      place.budget < unlimitedBudget ||
      place.depth > deepestOptional ||
      generation.lenient
    if (isLimited) return listOf(chooseMembers(constraints, place, generation))
    const known = lists[isMadeUp(place, generation) ? 'fresh' : 'same']
    const list = known[generation.mode] ?? listOf(chooseMembers(constraints, place, generation))
    known[generation.mode] = list
    return list
  }
}

function listOf(members: readonly Member[]): MemberList {
  const isOrdered = members.every(
    (member, at) => at === 0 || (members[at - 1]?.order ?? 0) <= member.order,
  )
  const making = isOrdered ? members : [...members].sort((a, b) => a.order - b.order)
  return {
    members,
    making,
    turns: members.map((member) => making.indexOf(member)),
    composites: members.filter(({ composite }) => composite).length,
    hasCounts: members.some(({ name }) => isCountName(name)),
  }
}

function chooseMembers(constraints: Constraints, place: Place, generation: Generation): Member[] {
  const { avoid, maxProperties, tags } = constraints
  const required = requiredNames(constraints, generation)
  const members = new Map<string, Member>()
  const declared = new Set(constraints.members.flatMap(({ properties }) => [...properties.keys()]))
  const add = (name: string, isRequired: boolean) => {
    const schemas = memberSchemas(constraints, name, generation)
    const possible =
      !avoid.has(name) && !schemas.includes(false) && isAllowedName(constraints, name, generation)
    if (!possible) {
      if (!isRequired || generation.lenient) return
      throw new Unsatisfiable(`the member "${name}" is both required and forbidden`)
    }
    const composite = schemas.some((schema) => isComposite(schema, generation.index))
    const own = generation.names.order(name)
    const words = generation.names.read(name)
    const order = composite
      ? orderOfComposite(words, own)
      : isGiven(schemas, place, generation)
        ? givenOrder
        : own
    // The full name of what belongs to somebody begins with that name: `ada/web-client`.
    const isLate = words === 'full name' && declared.has('owner') && order !== givenOrder
    members.set(name, {
      name,
      schemas,
      required: isRequired,
      composite,
      words,
      position: 0,
      order: isLate ? compositeOrder + 1 : order,
    })
  }
  const full =
    place.extent !== 'required' && generation.mode !== 'minimal' && place.depth <= deepestOptional
  for (const name of declared) {
    if (required.has(name)) add(name, true)
    else if (full || tags.has(name)) addOptional(name)
  }
  for (const name of required) if (!members.has(name)) add(name, true)

  function addOptional(name: string) {
    const most = Math.min(mostOptional, Math.max(fewestOptional, place.budget))
    if (members.size >= most && !tags.has(name)) return
    add(name, false)
    const member = members.get(name)
    if (!member || tags.has(name)) return
    const isHidden = member.schemas.some((schema) => generation.hiddenMembers.isHidden(schema))
    const isTooMuch =
      member.composite && (place.extent === 'scalars' || place.budget < members.size + spareBudget)
    if (isHidden || isTooMuch) members.delete(name)
  }
  complete(constraints, members, add)
  leaveOut(constraints, members)
  if (members.size > maxProperties && !generation.lenient) {
    throw new Unsatisfiable(
      `${members.size} members are required and at most ${maxProperties} allowed`,
    )
  }
  return [...members.values()].map((member, position) => ({ ...member, position }))
}

/** Whether texts are made up though the schema has examples: they would make the items of a list look alike. */
const isMadeUp = ({ copy }: Place, { fresh }: Generation) => fresh || copy > 0

/** Whether the schema says itself what a member is. */
function isGiven(schemas: readonly JsonSchema[], place: Place, generation: Generation): boolean {
  const { index } = generation
  const hasExamples = !isMadeUp(place, generation)
  for (const schema of schemas) {
    if (typeof schema === 'boolean') continue
    const keywords = index.keywords(schema)
    if (keywords.const !== undefined || keywords.enum?.length === 1) return true
    if (hasExamples && (keywords.examples !== undefined || keywords.default !== undefined))
      return true
  }
  return false
}

function requiredNames(constraints: Constraints, { hiddenMembers }: Generation): Set<string> {
  const hidden = (name: string) =>
    constraints.members.some(({ properties }) => {
      const schema = properties.get(name)
      return schema !== undefined && hiddenMembers.isHidden(schema)
    })
  return new Set([...constraints.required].filter((name) => !hidden(name)))
}

/** Members that the presence of others asks for; where they cannot be had, the others go. */
function complete(
  { dependentRequired }: Constraints,
  members: Map<string, Member>,
  add: (name: string, required: boolean) => void,
) {
  for (let changed = true; changed; ) {
    changed = false
    for (const [name, names] of dependentRequired) {
      const member = members.get(name)
      for (const other of member ? names : []) {
        if (members.has(other)) continue
        add(other, member?.required ?? false)
        if (!members.has(other)) members.delete(name)
        changed = true
        break
      }
    }
  }
}

/** Takes away what is too much, with the members that ask for it; first those that nothing asks for. */
function leaveOut(constraints: Constraints, members: Map<string, Member>) {
  const { maxProperties, dependentRequired } = constraints
  for (const most of [1, Number.POSITIVE_INFINITY]) {
    for (const name of [...members.keys()].reverse()) {
      if (members.size <= maxProperties) return
      const leaving = new Set(members.has(name) ? [name] : [])
      // What is added is looked at in its turn.
      for (const asked of leaving)
        for (const [asking, names] of dependentRequired)
          if (members.has(asking) && names.includes(asked)) leaving.add(asking)
      if (leaving.size > most) continue
      const mayLeave = [...leaving].every((each) => !members.get(each)?.required)
      if (mayLeave) for (const each of leaving) members.delete(each)
    }
  }
}
