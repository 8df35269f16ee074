import { child, codePoints, isObject, jsonEquals, pointerTo, type Schema } from './json-value.ts'
import type { Validation } from './validate-json.ts'

/** Keywords of strings; `format` is checked elsewhere. */
export function checkString(
  { report }: Validation,
  value: string,
  { minLength, maxLength, pattern }: Schema,
  pointer: string,
): void {
  if (typeof minLength === 'number' && codePoints(value) < minLength) {
    report(pointer, `must have at least ${counted(minLength, 'character')}`)
  }
  if (typeof maxLength === 'number' && codePoints(value) > maxLength) {
    report(pointer, `must have at most ${counted(maxLength, 'character')}`)
  }
  if (typeof pattern === 'string' && !matchesPattern(pattern, value)) {
    report(pointer, `must match ${pattern}`)
  }
}

/** Keywords of numbers. */
export function checkNumber(
  { report }: Validation,
  value: number,
  schema: Schema,
  pointer: string,
): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  if (typeof minimum === 'number' && value < minimum) report(pointer, `must be at least ${minimum}`)
  if (typeof maximum === 'number' && value > maximum) report(pointer, `must be at most ${maximum}`)
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) {
    report(pointer, `must be more than ${exclusiveMinimum}`)
  }
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) {
    report(pointer, `must be less than ${exclusiveMaximum}`)
  }
  if (typeof multipleOf === 'number' && multipleOf > 0 && !isMultiple(value, multipleOf)) {
    report(pointer, `must be a multiple of ${multipleOf}`)
  }
}

/** 0.3 is a multiple of 0.1, whatever binary fractions say. */
function isMultiple(value: number, step: number): boolean {
  const quotient = value / step
  return Math.abs(quotient - Math.round(quotient)) < 1e-9 * Math.max(1, Math.abs(quotient))
}

/** Keywords of arrays. */
export function checkArray(
  validation: Validation,
  value: readonly unknown[],
  schema: Schema,
  pointer: string,
): void {
  const { report, check } = validation
  const { minItems, maxItems, uniqueItems, prefixItems, items } = schema
  if (typeof minItems === 'number' && value.length < minItems) {
    report(pointer, `must have at least ${counted(minItems, 'item')}`)
  }
  if (typeof maxItems === 'number' && value.length > maxItems) {
    report(pointer, `must have at most ${counted(maxItems, 'item')}`)
  }
  if (uniqueItems === true) checkUnique(validation, value, pointer)
  const prefix = Array.isArray(prefixItems) ? prefixItems : []
  for (const [index, item] of value.entries()) {
    if (validation.isDecided()) return
    const itemSchema = index < prefix.length ? prefix[index] : items
    if (itemSchema !== undefined) check(item, itemSchema, pointerTo(pointer, index))
  }
  checkContains(validation, value, schema, pointer)
}

function checkUnique({ report }: Validation, value: readonly unknown[], pointer: string): void {
  const seen = new Set<unknown>()
  const structures: unknown[] = []
  for (const [index, item] of value.entries()) {
    const isStructure = typeof item === 'object' && item !== null
    const repeated = isStructure
      ? structures.some((other) => jsonEquals(other, item))
      : seen.has(item)
    if (repeated) {
      report(pointerTo(pointer, index), 'repeats an earlier item')
      return
    }
    if (isStructure) structures.push(item)
    else seen.add(item)
  }
}

function checkContains(
  { report, isValid }: Validation,
  value: readonly unknown[],
  { contains, minContains, maxContains }: Schema,
  pointer: string,
): void {
  if (contains === undefined) return
  const least = typeof minContains === 'number' ? minContains : 1
  const found = value.filter((item) => isValid(item, contains)).length
  if (found < least) report(pointer, `must contain at least ${counted(least, 'such item')}`)
  if (typeof maxContains === 'number' && found > maxContains) {
    report(pointer, `must contain at most ${counted(maxContains, 'such item')}`)
  }
}

/** Keywords of objects. */
export function checkObject(
  validation: Validation,
  value: Schema,
  schema: Schema,
  pointer: string,
): void {
  const { report, check } = validation
  const { required, minProperties, maxProperties, propertyNames } = schema
  const names = Object.keys(value)
  if (Array.isArray(required)) reportMissing(validation, value, required, pointer)
  if (typeof minProperties === 'number' && names.length < minProperties) {
    report(pointer, `must have at least ${counted(minProperties, 'property', 'properties')}`)
  }
  if (typeof maxProperties === 'number' && names.length > maxProperties) {
    report(pointer, `must have at most ${counted(maxProperties, 'property', 'properties')}`)
  }
  for (const name of names) {
    if (validation.isDecided()) return
    checkMember(validation, name, value[name], schema, pointerTo(pointer, name))
    if (propertyNames !== undefined && !validation.isValid(name, propertyNames)) {
      report(pointerTo(pointer, name), 'has a name that is not allowed')
    }
  }
  for (const [name, others] of entriesOf(schema['dependentRequired'])) {
    if (Object.hasOwn(value, name) && Array.isArray(others)) {
      reportMissing(validation, value, others, pointer, ` together with ${name}`)
    }
  }
  for (const [name, dependent] of entriesOf(schema['dependentSchemas'])) {
    if (Object.hasOwn(value, name)) check(value, dependent, pointer)
  }
}

function reportMissing(
  { report }: Validation,
  value: Schema,
  required: readonly unknown[],
  pointer: string,
  why = '',
): void {
  for (const name of required) {
    if (typeof name === 'string' && !Object.hasOwn(value, name)) {
      report(pointer, `must have the property ${name}${why}`)
    }
  }
}

function checkMember(
  { report, check }: Validation,
  name: string,
  member: unknown,
  schema: Schema,
  pointer: string,
): void {
  const { properties, additionalProperties } = schema
  const declared = isObject(properties) ? child(properties, name) : undefined
  if (declared !== undefined) check(member, declared, pointer)
  let known = declared !== undefined
  for (const [pattern, patternSchema] of entriesOf(schema['patternProperties'])) {
    if (!matchesPattern(pattern, name)) continue
    known = true
    check(member, patternSchema, pointer)
  }
  if (known || additionalProperties === undefined) return
  if (additionalProperties === false) report(pointer, 'is not a declared property')
  else check(member, additionalProperties, pointer)
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : []
}

/** A pattern that this engine cannot compile counts as matched. */
function matchesPattern(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    // Specs hold patterns of other dialects; whoever edits a body is not to blame for them.
    return true
  }
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
