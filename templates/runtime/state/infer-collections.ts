import type { MockApi } from '#engine/specs/mock-api.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { settleBehindParameters } from './behind-parameters.ts'
import type { Collection } from './collection.ts'
import { groupPaths, type PathGroup } from './group-paths.ts'
import { inferCollection } from './infer-collection.ts'
import { collectionName, parametersOf, pathKey } from './path-shape.ts'

/**
 * Finds the collections of an API: paths that list things and lead to one of them, with operations whose bodies
 * hold the same thing. What stands alone, such as `/me` or `/settings`, is no collection.
 */
export function inferCollections(mockApi: MockApi, store: SchemaStore): Collection[] {
  const named = new Set<string>()
  const found: { group: PathGroup; collection: Collection }[] = []
  for (const group of settleBehindParameters(groupPaths(mockApi), store)) {
    const collection = inferCollection(group, store)
    if (collection === null) continue
    const short = collectionName(group.path)
    const name = named.has(short) ? freeName(short, named) : short
    named.add(name)
    found.push({ group, collection: { ...collection, name } })
  }
  const byItemPath = new Map(
    found.map(({ group, collection }) => [`${pathKey(group.path)}/{}`, collection] as const),
  )
  return found.map(({ group, collection }) => ({
    ...collection,
    parent: parentOf(group.path, byItemPath)?.name ?? null,
  }))
}

function freeName(short: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    if (!taken.has(`${short}-${number}`)) return `${short}-${number}`
  }
}

/** The collection with the longest item path that the path begins with. */
function parentOf(
  path: string,
  byItemPath: ReadonlyMap<string, Collection>,
): Collection | undefined {
  const segments = pathKey(path).split('/')
  for (let end = segments.length - 1; end > 1; end--) {
    const parent = byItemPath.get(segments.slice(0, end).join('/'))
    if (parent !== undefined && parametersOf(parent.path).length < parametersOf(path).length) {
      return parent
    }
  }
  return undefined
}
