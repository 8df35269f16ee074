import type { Operation } from '#engine/specs/mock-api.ts'
import type { Collection, CollectionOperation } from './collection.ts'
import { parametersOf, pathKey } from './path-shape.ts'

/** An operation about an item, and the collection of that. */
export interface BelowItem {
  collection: Collection
  by: CollectionOperation
}

/**
 * Operations that lie on or below the path of an item and do nothing that is stored, such as
 * `POST /orders/{id}/cancel`: the spec answers them, for items that are there.
 */
export function findBelowItems(
  collections: readonly Collection[],
  operations: readonly Operation[],
): Map<string, BelowItem> {
  const byItemPath = new Map<string, Collection>()
  for (const each of collections) {
    if (!each.off && each.itemPath !== null) byItemPath.set(pathKey(each.itemPath), each)
  }
  const found = new Map<string, BelowItem>()
  for (const operation of operations) {
    const item = itemAbove(operation.path, byItemPath)
    if (item === null) continue
    const [key = '', ...above] = parametersOf(item.path).toReversed()
    const scope = above.toReversed()
    found.set(operation.id, {
      collection: item.collection,
      by: { operation, role: 'read', scope, keyParameter: key },
    })
  }
  return found
}

/** The innermost item that a path leads to, with that part of the path. */
function itemAbove(
  path: string,
  byItemPath: ReadonlyMap<string, Collection>,
): { collection: Collection; path: string } | null {
  const segments = path.replace(/\/+$/, '').split('/')
  for (let end = segments.length; end > 1; end--) {
    const part = segments.slice(0, end).join('/')
    const collection = byItemPath.get(pathKey(part))
    if (collection !== undefined) return { collection, path: part }
  }
  return null
}
