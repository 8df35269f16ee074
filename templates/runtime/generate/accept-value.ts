import { isRecord } from '../schemas/json-schema.ts'
import type { JsonType } from '../schemas/keywords.ts'
import type { Constraints } from './constraints.ts'
import { isAmong } from './constraints.ts'
import type { Generation } from './generation.ts'

/** The JSON type of a value; whole numbers are integers. */
function typeOf(value: unknown): JsonType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value as JsonType
  return 'object'
}

/**
 * Whether a value satisfies the constraints as far as they can be told without a validator: types, values, ranges,
 * text. What is inside an object or array is not looked at.
 */
export function accepts(constraints: Constraints, value: unknown, generation: Generation): boolean {
  const type = typeOf(value)
  const { types, values, excludedValues } = constraints
  if (types && !types.has(type) && !(type === 'integer' && types.has('number'))) return false
  if (values && !isAmong(values, value)) return false
  if (excludedValues.length > 0 && isAmong(excludedValues, value)) return false
  if (typeof value === 'number') return acceptsNumber(constraints, value)
  if (typeof value === 'string') return acceptsText(constraints, value, generation)
  if (Array.isArray(value)) {
    return value.length >= constraints.minItems && value.length <= constraints.maxItems
  }
  if (isRecord(value)) {
    const names = Object.keys(value)
    if (names.some((name) => constraints.avoid.has(name))) return false
    return names.length >= constraints.minProperties && names.length <= constraints.maxProperties
  }
  return true
}

/** Whether a number lies in the range and is a multiple of what it should be. */
export function acceptsNumber(
  { lower, upper, multiples, formats }: Constraints,
  value: number,
): boolean {
  if (lower && (lower.exclusive ? value <= lower.value : value < lower.value)) return false
  if (upper && (upper.exclusive ? value >= upper.value : value > upper.value)) return false
  if (formats.includes('int32') && (!Number.isInteger(value) || Math.abs(value) >= 2 ** 31))
    return false
  if (formats.includes('int64') && (!Number.isInteger(value) || Math.abs(value) > 2 ** 63))
    return false
  for (const step of multiples) {
    const times = value / step
    // The same tolerance as the validator's.
    if (Math.abs(Math.round(times) - times) > 1e-8) return false
  }
  return true
}

/** Whether a string has the length, the patterns and the formats that are asked. */
export function acceptsText(
  { minLength, maxLength, patterns, formats }: Constraints,
  value: string,
  { store }: Generation,
): boolean {
  // A point has at most two units.
  if (value.length < 2 * minLength || value.length > maxLength) {
    const length = lengthInPoints(value)
    if (length < minLength || length > maxLength) return false
  }
  for (const source of patterns) if (store.pattern(source)?.test(value) === false) return false
  for (const name of formats) if (store.format(name)?.(value) === false) return false
  return true
}

/** Length as JSON Schema counts it: in code points. */
export function lengthInPoints(text: string): number {
  let { length } = text
  for (let at = 0; at < text.length - 1; at++) {
    if (isSurrogate(text.charCodeAt(at), 0xd800) && isSurrogate(text.charCodeAt(at + 1), 0xdc00)) {
      // Two units, one point.
      length -= 1
      at += 1
    }
  }
  return length
}

/** Whether a unit of UTF-16 is among the 1024 first or second halves of a pair. */
const isSurrogate = (unit: number, from: number) => (unit & 0xfc00) === from
