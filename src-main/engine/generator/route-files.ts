import type { MockApi, Operation } from '../specs/mock-api.ts'
import { uniqueSlugs } from './name-slug.ts'

export interface RouteFileContent {
  tag: string
  /** File name without its extension. */
  slug: string
  /** Name of the variable in `server.js`. */
  name: string
  operations: Operation[]
}

/** Groups the operations by tag, in the order of the spec: one file each. */
export function routeFiles(mockApi: MockApi): RouteFileContent[] {
  const byTag = new Map<string, Operation[]>()
  for (const operation of mockApi.operations) {
    const group = byTag.get(operation.tag)
    if (group === undefined) {
      byTag.set(operation.tag, [operation])
    } else {
      group.push(operation)
    }
  }
  const slugs = uniqueSlugs(byTag.keys(), 'operations')
  // Numbered, because slugs that differ only in their hyphens would give the same identifier.
  return [...byTag].map(([tag, operations], index) => {
    const slug = slugs.get(tag) ?? `operations-${index}`
    return { tag, slug, name: `${identifierOf(slug)}Routes${index + 1}`, operations }
  })
}

function identifierOf(slug: string): string {
  const words = slug.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  const joined = words.join('')
  const name = joined.charAt(0).toLowerCase() + joined.slice(1)
  return /^[a-z]/.test(name) ? name : `tag${name}`
}
