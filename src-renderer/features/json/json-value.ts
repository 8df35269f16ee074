export interface SchemaProblem {
  /** JSON pointer to the value; empty for the whole. */
  pointer: string
  /** Continues "the value …", such as "must be a string, not an integer". */
  message: string
}

export type Schema = Record<string, unknown>

export function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Type of a JSON value in the words of JSON Schema; numbers without a fraction are integers. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

/** Member of an object or array by name. */
export function child(parent: object, name: string): unknown {
  // Own members only, so that a schema or body cannot reach a prototype.
  return Object.hasOwn(parent, name) ? (parent as Schema)[name] : undefined
}

/** The pointer to a member (RFC 6901). */
export function pointerTo(pointer: string, name: string | number): string {
  return `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** Equality of JSON values: members in any order. */
export function jsonEquals(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => jsonEquals(item, other[index]))
    )
  }
  if (!isObject(one) || !isObject(other)) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && jsonEquals(one[name], other[name]))
  )
}

/** Length in code points, as JSON Schema counts. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
