import type { CollectionCorrection, StateCorrections } from '#contract/state.ts'
import { isRecord } from '../schemas/json-schema.ts'

const roles: readonly string[] = ['list', 'create', 'read', 'replace', 'update', 'remove', 'none']

type Check = (value: unknown) => string | null

const pointer: Check = (value) =>
  typeof value === 'string' && /^(?:\/[^/]+)*$/.test(value) ? null : 'a JSON pointer such as "/id"'

/** What each member accepts; the answer is what it should be when it is not that. */
const members: Readonly<Record<keyof CollectionCorrection, Check>> = {
  off: (value) => (typeof value === 'boolean' ? null : 'true or false'),
  id: pointer,
  listAt: pointer,
  itemAt: pointer,
  parent: (value) =>
    value === null || (typeof value === 'string' && value !== '')
      ? null
      : 'the name of a collection, or null',
  seed: (value) =>
    isCount(value) || (Array.isArray(value) && value.every(isRecord))
      ? null
      : 'a whole number from 0 to 1000, or a list of items',
  operations: (value) =>
    isRecord(value) && Object.values(value).every((role) => roles.includes(String(role)))
      ? null
      : `an object of operation ids, each with one of ${roles.join(', ')}`,
}

/**
 * Checks the content of `data/collections.json`. Throws an Error that says which member is wrong and what it
 * should be.
 */
export function checkCorrections(value: unknown, place: string): StateCorrections {
  if (!isRecord(value)) {
    fail(place, 'an object such as {"collections": {"users": {"id": "/id"}}}')
  }
  for (const key of Object.keys(value)) {
    if (key !== 'collections' && key !== '$schema') {
      fail(`${place}.${key}`, 'left out; known is "collections"')
    }
  }
  const collections = value['collections'] ?? {}
  if (!isRecord(collections)) {
    fail(`${place}.collections`, 'an object with a member for each collection')
  }
  for (const [name, correction] of Object.entries(collections)) {
    const at = `${place}.collections[${JSON.stringify(name)}]`
    if (!isRecord(correction)) {
      fail(at, 'an object')
    }
    for (const [key, member] of Object.entries(correction)) {
      const check = Object.hasOwn(members, key) ? Reflect.get(members, key) : undefined
      if (typeof check !== 'function') {
        fail(`${at}.${key}`, `left out; known are ${Object.keys(members).join(', ')}`)
      }
      const wanted: unknown = check(member)
      if (typeof wanted === 'string') {
        fail(`${at}.${key}`, wanted)
      }
    }
  }
  // Every member was just checked against the table, which has those of the type.
  return { collections: collections as StateCorrections['collections'] }
}

function fail(place: string, expected: string): never {
  throw new Error(
    `Cannot use the collections: ${place} must be ${expected}. Correct it and try again.`,
  )
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1000
}
