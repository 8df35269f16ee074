import { propertyNames } from '../answer/schema-parts.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { alike, findItem, findList, likeness, type Sought } from './find-item.ts'
import { isGet, type PathGroup, type PathOperation } from './group-paths.ts'
import { successSchema } from './operation-schemas.ts'
import { endsWithParameter, lastName, pathKey } from './path-shape.ts'

/**
 * Settles which groups of items stand behind two parameters in a row, such as `/rules/{instance}/{rule}`. What
 * `/rules/{instance}` does is done to all of them where it lists them, and to one thing, of which they are parts,
 * where it shows that. Where `/rules` is asked for too, it cannot be told which of the parameters identify what.
 */
export function settleBehindParameters(
  groups: readonly PathGroup[],
  store: SchemaStore,
): PathGroup[] {
  const byKey = new Map(groups.map((group) => [keyOf(group), group]))
  // The longest paths first: what they take is no item of a shorter one.
  const behind = groups
    .filter(({ path }) => endsWithParameter(path))
    .toSorted((one, other) => other.path.length - one.path.length)
  for (const group of behind) {
    const key = keyOf(group)
    const outer = byKey.get(key.slice(0, key.lastIndexOf('/')))
    if (outer === undefined) continue
    const holders = outer.below.filter(({ operation }) => pathKey(operation.path) === key)
    const reader = holders.find(isGet)
    const isList = reader === undefined ? holders.length > 0 : lists(reader, group, store)
    if (outer.above.length > 0 || !isList) {
      byKey.delete(key)
      continue
    }
    group.above.push(...holders.map(asAbove))
    outer.below = outer.below.filter((each) => !holders.includes(each))
    if (outer.below.length === 0) byKey.delete(keyOf(outer))
  }
  return [...byKey.values()]
}

function keyOf({ path }: PathGroup): string {
  return pathKey(path).replace(/\/+$/, '')
}

/** An operation on an item is one on the collection behind it. */
function asAbove({ keyParameter, scope, ...one }: PathOperation): PathOperation {
  return {
    ...one,
    scope: keyParameter === null ? scope : [...scope, keyParameter],
    keyParameter: null,
  }
}

/** Whether an operation lists what the items of a group show one of. */
function lists({ operation }: PathOperation, { path, below }: PathGroup, store: SchemaStore) {
  const [first] = below
  const name = lastName(path)
  const parameter = first?.keyParameter ?? null
  const nothing: Sought = { name, schemas: [], members: new Set(), parameter }
  return below.filter(isGet).some((reader) => {
    const item = findItem(successSchema(reader.operation), nothing, store)
    if (item === null) return false
    const members = new Set(propertyNames(item.schema, store))
    const sought = { ...nothing, schemas: [item.schema], members }
    const list = findList(successSchema(operation), sought, store)
    return list !== null && likeness(list.schema, sought, store) >= alike
  })
}
