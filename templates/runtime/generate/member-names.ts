import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Constraints } from './constraints.ts'
import { generatePattern } from './generate-pattern.ts'
import type { Generation, Place } from './generation.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Names tried for members that the schema leaves open. */
const mostExtraNames = 200

/** A little more than the pattern needs, where it leaves that open: names have to differ. */
const nameLengths = { minLength: 4, maxLength: 60 }

/** The schemas that apply to a member; `false` is among them where it must not be there. */
export function memberSchemas(
  { members, openMembers, otherMembers }: Constraints,
  name: string,
  { store }: Generation,
): JsonSchema[] {
  const schemas: JsonSchema[] = []
  let known = false
  for (const { properties, patterns, additional } of members) {
    const own: JsonSchema[] = []
    const property = properties.get(name)
    if (property !== undefined) own.push(property)
    for (const [source, schema] of patterns) {
      if (store.pattern(source)?.test(name)) own.push(schema)
    }
    if (own.length === 0 && additional !== undefined) own.push(additional)
    known ||= own.length > 0
    schemas.push(...own)
  }
  if (known) return schemas
  return openMembers ? [...schemas, ...otherMembers] : [...schemas, false]
}

/** Whether `propertyNames` lets a member have this name. */
export function isAllowedName(
  { propertyNames }: Constraints,
  name: string,
  { store, direction }: Generation,
): boolean {
  return propertyNames.every((schema) => store.isValid(schema, direction, name))
}

/** Names for further members: declared ones first, then such as the schema's patterns allow, else the likely `keys`. */
export function* makeNames(
  constraints: Constraints,
  keys: readonly string[],
  place: Place,
  generation: Generation,
): Generator<string> {
  const { members, propertyNames } = constraints
  const random = place.random.fork('names')
  for (const { properties } of members) {
    for (const name of properties.keys()) {
      if (isAllowedName(constraints, name, generation)) yield name
    }
  }
  const patterns = members.flatMap(({ patterns }) => [...patterns.keys()])
  const most = Math.min(mostExtraNames, Math.max(constraints.minProperties * 3, 20))
  for (let at = 0; at < most; at++) {
    const name = candidate(at)
    if (name !== null && isAllowedName(constraints, name, generation)) yield name
  }

  function candidate(at: number): string | null {
    if (propertyNames.length > 0) return allowedName(at)
    // What a pattern asks for may lead back here; where an end is sought, names that ask for nothing come first.
    const isFree = place.extent === 'required' && at < keys.length
    const source = isFree ? undefined : patterns[at % Math.max(1, patterns.length)]
    const pattern = source === undefined ? null : generation.store.pattern(source)
    if (pattern)
      return generatePattern(pattern.parsed, generation.known, random.fork(at), nameLengths)
    const name = keys[at % keys.length] ?? 'member'
    return at < keys.length ? name : `${name}${Math.floor(at / keys.length)}`
  }

  function allowedName(at: number): string | null {
    const inner = { ...place, random: random.fork(at), name: 'key', variant: at, budget: 1 }
    try {
      const name = generation.part({ schemas: [...propertyNames, { type: 'string' }] }, inner)
      return typeof name === 'string' ? name : null
    } catch (error) {
      if (error instanceof Unsatisfiable) return null
      throw error
    }
  }
}
