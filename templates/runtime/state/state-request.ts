import type { DeclaredBuilder } from '../answer/build-declared.ts'
import type { BuiltAnswer } from '../answer/built-answer.ts'
import type { Match, ReadRequest, ReceivedRequest } from '../exchange.ts'
import type { Collection, CollectionOperation } from './collection.ts'
import type { Shelf } from './shelf.ts'
import type { ShelfItem } from './stored-item.ts'

/** A request of an operation that belongs to a collection. */
export interface StateRequest {
  match: Match
  read: ReadRequest
  received: ReceivedRequest
  accept: string | undefined
  builder: DeclaredBuilder
}

/** The same, with what its path says. */
export interface PlacedRequest extends StateRequest {
  collection: Collection
  by: CollectionOperation
  /** Values of the path parameters above the item. */
  scope: readonly string[]
  /** The item's id in the path; null when the path leads to the collection. */
  key: string | null
}

/** The item that a key means. */
export type FindItem = (collection: Collection, shelf: Shelf, key: string) => ShelfItem | null

/** What came of it. */
export type StateOutcome =
  | {
      kind: 'answered'
      built: BuiltAnswer
      /** What the state did, for the trace. */
      message: string
      verdict: 'pass' | 'fail'
      /** Carries out the change; nothing was changed before. Answers what more is to be said of it. */
      commit?: () => string
    }
  /** The state cannot answer; the ordinary answer is given. */
  | { kind: 'passed-on'; why: string }
