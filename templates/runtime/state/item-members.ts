import { isRecord } from '../schemas/json-schema.ts'
import type { Item } from './stored-item.ts'

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
  // A computed name makes a member of any name, `__proto__` too.
  if (rest.length === 0) return { ...item, [name]: value }
  const before = Object.hasOwn(item, name) ? item[name] : undefined
  return { ...item, [name]: withMember(isRecord(before) ? before : {}, rest, value) }
}

/** Sets a member of any name; `__proto__` would otherwise be more than a name. */
export function setMember(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  } else target[name] = value
}

/** What of a request body can be stored: plain JSON; files become their text in base64. */
export function plainItem(value: unknown): Record<string, unknown> | null {
  if (!isRecord(value)) return null
  if (isPlain(value)) return value
  const text = JSON.stringify(value, (_, member: unknown) =>
    isBytes(member) ? Buffer.from(member.data).toString('base64') : member,
  )
  const plain: unknown = JSON.parse(text)
  return isRecord(plain) ? plain : null
}

/** True for what JSON gives back as it was. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isPlain)
  if (typeof value !== 'object' || ArrayBuffer.isView(value) || 'toJSON' in value) return false
  return !isBytes(value) && Object.values(value).every(isPlain)
}

/** A buffer, as it looks after its `toJSON`. */
function isBytes(value: unknown): value is { data: number[] } {
  return isRecord(value) && value['type'] === 'Buffer' && Array.isArray(value['data'])
}
