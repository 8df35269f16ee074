import type { Collection } from './collection.ts'
import { parametersOf } from './path-shape.ts'

/** A collection above another one, and how many path parameters stand above its items. */
export interface Parent {
  collection: Collection
  depth: number
}

/** Which collections stand below the items of which. */
export interface Family {
  parentOf(collection: Collection): Parent | undefined
  /** Names of all collections below the items of one. */
  namesBelow(name: string): readonly string[]
}

const nobody: readonly string[] = []

export function createFamily(collections: readonly Collection[]): Family {
  const byName = new Map(collections.map((each) => [each.name, each]))
  const parents = new Map(collections.map((each) => [each, findParent(each)]))
  const below = new Map<string, string[]>()
  for (const each of collections) {
    for (let at = parents.get(each); at !== undefined; at = parents.get(at.collection)) {
      const { name } = at.collection
      below.set(name, [...(below.get(name) ?? []), each.name])
    }
  }

  function findParent(collection: Collection): Parent | undefined {
    const parent = collection.parent === null ? undefined : byName.get(collection.parent)
    // Only what stands further up can be above; so a correction cannot close a ring.
    const isAbove = parent !== undefined && !parent.off && depthOf(parent) < depthOf(collection)
    return isAbove ? { collection: parent, depth: depthOf(parent) } : undefined
  }

  return {
    parentOf: (collection) => parents.get(collection),
    namesBelow: (name) => below.get(name) ?? nobody,
  }
}

/** Path parameters above the items of a collection. */
function depthOf({ path, operations }: Collection): number {
  return operations[0]?.scope.length ?? parametersOf(path).length
}
