import { createNullRecord } from '../routing/null-record.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { createShapeReader, type Kind, type SchemaShape } from './schema-shape.ts'

/** A value as a request writes it: text, several of them, or named ones. */
export type TextValue = string | TextValue[] | Map<string, TextValue>

/** Turns text into the values that schemas ask for. What does not fit stays text, for the validator to complain. */
export interface Coercer {
  shapeOf(schema: JsonSchema): SchemaShape
  coerce(schema: JsonSchema, text: TextValue): unknown
  /** The first candidate that is valid, else the first one. */
  firstValid(schema: JsonSchema, candidates: readonly (() => unknown)[]): unknown
  isValid(schema: JsonSchema, value: unknown): boolean
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const TRUE = /^true$/i
const FALSE = /^false$/i
const JSON_START = /^\s*[[{]/
const INDEX = /^\d*$/
// Kinds in the order in which they are tried for a schema that allows several.
const TYPED_FIRST: Kind[] = ['integer', 'number', 'boolean', 'null', 'array', 'object', 'string']
const TEXT_FIRST: Kind[] = ['string', 'integer', 'boolean', 'null', 'array', 'object']

export function createCoercer(store: SchemaStore): Coercer {
  const shapeOf = createShapeReader(store)

  const isValid = (schema: JsonSchema, value: unknown) => store.isValid(schema, 'request', value)

  return { shapeOf, coerce, firstValid, isValid }

  function coerce(schema: JsonSchema, text: TextValue): unknown {
    if (typeof text === 'string') return coerceText(schema, text)
    return Array.isArray(text) ? coerceList(schema, text) : coerceMembers(schema, text)
  }

  function coerceText(schema: JsonSchema, text: string): unknown {
    if (typeof schema === 'boolean' || Object.keys(schema).length === 0) return text
    const { kinds, onlyKind } = shapeOf(schema)
    if (onlyKind !== null) return read(onlyKind, text) ?? text
    const candidates: unknown[] = []
    for (const kind of kinds ? TYPED_FIRST : TEXT_FIRST) {
      if (kinds && !kinds.has(kind)) continue
      const value = read(kind, text)
      if (value !== undefined) candidates.push(value)
    }
    if (text === '' && kinds?.has('null')) candidates.push(null)
    if (candidates.length < 2) return candidates.length === 0 ? text : candidates[0]
    const exact = kinds ? candidates.filter((value) => !isInexact(value, text)) : candidates
    return firstValid(
      schema,
      (exact.length > 0 ? exact : candidates).map((value) => () => value),
    )
  }

  function coerceList(schema: JsonSchema, texts: TextValue[]): unknown[] {
    const { items, prefixItems } = shapeOf(schema)
    return texts.map((text, index) => coerce(prefixItems[index] ?? items, text))
  }

  function coerceMembers(schema: JsonSchema, texts: Map<string, TextValue>): unknown {
    const shape = shapeOf(schema)
    const isList = shape.kinds
      ? wants(shape, 'array') && !wants(shape, 'object')
      : wants(shape, 'array')
    if (texts.size > 0 && isList && [...texts.keys()].every((key) => INDEX.test(key))) {
      return coerceList(schema, [...texts.values()].flat())
    }
    const members = createNullRecord<unknown>()
    for (const [name, text] of texts) members[name] = coerceMember(memberSchema(shape, name), text)
    return members
  }

  function coerceMember(schema: JsonSchema, text: TextValue): unknown {
    if (typeof text !== 'string' || !wants(shapeOf(schema), 'array')) return coerce(schema, text)
    return firstValid(schema, [() => coerce(schema, [text]), () => coerce(schema, text)])
  }

  function firstValid(schema: JsonSchema, candidates: readonly (() => unknown)[]): unknown {
    const first = candidates[0]?.()
    if (candidates.length < 2 || store.isValid(schema, 'request', first)) return first
    for (const candidate of candidates.slice(1)) {
      const value = candidate()
      if (store.isValid(schema, 'request', value)) return value
    }
    return first
  }
}

/** True when the kind is allowed, or when the schema has no type but talks about the kind. */
export function wants(shape: SchemaShape, kind: Kind): boolean {
  return shape.kinds ? shape.kinds.has(kind) : shape.hints.has(kind)
}

/** Which forms of value a schema accepts. */
export interface WantedForms {
  plain: boolean
  array: boolean
  object: boolean
}

export function wantedForms(shape: SchemaShape): WantedForms {
  return { plain: wantsPlain(shape), array: wants(shape, 'array'), object: wants(shape, 'object') }
}

/** True when a value may be neither a list nor an object. */
export function wantsPlain(shape: SchemaShape): boolean {
  if (!shape.kinds) return shape.hints.size === 0
  return [...shape.kinds].some((kind) => kind !== 'array' && kind !== 'object')
}

/** The schema of one member of an object. */
export function memberSchema(shape: SchemaShape, name: string): JsonSchema {
  return (
    shape.properties.get(name) ??
    shape.patternProperties.find(({ pattern }) => pattern.test(name))?.schema ??
    shape.additionalProperties
  )
}

function read(kind: Kind, text: string): unknown {
  switch (kind) {
    case 'integer':
    case 'number': {
      const value = NUMBER.test(text) ? Number(text) : Number.NaN
      return Number.isFinite(value) ? value : undefined
    }
    case 'boolean':
      if (TRUE.test(text)) return true
      return FALSE.test(text) ? false : undefined
    case 'null':
      return text === 'null' ? null : undefined
    case 'string':
      return text
    default:
      return readJson(kind, text)
  }
}

function readJson(kind: 'array' | 'object', text: string): unknown {
  if (!JSON_START.test(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) === (kind === 'array') ? value : undefined
  } catch {
    return undefined
  }
}

/** True for numbers that would lose digits, such as long ids, where the text may stay text. */
function isInexact(value: unknown, text: string): boolean {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    !Number.isSafeInteger(value) &&
    !/[.eE]/.test(text)
  )
}
