import { isObject, items, type JsonObject, textOf } from '../json-value.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import type { SpecReader } from './spec-reader.ts'

/** A schema that applies to the same object as another one. */
interface Part {
  value: JsonObject
  /** Which member of the outermost `allOf` it comes from; null for the outermost schema itself. */
  from: number | null
}

/** Parts that are looked at; no description is written with more. */
const MOST_PARTS = 100

/** Names shown of many. */
const SHOWN = 8

/** Reports objects that cannot be: a part requires members that another one, by `additionalProperties: false`, forbids. */
export function checkForbiddenMembers(
  schema: JsonObject,
  pointer: string,
  reader: SpecReader,
): void {
  if (schema.additionalProperties !== false && !Array.isArray(schema.allOf)) return
  const parts = partsOf(schema, pointer, reader)
  for (const closed of parts) {
    if (!isClosed(closed.value)) continue
    const declared = isObject(closed.value.properties) ? closed.value.properties : {}
    const missing = parts
      .filter((part) => isOther(part, closed))
      .flatMap(({ value }) => items(value.required))
      .map((name) => textOf(name))
      .filter((name) => name !== '' && !Object.hasOwn(declared, name))
    if (missing.length > 0) report([...new Set(missing)], closed, pointer, reader)
  }
}

/** What stands in one member of `allOf` alone is reported where that member is read. */
const isOther = (part: Part, closed: Part) => part.from !== closed.from || part.from === null

function isClosed({ additionalProperties, patternProperties, type }: JsonObject): boolean {
  const isForObjects = type === undefined || [type].flat().includes('object')
  return additionalProperties === false && patternProperties === undefined && isForObjects
}

function partsOf(schema: JsonObject, pointer: string, reader: SpecReader): Part[] {
  const parts: Part[] = [{ value: schema, from: null }]
  const seen = new Set<JsonObject>([schema])
  const waiting = branchesOf(schema, pointer).map((branch, from) => ({ ...branch, from }))
  for (const { value, at, from } of waiting) {
    const found = isObject(value) ? reader.follow(value, at) : undefined
    if (found === undefined || seen.has(found.value) || parts.length >= MOST_PARTS) continue
    seen.add(found.value)
    parts.push({ value: found.value, from })
    for (const inner of branchesOf(found.value, found.pointer)) waiting.push({ ...inner, from })
  }
  return parts
}

function branchesOf(schema: JsonObject, pointer: string): { value: unknown; at: string }[] {
  const at = appendPointer(pointer, 'allOf')
  return items(schema.allOf).map((value, position) => ({ value, at: appendPointer(at, position) }))
}

function report(names: string[], closed: Part, pointer: string, reader: SpecReader): void {
  const shown = names.slice(0, SHOWN).join(', ')
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''
  const isOwn = closed.from === null
  const where = isOwn ? 'beside it' : `in member ${closed.from} of allOf`
  reader.problems.add({
    severity: 'warning',
    code: 'forbidden-members',
    message:
      `No object satisfies this schema: it requires ${shown}${more}, and additionalProperties: false ` +
      `allows only the properties declared ${where}. Bodies are made without what is forbidden. ` +
      `Declare the members there too, or take additionalProperties: false away.`,
    pointer: appendPointer(pointer, isOwn ? 'additionalProperties' : 'allOf'),
  })
}
