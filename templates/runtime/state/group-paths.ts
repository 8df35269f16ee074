import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import { lastName, otherNumber, pathKey, pathShape } from './path-shape.ts'
import { findVariants } from './variants.ts'

/** An operation and what its path says. */
export interface PathOperation {
  operation: Operation
  scope: string[]
  keyParameter: string | null
  /** True where another operation has the same method and path, and query or headers choose this one. */
  isVariant: boolean
}

/** The operations whose paths speak of the same collection. */
export interface PathGroup {
  path: string
  itemPath: string | null
  /** On the collection: list, create. */
  above: PathOperation[]
  /** On one item. */
  below: PathOperation[]
  /** True when list and item have paths of different number, such as `/users` and `/user/{id}`. */
  joined: boolean
}

/** Last segments of paths that list what the path before them is about, such as `/pets/findByStatus`. */
const finder = /^(?:find|search|list|all|query|filter)/i

/** Puts operations together by their paths, in the order of the spec. */
export function groupPaths(mockApi: MockApi): PathGroup[] {
  const variants = findVariants(mockApi)
  const groups = new Map<string, PathGroup>()
  for (const operation of mockApi.operations) {
    const shape = operation.fixedQuery === undefined ? pathShape(operation.path) : null
    if (shape === null) continue
    const { collectionPath, keyParameter, scope } = shape
    const key = pathKey(collectionPath)
    const group = groups.get(key) ?? emptyGroup(collectionPath)
    groups.set(key, group)
    const one = { operation, scope, keyParameter, isVariant: variants.has(operation) }
    if (keyParameter === null) {
      group.path = operation.path
      group.above.push(one)
    } else {
      group.itemPath ??= operation.path
      group.below.push(one)
    }
  }
  joinNumbers(groups)
  joinFinders(groups)
  return [...groups.values()]
}

function emptyGroup(path: string): PathGroup {
  return { path, itemPath: null, above: [], below: [], joined: false }
}

/** Items under `/user/{id}` that are listed under `/users`. */
function joinNumbers(groups: Map<string, PathGroup>): void {
  for (const group of groups.values()) {
    if (group.below.length === 0 || group.above.some(isGet)) continue
    for (const path of otherNumber(group.path)) {
      const other = groups.get(pathKey(path))
      if (other !== undefined && other.below.length === 0) {
        group.above.push(...other.above)
        group.path = other.path
        group.joined = true
        groups.delete(pathKey(path))
      }
    }
  }
}

/** Lists that stand below their collection under the name of a way to find things. */
function joinFinders(groups: Map<string, PathGroup>): void {
  for (const [key, finding] of groups) {
    const at = finding.path.lastIndexOf('/')
    const group = groups.get(pathKey(finding.path.slice(0, at)))
    const isFinder = finding.below.length === 0 && finder.test(lastName(finding.path))
    if (!isFinder || group === undefined || group === finding) continue
    if (group.below.length === 0) continue
    const lists = finding.above.filter(isGet)
    if (lists.length > 0) {
      group.above.push(...lists)
      groups.delete(key)
    }
  }
}

export function isGet({ operation }: PathOperation): boolean {
  return operation.method === 'GET'
}
