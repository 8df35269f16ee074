import type { SchemaViolation } from '../schemas/describe-violation.ts'
import { at, escapeSegment, pointerSegments } from '../schemas/describe-violation.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { isRecord } from '../schemas/json-schema.ts'
import { convert } from './convert-value.ts'
import type { Around, Generation, Place } from './generation.ts'
import type { Located } from './locate-schemas.ts'
import { locate } from './locate-schemas.ts'
import { putAt, removeAt } from './pointer-edits.ts'
import type { Random } from './random-source.ts'
import { membersOf, readNamesOf } from './surroundings.ts'
import { topPlace } from './top-place.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

export interface RepairedValue {
  value: unknown
  /** JSON pointers of what was replaced, added or removed, outermost only. */
  changed: string[]
  valid: boolean
}

/** A schema that applies to the part of the value that so many segments lead to. */
interface Base {
  schema: JsonSchema
  depth: number
}

/** Rounds of checking and mending. */
const mostRounds = 40

const unknownMember: ReadonlySet<string> = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'false schema',
])

/**
 * Mends a value: members that the schema does not know go, missing ones are made, broken ones are converted
 * where that is possible and else made anew. What is valid stays. A place that cannot be mended takes
 * the place around it with it. The value given is not changed.
 */
export function repairValue(
  schema: JsonSchema,
  given: unknown,
  generation: Generation,
): RepairedValue {
  const { store, direction } = generation
  const changed = new Set<string>()
  const tries = new Map<string, number>()
  const whole: Base = { schema, depth: 0 }
  let value = structuredClone(given)

  function mend(violation: SchemaViolation, base: Base = whole) {
    const tried = tries.get(violation.pointer) ?? 0
    tries.set(violation.pointer, tried + 1)
    const segments = pointerSegments(violation.pointer)
    // Each failure widens what is made anew by one level.
    const scope = segments.slice(0, Math.max(0, segments.length - Math.max(0, tried - 1)))
    if (tried === 0 && mendGently(violation, segments, base)) return
    remake(scope, base)
  }

  /** Mends without touching what is valid; false when that is not possible. */
  function mendGently(
    { keyword, pointer }: SchemaViolation,
    segments: string[],
    base: Base,
  ): boolean {
    if (unknownMember.has(keyword) && segments.length > 0) return remove(pointer)
    const there = at(value, pointer)
    if (Array.isArray(there) && keyword === 'maxItems') return removeLast(there, pointer)
    if (Array.isArray(there) && keyword === 'minItems') return appendItem(there, segments, base)
    const found = locateFrom(base, segments)
    if (!found) return false
    if (keyword === 'anyOf' || keyword === 'oneOf') return mendBranch(pointer, there, found.chosen)
    const converted = convert(there, found.schemas, generation)
    if (!converted) return false
    put(pointer, converted.value)
    return true
  }

  /** Mends towards the alternative that comes nearest. */
  function mendBranch(pointer: string, there: unknown, chosen: readonly JsonSchema[]): boolean {
    const inner = chosen.flatMap((branch) =>
      store.check(branch, direction, there).map((violation) => ({ branch, violation })),
    )
    if (inner.length === 0 || inner.some(({ violation }) => violation.pointer === '')) return false
    const depth = pointerSegments(pointer).length
    for (const { branch, violation } of inner) {
      mend({ ...violation, pointer: pointer + violation.pointer }, { schema: branch, depth })
    }
    return true
  }

  function removeLast(list: unknown[], pointer: string): boolean {
    remove(`${pointer}/${list.length - 1}`)
    return true
  }

  function appendItem(list: unknown[], segments: string[], base: Base): boolean {
    remake([...segments, String(list.length)], base)
    return true
  }

  function remove(pointer: string): boolean {
    value = removeAt(value, pointerSegments(pointer))
    changed.add(pointer)
    return true
  }

  function put(pointer: string, part: unknown) {
    value = putAt(value, pointerSegments(pointer), part)
    changed.add(pointer)
  }

  /** Makes a place anew; where that fails, the place around it. */
  function remake(segments: string[], base: Base) {
    const pointer = segments.map((segment) => `/${escapeSegment(segment)}`).join('')
    const found = locateFrom(base, segments)
    try {
      if (!found) throw new Unsatisfiable('no schema applies there')
      put(pointer, generation.part({ schemas: found.schemas }, placeOf(segments)))
    } catch (error) {
      if (!(error instanceof Unsatisfiable) || segments.length === 0) throw error
      remake(segments.slice(0, -1), base)
    }
  }

  /** Once the alternative is chosen, it is not chosen again for each of its parts: that costs a look at all of them. */
  function locateFrom(base: Base, segments: string[]): Located | null {
    const { schema: from, depth } = segments.length > base.depth ? base : whole
    const pointer = segments.slice(0, depth).map((segment) => `/${escapeSegment(segment)}`)
    return locate(from, at(value, pointer.join('')), segments.slice(depth), generation)
  }

  function placeOf(segments: string[]): Place {
    const name = segments.findLast((segment) => !/^\d+$/.test(segment)) ?? ''
    const owner = segments.slice(0, -1).findLast((segment) => !/^\d+$/.test(segment)) ?? ''
    const tried = tries.get(segments.join('/')) ?? 0
    tries.set(segments.join('/'), tried + 1)
    const random = generation.root.fork(`${segments.join('/')} ${tried}`)
    const around = aroundOf(segments, random)
    const copy = Number(segments.findLast((segment) => /^\d+$/.test(segment)) ?? 0)
    const here = { owner, around, copy, depth: segments.length, variant: tried, budget: 100 }
    return { ...topPlace(name, random), ...here }
  }

  /** What is there already around a place: what is made anew agrees with it. */
  function aroundOf(segments: string[], random: Random): Around | null {
    let outer: Around | null = null
    for (let depth = 0; depth < segments.length; depth++) {
      const pointer = segments.slice(0, depth).map((segment) => `/${escapeSegment(segment)}`)
      const there = at(value, pointer.join(''))
      if (!isRecord(there)) continue
      const name = segments.slice(0, depth).findLast((segment) => !/^\d+$/.test(segment))
      const own = membersOf(there, generation).filter(({ name }) => name !== segments[depth])
      const names = name === undefined ? [] : [name]
      const isItem = /^\d+$/.test(segments[depth - 1] ?? '')
      outer = { ...readNamesOf(names, generation), members: own, family: random, isItem, outer }
    }
    return outer
  }

  for (let round = 0; round < mostRounds; round++) {
    const violations = store.check(schema, direction, value)
    if (violations.length === 0) break
    const mended: string[] = []
    for (const violation of violations) {
      // A place is mended once a round: what follows may no longer be true.
      if (mended.some((pointer) => isWithin(violation.pointer, pointer))) continue
      mended.push(violation.pointer)
      try {
        mend(violation)
      } catch (error) {
        if (!(error instanceof Unsatisfiable)) throw error
      }
    }
  }
  const valid = store.isValid(schema, direction, value)
  return { value, changed: outermost([...changed]), valid }
}

const isWithin = (pointer: string, outer: string) =>
  pointer === outer || pointer.startsWith(`${outer}/`)

function outermost(pointers: string[]): string[] {
  return pointers.filter(
    (pointer) => !pointers.some((other) => other !== pointer && isWithin(pointer, other)),
  )
}
