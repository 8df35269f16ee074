import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { Analytics } from '#contract/analytics.ts'
import type { LogEntry, LogRow, ReportedEntry } from '#contract/log-entry.ts'
import type { LogFilter, LogPage } from '#contract/log-query.ts'
import { EngineError } from '../engine-error.ts'
import type { JournalChunk, OperationHits, Retention } from '../storage/log-store.ts'
import { type StorageBackend, storageBackends } from '../storage/storage-backends.ts'
import { createBackPressure } from './back-pressure.ts'
import {
  type ControlRecord,
  controlPayload,
  encodeFrames,
  entryPayload,
  readEntry,
  readFrames,
} from './journal-format.ts'
import { type Delivery, openJournal } from './journal-writer.ts'
import { detailOf, rowOf } from './log-row.ts'

/** What happened to the servers of a workspace, durable and searchable. */
export interface RequestLog {
  /**
   * Stores a batch in the order given. Resolves when it is durable, or, while the disk fails, when it is
   * kept in memory; the rows then have their `seq`.
   */
  append(serverId: string, entries: ReportedEntry[]): Promise<LogRow[]>
  /** Newest first; `total` counts all matches of the filter, on this page or not. */
  page(filter: LogFilter, page: LogPage): Promise<{ rows: LogRow[]; total: number }>
  /** Null when there is no such entry, or not any more. */
  get(seq: number): Promise<LogEntry | null>
  /** Can be undone until the next clear, or until the log is closed. */
  clear(serverId?: string): Promise<{ removed: number; undoToken: string }>
  /** Throws NOT_FOUND for a token whose time is over. */
  undoClear(undoToken: string): Promise<{ restored: number }>
  /** By operation id. */
  operationHits(serverId: string): Promise<Map<string, OperationHits>>
  /** Traffic up to now; see `analyseLog` for what the figures mean. */
  analyse(query: { serverId?: string; windowSeconds: number }): Promise<Analytics>
  count(): Promise<number>
  /** Resolves when no entry beyond the new limits is left. */
  setRetention(retention: Retention): Promise<void>
  /** Removes the entries of a server for good. */
  forgetServer(serverId: string): Promise<void>
  close(): Promise<void>
}

export interface RequestLogOptions {
  /** Belongs to the log alone; made when missing. */
  folder: string
  /** Script of the database's thread. */
  workerPath: string
  retention: Retention
  /** One sentence for the user, once when something begins to fail and once when it works again. */
  onTrouble: (message: string) => void
  backend?: StorageBackend
  /** Milliseconds since the epoch; analytics end there. */
  now?: () => number
  /** Sizes that fit most workspaces by default. */
  sizes?: {
    /** A segment of the journal that has reached this is followed by a new one. */
    segmentBytes?: number
    /** So much new journal is worth a snapshot. */
    snapshotBytes?: number
  }
}

// Beyond this, whoever appends waits for the database, so that servers slow down before memory is full.
// It holds what arrives while a snapshot of the default number of entries is taken.
const mostUnappliedBytes = 24 * 1024 * 1024

/**
 * Opens the log of a workspace: the journal is replayed into the database as far as needed.
 * Throws IO_FAILED when the folder cannot be used.
 */
export async function openRequestLog(options: RequestLogOptions): Promise<RequestLog> {
  const { folder, workerPath, retention, onTrouble, backend = 'sqljs', now = Date.now } = options
  const { segmentBytes, snapshotBytes } = options.sizes ?? {}
  await makeFolder(folder)
  const store = await storageBackends[backend]({
    folder,
    workerPath,
    retention,
    onTrouble,
    snapshotBytes,
  })
  let nextSeq = store.opened.lastSeq + 1
  const unapplied = createBackPressure(mostUnappliedBytes)
  let applying = true
  let undoToken: string | null = null

  function deliver(chunk: JournalChunk): Delivery {
    // Its memory is gone when the store has taken it over.
    const { length } = chunk.bytes
    unapplied.added(length)
    const applied = store.apply(chunk)
    applied.then(
      () => unapplied.taken(length),
      (error: Error) => {
        unapplied.taken(length)
        if (applying) onTrouble(notShown(error))
        applying = false
      },
    )
    return { applied }
  }

  const journal = await openJournal({
    folder,
    segment: store.opened.nextSegment,
    nextSeq,
    deliver,
    onTrouble,
    segmentBytes,
  }).catch(async (error: unknown) => {
    await store.close()
    throw error
  })

  async function record(what: ControlRecord): Promise<number> {
    const { applied } = await journal.write(encodeFrames([controlPayload(what)]), nextSeq)
    const [affected] = await applied
    return affected ?? 0
  }

  return {
    async append(serverId, entries) {
      if (entries.length === 0) return []
      const firstSeq = nextSeq
      const rows = entries.map((entry, index) => rowOf(entry, serverId, firstSeq + index))
      nextSeq += entries.length
      const payloads = entries.map((entry, index) =>
        // One row was made for each entry.
        entryPayload(rows[index] as LogRow, detailOf(entry)),
      )
      await journal.write(encodeFrames(payloads), firstSeq)
      await unapplied.room()
      return rows
    },
    page: (filter, page) => store.page({ filter, page }),
    async get(seq) {
      const place = await store.place(seq)
      const bytes = place && (await journal.read(place))
      const frame = bytes && readFrames(bytes).next().value
      const entry = frame ? readEntry(frame.payload) : null
      return entry?.seq === seq ? entry : null
    },
    async clear(serverId) {
      const token = randomUUID()
      undoToken = token
      return {
        removed: await record({ control: 'clear', serverId: serverId ?? null }),
        undoToken: token,
      }
    },
    async undoClear(token) {
      if (token !== undoToken) {
        throw new EngineError(
          'NOT_FOUND',
          'Cannot bring the cleared entries back: the log was cleared again or closed since. Only the latest clear can be undone.',
        )
      }
      undoToken = null
      return { restored: await record({ control: 'undo' }) }
    },
    operationHits: (serverId) => store.operationHits(serverId),
    analyse: (query) => store.analyse({ ...query, now: now() }),
    count: () => store.count(),
    setRetention: (wanted) => store.setRetention(wanted),
    async forgetServer(serverId) {
      await record({ control: 'forget', serverId })
    },
    async close() {
      await journal.close()
      await store.close()
    },
  }
}

async function makeFolder(folder: string) {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new EngineError(
      'IO_FAILED',
      `Cannot open the request log: the folder ${folder} cannot be made (${why}). Choose another workspace.`,
      { cause: error },
    )
  }
}

function notShown({ message }: Error): string {
  return `Cannot show new requests in the log: its database failed (${message}). They are saved; start MockLoop again to see them.`
}
