import { isObject, items, type JsonObject, members, textOf } from '../json-value.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import type { Found } from './look-up.ts'
import type { SpecReader } from './spec-reader.ts'

export type Names = ReadonlySet<string>
export const noNames: Names = new Set()

/** Members that closed objects have to allow for any object to satisfy a schema that they are parts of. */
export interface Openings {
  /** In the schema itself and in its `allOf`. */
  parts: Names
  /** In its alternatives: what is declared outside of them. */
  alternatives: Names
}

/** A schema that applies to the same object as another one. */
interface Part {
  value: JsonObject
  pointer: string
  /** Where it stands in the outermost schema; null for that one itself. */
  from: string | null
}

/** A part that allows only the members it declares, and what others require beyond them. */
interface Conflict {
  closed: Part
  names: string[]
}

/** Parts that are looked at; no description is written with more. */
const MOST_PARTS = 100

/** Names shown of many. */
const SHOWN = 8

const choiceKeywords = ['anyOf', 'oneOf'] as const

/**
 * Finds objects that cannot be: a part requires members that another one, by `additionalProperties: false`, forbids.
 * They are reported, and what the author must have meant is that the parts allow what they declare together.
 */
export function openingsOf(schema: JsonObject, pointer: string, reader: SpecReader): Openings {
  if (!isWorthALook(schema)) return { parts: noNames, alternatives: noNames }
  const parts = partsOf({ value: schema, pointer }, null, reader)
  const choices = parts.flatMap((part) => choicesOf(part, reader))
  const conflicts = conflictsAmong(parts, parts)
  for (const branches of choices) {
    const found = branches.map((branch) => [
      ...conflictsAmong(parts, branch),
      ...conflictsAmong(branch, [...parts, ...branch]),
    ])
    // As long as one alternative is left, the schema is as its author wrote it.
    if (found.every((each) => each.length > 0)) conflicts.push(...found.flat())
  }
  if (conflicts.length === 0) return { parts: noNames, alternatives: noNames }
  report(conflicts, pointer, reader)
  const alternatives = namesOf(parts)
  return { parts: new Set([...alternatives, ...namesOf(choices.flat(2))]), alternatives }
}

/** Whether a schema, or what it is made of, allows only the members that it declares. */
export function hasClosedPart({ value, pointer }: Found, reader: SpecReader): boolean {
  if (!isObject(value)) return false
  const parts = partsOf({ value, pointer }, null, reader)
  const inner = parts.flatMap((part) => choicesOf(part, reader)).flat(2)
  return [...parts, ...inner].some((part) => isClosed(part.value))
}

/** True for an object that allows only the members it declares. */
export function isClosed({ additionalProperties, patternProperties, type }: JsonObject): boolean {
  const isForObjects = type === undefined || [type].flat().includes('object')
  return additionalProperties === false && patternProperties === undefined && isForObjects
}

function isWorthALook(schema: JsonObject): boolean {
  if (schema.additionalProperties === false || Array.isArray(schema.allOf)) return true
  const hasParts = typeof schema.$ref === 'string' || choiceKeywords.some((key) => schema[key])
  return hasParts && Array.isArray(schema.required)
}

function conflictsAmong(parts: readonly Part[], others: readonly Part[]): Conflict[] {
  return parts.flatMap((closed) => {
    if (!isClosed(closed.value)) return []
    const declared = isObject(closed.value.properties) ? closed.value.properties : {}
    const names = others
      .filter((part) => isOther(part, closed))
      .flatMap(({ value }) => requiredBy(value))
      .filter((name) => !Object.hasOwn(declared, name))
    return names.length === 0 ? [] : [{ closed, names }]
  })
}

/** What stands in one part alone is found where that part is read. */
const isOther = (part: Part, closed: Part) => part.from !== closed.from || part.from === null

const requiredBy = (schema: JsonObject) =>
  items(schema.required)
    .map((name) => textOf(name))
    .filter((name) => name !== '')

function namesOf(parts: readonly Part[]): Names {
  return new Set(
    parts.flatMap(({ value }) => [
      ...members(value.properties).map(([name]) => name),
      ...requiredBy(value),
    ]),
  )
}

/** A schema and all that applies wherever it does. */
function partsOf(start: Found, from: string | null, reader: SpecReader): Part[] {
  const parts: Part[] = []
  const seen = new Set<unknown>()
  const waiting = [{ ...start, from }]
  for (const { value, pointer, from } of waiting) {
    if (!isObject(value) || seen.has(value) || parts.length >= MOST_PARTS) continue
    seen.add(value)
    const target = typeof value.$ref === 'string' ? reader.target(value.$ref, pointer) : undefined
    if (target) waiting.push({ ...target, from: from ?? 'in what $ref refers to' })
    // Before 3.1 what stands beside a reference does not count.
    if (value.$ref !== undefined && reader.dialect !== 'openapi-3.1') continue
    parts.push({ value, pointer, from })
    for (const [at, inner] of items(value.allOf).entries()) {
      const place = appendPointer(appendPointer(pointer, 'allOf'), at)
      waiting.push({ value: inner, pointer: place, from: from ?? `in member ${at} of allOf` })
    }
  }
  return parts
}

/** The alternatives of a part, each with all that it applies. */
function choicesOf({ value, pointer, from }: Part, reader: SpecReader): Part[][][] {
  return choiceKeywords.flatMap((keyword) => {
    const branches = items(value[keyword]).map((branch, at) => {
      const place = appendPointer(appendPointer(pointer, keyword), at)
      const where = from ?? `in alternative ${at} of ${keyword}`
      return partsOf({ value: branch, pointer: place }, where, reader)
    })
    return branches.length === 0 ? [] : [branches]
  })
}

function report(conflicts: readonly Conflict[], pointer: string, reader: SpecReader): void {
  const byPlace = new Map<string | null, Set<string>>()
  for (const { closed, names } of conflicts) {
    const known = byPlace.get(closed.from) ?? []
    byPlace.set(closed.from, new Set([...known, ...names]))
  }
  for (const [from, names] of byPlace) {
    const shown = [...names].slice(0, SHOWN).join(', ')
    const more = names.size > SHOWN ? ` and ${names.size - SHOWN} more` : ''
    reader.problems.add({
      severity: 'warning',
      code: 'forbidden-members',
      message:
        `No object satisfies this schema as it is written: it requires ${shown}${more}, and ` +
        `additionalProperties: false allows only the properties declared ${from ?? 'beside it'}. ` +
        `Here it allows what all parts of the schema declare. ` +
        `Declare the members there too, or take additionalProperties: false away.`,
      pointer: from === null ? appendPointer(pointer, 'additionalProperties') : pointer,
    })
  }
}
