import { isRecord } from '../schemas/json-schema.ts'

/** A copy of a value with one part put in place; parts on the way that cannot hold it stay as they are. */
export function putAt(value: unknown, segments: readonly string[], part: unknown): unknown {
  const [first, ...rest] = segments
  if (first === undefined) return part
  if (Array.isArray(value)) {
    const at = Number(first)
    return at === value.length
      ? [...value, putAt(undefined, rest, part)]
      : value.map((item, position) => (position === at ? putAt(item, rest, part) : item))
  }
  if (!isRecord(value)) return value
  const entries = new Map(Object.entries(value))
  entries.set(first, putAt(entries.get(first), rest, part))
  return Object.fromEntries(entries)
}

/** A copy of a value without one part. */
export function removeAt(value: unknown, segments: readonly string[]): unknown {
  const [first, ...rest] = segments
  if (first === undefined) return value
  if (Array.isArray(value)) {
    const at = Number(first)
    return rest.length === 0
      ? value.filter((_, position) => position !== at)
      : value.map((item, position) => (position === at ? removeAt(item, rest) : item))
  }
  if (!isRecord(value)) return value
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    if (name !== first) return [[name, member]]
    return rest.length === 0 ? [] : [[name, removeAt(member, rest)]]
  })
  return Object.fromEntries(entries)
}
