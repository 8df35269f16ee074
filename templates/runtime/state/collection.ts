import type { CollectionRole } from '#contract/state.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'

/** Where a thing stands in a body: names of members from the top. */
export interface Spot {
  at: readonly string[]
  /** True when a list stands there; for a single thing it is a list of one. */
  isList: boolean
}

/** What one operation does to a collection. */
export interface CollectionOperation {
  operation: Operation
  role: CollectionRole
  /** Names of its path parameters, outermost first, without that of the item. */
  scope: readonly string[]
  /** Name of the path parameter that holds the item's id; null when the path leads to the collection. */
  keyParameter: string | null
}

/** The id of an item. */
export interface IdMember {
  at: readonly string[]
  type: 'integer' | 'string'
  schema: JsonSchema
}

/** Things that are stored together: what a path such as `/users` lists and `/users/{id}` shows one of. */
export interface Collection {
  name: string
  path: string
  itemPath: string | null
  /** Null when items do not show their ids. */
  id: IdMember | null
  /** The schema of an item as its own operation shows it. */
  itemSchema: JsonSchema
  /** Schema of the path parameter that holds an id; ids must satisfy it too. */
  keySchema: JsonSchema
  /** Where the user says that lists and items stand; undefined where it is found by looking. */
  listAt?: readonly string[]
  itemAt?: readonly string[]
  /** Name of the collection whose items own these. */
  parent: string | null
  operations: readonly CollectionOperation[]
  seed: number | readonly Record<string, unknown>[]
  confidence: number
  reasons: readonly string[]
  corrected: boolean
  off: boolean
}

/** The operation that has a role in a collection; the first where several have it. */
export function operationOf(
  collection: Pick<Collection, 'operations'>,
  role: CollectionRole,
): CollectionOperation | undefined {
  return collection.operations.find((each) => each.role === role)
}

/**
 * True where clients learn the ids from somewhere else: nothing lists the items and nothing creates them, so none can be
 * said to be missing until it is removed. Items that the user wrote are all there are.
 */
export function isKnownElsewhere({
  operations,
  seed,
}: Pick<Collection, 'operations' | 'seed'>): boolean {
  const givesIds = operations.some(
    ({ role, operation }) =>
      role === 'list' ||
      role === 'create' ||
      (role === 'replace' && operation.responses.some(({ status }) => status === '201')),
  )
  return !givesIds && typeof seed === 'number'
}

/** The JSON pointer of a place. */
export function pointerTo(at: readonly string[]): string {
  return at.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The place of a JSON pointer. */
export function placeOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}
