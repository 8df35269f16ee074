import type { ErrorObject } from 'ajv/dist/2020.js'
import { isRecord } from './json-schema.ts'

/** One way in which a value breaks its schema. */
export interface SchemaViolation {
  /** JSON pointer into the value; of a missing or forbidden member it is the member's. */
  pointer: string
  /** The keyword of JSON Schema that is broken. */
  keyword: string
  /** What was expected and what is there instead. */
  message: string
}

/** Keywords whose fault lies with one member of the object they stand on, and how Ajv calls that member. */
const memberOf: Record<string, string> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
  propertyNames: 'propertyName',
}

const bounds: Record<string, (limit: unknown, value: unknown) => string> = {
  minLength: (limit, value) =>
    `must have at least ${count(limit, 'character')}, has ${lengthOf(value)}`,
  maxLength: (limit, value) =>
    `must have at most ${count(limit, 'character')}, has ${lengthOf(value)}`,
  minItems: (limit, value) => `must have at least ${count(limit, 'item')}, has ${lengthOf(value)}`,
  maxItems: (limit, value) => `must have at most ${count(limit, 'item')}, has ${lengthOf(value)}`,
  minProperties: (limit, value) =>
    `must have at least ${count(limit, 'member')}, has ${lengthOf(value)}`,
  maxProperties: (limit, value) =>
    `must have at most ${count(limit, 'member')}, has ${lengthOf(value)}`,
  minimum: (limit, value) => `must be at least ${limit}, is ${show(value)}`,
  maximum: (limit, value) => `must be at most ${limit}, is ${show(value)}`,
  exclusiveMinimum: (limit, value) => `must be more than ${limit}, is ${show(value)}`,
  exclusiveMaximum: (limit, value) => `must be less than ${limit}, is ${show(value)}`,
}

/** Puts an error of the validator into words. */
export function describeViolation(error: ErrorObject, root: unknown): SchemaViolation {
  const { keyword, instancePath, params } = error
  const member = memberName(error)
  const pointer = member === undefined ? instancePath : `${instancePath}/${escapeSegment(member)}`
  return { pointer, keyword, message: message(keyword, params, at(root, instancePath)) }
}

function memberName({ keyword, params }: ErrorObject): string | undefined {
  const parameter = memberOf[keyword]
  const name = parameter === undefined ? undefined : params[parameter]
  return typeof name === 'string' ? name : undefined
}

function message(keyword: string, params: ErrorObject['params'], value: unknown): string {
  const bound = bounds[keyword]
  if (bound) return bound(params['limit'], value)
  switch (keyword) {
    case 'type': {
      const types = [params['type']].flat().join(' or ')
      return `must be of type ${types}, is ${show(value)}`
    }
    case 'enum':
      return `must be one of ${list(params['allowedValues'])}, is ${show(value)}`
    case 'const':
      return `must be ${show(params['allowedValue'])}, is ${show(value)}`
    case 'format':
      return `must have the format ${params['format']}, is ${show(value)}`
    case 'pattern':
      return `must match the pattern ${params['pattern']}, is ${show(value)}`
    case 'multipleOf':
      return `must be a multiple of ${params['multipleOf']}, is ${show(value)}`
    case 'required':
      return `"${params['missingProperty']}" is required, but missing`
    case 'dependentRequired':
      return `"${params['missingProperty']}" is required where "${params['property']}" is present, but missing`
    case 'additionalProperties':
      return `"${params['additionalProperty']}" is not allowed: the schema does not know it`
    case 'unevaluatedProperties':
      return `"${params['unevaluatedProperty']}" is not allowed: the schema does not know it`
    case 'unevaluatedItems':
      return `items after the first ${params['len']} are not allowed`
    case 'items':
      return `must have at most ${count(params['limit'], 'item')}, has ${lengthOf(value)}`
    case 'propertyNames':
      return `the name "${params['propertyName']}" is not allowed here`
    case 'uniqueItems':
      return `items must differ, but items ${params['j']} and ${params['i']} are equal`
    case 'contains':
      return `must contain ${containedCount(params)} of the kind that the schema describes`
    case 'anyOf':
      return `must satisfy at least one of the alternatives of the schema, is ${show(value)}`
    case 'oneOf':
      return params['passingSchemas'] === null
        ? `must satisfy one of the alternatives of the schema, is ${show(value)}`
        : `must satisfy only one of the alternatives of the schema, satisfies several`
    case 'not':
      return `must not satisfy a schema that it satisfies, is ${show(value)}`
    case 'if':
      return `must satisfy the "${params['failingKeyword']}" part of a condition of the schema`
    default:
      return `nothing is allowed here, is ${show(value)}`
  }
}

function containedCount(params: ErrorObject['params']): string {
  const least = `at least ${count(params['minContains'] ?? 1, 'item')}`
  return params['maxContains'] === undefined
    ? least
    : `${least} and at most ${params['maxContains']}`
}

function count(number: unknown, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length
  if (Array.isArray(value)) return value.length
  return isRecord(value) ? Object.keys(value).length : 0
}

/** A value in a few words: scalars as JSON, cut where long. */
function show(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${count(value.length, 'item')}`
  if (isRecord(value)) return 'an object'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

function list(values: unknown): string {
  if (!Array.isArray(values)) return 'the listed values'
  const shown = values.slice(0, 10).map(show).join(', ')
  return values.length > 10 ? `${shown} … (${values.length} values)` : shown
}

/** Escapes one member name for a JSON pointer (RFC 6901). */
export function escapeSegment(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The member names of a JSON pointer (RFC 6901). */
export function pointerSegments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value that a JSON pointer leads to; undefined where there is none. */
export function at(root: unknown, pointer: string): unknown {
  let value = root
  for (const key of pointerSegments(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    // hasOwn has just shown that the key is there.
    value = (value as Record<string, unknown>)[key]
  }
  return value
}
