import { randomBytes } from 'node:crypto'
import type { ReportedEntry } from '#contract/log-entry.ts'
import type { MessageFromServer } from '../channel-messages.ts'
import { createDeliveryQueue, type DeliveryQueue } from './delivery-queue.ts'
import { createLatestRecords } from './latest-records.ts'
import type { EntryPacker } from './pack-entries.ts'
import { unpackEntries } from './packed-entries.ts'
import { type RequestRecord, sizeOf, withCutBody } from './request-record.ts'

/** Milliseconds after which a batch leaves. */
const batchDelay = 100

export interface RequestLog {
  add(record: RequestRecord): void
  /** Newest last; `after` is the id of an entry, and only later ones are given. */
  latest(limit: number, after: string | null): ReportedEntry[]
  /** Records that were given up before they came here. */
  missed(count: number): void
  /** The parent has stored a batch. */
  acknowledge(batch: number): void
  usePacker(pack: EntryPacker): void
  /** Resolves when the parent has stored everything; for a server that ends. */
  drain(): Promise<void>
  state(): LogState
}

/** Whether the log keeps up with the traffic. */
export interface LogState {
  /** Entries that the parent has not been given yet. */
  waiting: number
  /** Entries that were given up since the start because too many waited. */
  dropped: number
}

/**
 * Keeps the last requests and passes all of them on in batches. `send` is null when nobody listens. Entries that are
 * given up because the parent is slower than the traffic are counted: the parent and `state` tell how many.
 */
export function createRequestLog(options: {
  pack: EntryPacker
  bodyLimit: () => number
  send: ((message: MessageFromServer) => void) | null
}): RequestLog {
  const { bodyLimit, send } = options
  let pack = options.pack
  // Ids stay unique over restarts of the server.
  const idPrefix = `${Date.now().toString(36)}${randomBytes(4).toString('hex')}-`
  let count = 0
  const records = createLatestRecords()
  let dropped = 0
  let untold = 0
  const queue = send === null ? null : openQueue(send)

  return {
    add(given) {
      count += 1
      const record = withCutBody(given, bodyLimit())
      records.add(count, record, sizeOf(record))
      queue?.add(record)
    },
    latest(limit, after) {
      return records
        .after(after === null ? 0 : numberAfter(after))
        .slice(-limit)
        .flatMap(({ number, record }) => unpackEntries(pack(idPrefix, number, [record])))
    },
    missed: giveUp,
    acknowledge(batch) {
      queue?.taken(batch)
    },
    usePacker(next) {
      pack = next
    },
    drain: async () => queue?.drain(),
    state: () => ({ waiting: queue?.length() ?? 0, dropped }),
  }

  function giveUp(count: number): void {
    dropped += count
    untold += count
  }

  function numberAfter(id: string): number {
    // An id of an earlier run is older than everything here.
    return id.startsWith(idPrefix) ? Number(id.slice(idPrefix.length)) || 0 : 0
  }

  function openQueue(send: (message: MessageFromServer) => void): DeliveryQueue<RequestRecord> {
    const queue = createDeliveryQueue<RequestRecord>({
      recordOf: (record) => record,
      bodyLimit,
      delay: batchDelay,
      givenUp: giveUp,
      send(batch, taken) {
        const first = count - queue.length() - taken.length + 1
        send({ type: 'logged', batch, entries: pack(idPrefix, first, taken), dropped: untold })
        untold = 0
      },
    })
    return queue
  }
}
