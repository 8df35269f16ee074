import { isRecord } from '../schemas/json-schema.ts'
import type { Item } from './shelves.ts'

/** The value at a place of an item; undefined when there is none. */
export function memberAt(item: unknown, at: readonly string[]): unknown {
  let value = item
  for (const name of at) {
    value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}

/** A copy of the item with the value at the place; objects on the way are made where they are missing. */
export function withMember(item: Item, at: readonly string[], value: unknown): Item {
  const [name, ...rest] = at
  if (name === undefined) return item
  const before = Object.hasOwn(item, name) ? item[name] : undefined
  const next = rest.length === 0 ? value : withMember(isRecord(before) ? before : {}, rest, value)
  const entries = new Map(Object.entries(item))
  entries.set(name, next)
  return Object.fromEntries(entries)
}

/** What of a request body can be stored: plain JSON; files become their text in base64. */
export function plainItem(value: unknown): Record<string, unknown> | null {
  if (!isRecord(value)) return null
  const text = JSON.stringify(value, (_, member: unknown) =>
    isBytes(member) ? Buffer.from(member.data).toString('base64') : member,
  )
  const plain: unknown = JSON.parse(text)
  return isRecord(plain) ? plain : null
}

/** A buffer, as it looks after its `toJSON`. */
function isBytes(value: unknown): value is { data: number[] } {
  return isRecord(value) && value['type'] === 'Buffer' && Array.isArray(value['data'])
}
