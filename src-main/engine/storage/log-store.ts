import type { Analytics } from '#contract/analytics.ts'
import type { LogRow } from '#contract/log-entry.ts'
import type { LogFilter, LogPage } from '#contract/log-query.ts'
import type { WorkspaceSettings } from '#contract/settings.ts'
import type { Place } from '../request-log/journal-format.ts'

export type Retention = WorkspaceSettings['retention']

/** A stretch of journal that is written: whole frames that begin at `offset` of a segment. */
export interface JournalChunk {
  segment: number
  offset: number
  bytes: Uint8Array
}

export interface OpenedLog {
  /** Highest `seq` ever given. */
  lastSeq: number
  /** Number of the first segment that is free to be written. */
  nextSegment: number
}

export interface AnalyticsQuery {
  serverId?: string
  windowSeconds: number
  /** End of the window, milliseconds since the epoch. */
  now: number
}

/** How often an operation was called: the status of its newest entry, and the `seq` up to which it is counted. */
export interface OperationHits {
  hits: number
  lastStatus: number
  lastSeq: number
}

/**
 * What the request log asks of a database: to follow the journal and to answer questions about it.
 * The journal makes entries durable, the store makes them findable; everything in a store can be
 * made again from the journal.
 */
export interface LogStore {
  opened: OpenedLog
  /**
   * Takes over written journal, in the order of writing. Chunks already known are skipped.
   * Resolves with the number of rows that each control record of the chunk concerned.
   */
  apply(chunk: JournalChunk): Promise<number[]>
  page(query: { filter: LogFilter; page: LogPage }): Promise<{ rows: LogRow[]; total: number }>
  /** Where an entry is kept; null when it is unknown or cleared. */
  place(seq: number): Promise<Place | null>
  operationHits(serverId: string): Promise<Map<string, OperationHits>>
  analyse(query: AnalyticsQuery): Promise<Analytics>
  count(): Promise<number>
  /** Resolves when no entry beyond the limits is left. */
  setRetention(retention: Retention): Promise<void>
  /** Makes everything that was applied permanent and ends. */
  close(): Promise<void>
}

export interface LogStoreOptions {
  folder: string
  /** The script of the worker thread, for stores that run in one. */
  workerPath: string
  retention: Retention
  /** So much new journal is worth a snapshot, for stores that take them. */
  snapshotBytes?: number | undefined
  /** One sentence for the user about something that went wrong and was handled. */
  onTrouble: (message: string) => void
}
