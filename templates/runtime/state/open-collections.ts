import type { StateCollection, StateCorrections } from '#contract/state.ts'
import type { MockApi } from '#engine/specs/mock-api.ts'
import type { Generator } from '../generate/generate-value.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { applyCorrections } from './apply-corrections.ts'
import type { Collection } from './collection.ts'
import { createState, type MockState } from './create-state.ts'
import { describeCollection } from './describe-collection.ts'
import { inferCollections } from './infer-collections.ts'

/** The collections of an API. This module and all behind it are loaded when a state is first wanted. */
export interface ApiCollections {
  /** Throws an Error for corrections that speak of what the API does not have. */
  corrected(corrections: StateCorrections): Collection[]
  /** Without what they hold. */
  describe(corrections: StateCorrections): StateCollection[]
  open(
    corrections: StateCorrections,
    parts: { generator: Generator; seed: number; changed: () => void },
  ): MockState
}

export function openCollections(api: { mockApi: MockApi; store: SchemaStore }): ApiCollections {
  let inferred: Collection[] | null = null

  function corrected(corrections: StateCorrections): Collection[] {
    inferred ??= inferCollections(api.mockApi, api.store)
    return applyCorrections(inferred, corrections, api)
  }

  return {
    corrected,
    describe: (corrections) =>
      corrected(corrections).map((each) => ({
        ...describeCollection(each, api.store),
        items: null,
        changed: false,
      })),
    open: (corrections, parts) =>
      createState({
        collections: corrected(corrections),
        operations: api.mockApi.operations.filter(({ id }) => !isTakenOut(id, corrections)),
        store: api.store,
        ...parts,
      }),
  }
}

/** True for operations that the user wants to be answered as without state. */
function isTakenOut(id: string, { collections }: StateCorrections): boolean {
  return Object.values(collections).some(({ operations }) => operations?.[id] === 'none')
}
