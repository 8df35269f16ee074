/** An object of a parsed document. */
export type JsonObject = Record<string, unknown>

/** True for objects that are no lists. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An own member; undefined for everything inherited, so that a key named `constructor` is harmless. */
export function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? // Own property of a plain JSON object or list: reading it runs no code.
      (value as JsonObject)[key]
    : undefined
}

/** Own members of an object; none of anything else. */
export function members(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : []
}

/** Items of a list; none of anything else. */
export function items(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text, also of a number or boolean where the author forgot the quotes; else the fallback. */
export function textOf(value: unknown, fallback = ''): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : fallback
}
