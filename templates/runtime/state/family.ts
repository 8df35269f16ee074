import type { Collection } from './collection.ts'
import { parametersOf } from './path-shape.ts'

/** Which collections stand below the items of which. */
export interface Family {
  /** The collection above, and how many path parameters stand above that one's items. */
  parentOf(collection: Collection): { collection: Collection; depth: number } | undefined
  /** Collections right below an item, with nothing in between. */
  childrenOf(collection: Collection): readonly Collection[]
  descendantsOf(collection: Collection): readonly Collection[]
}

export function createFamily(collections: readonly Collection[]): Family {
  const byName = new Map(collections.map((each) => [each.name, each]))

  function parentOf(collection: Collection): { collection: Collection; depth: number } | undefined {
    const parent = collection.parent === null ? undefined : byName.get(collection.parent)
    // Only what stands further up can be above; so a correction cannot close a ring.
    const isAbove = parent !== undefined && !parent.off && depthOf(parent) < depthOf(collection)
    return isAbove ? { collection: parent, depth: depthOf(parent) } : undefined
  }

  function isBelow(collection: Collection, above: Collection): boolean {
    for (let at = parentOf(collection); at !== undefined; at = parentOf(at.collection)) {
      if (at.collection === above) return true
    }
    return false
  }

  return {
    parentOf,
    childrenOf: (above) =>
      collections.filter(
        (each) => parentOf(each)?.collection === above && depthOf(each) === depthOf(above) + 1,
      ),
    descendantsOf: (above) => collections.filter((each) => isBelow(each, above)),
  }
}

/** Path parameters above the items of a collection. */
function depthOf({ path, operations }: Collection): number {
  return operations[0]?.scope.length ?? parametersOf(path).length
}
