import { randomBytes } from 'node:crypto'
import type { ReportedEntry } from '#contract/log-entry.ts'
import type { MessageFromServer } from '../channel-messages.ts'
import { deliveryLimits } from './delivery-limits.ts'
import { createLatestRecords } from './latest-records.ts'
import type { EntryPacker } from './pack-entries.ts'
import { unpackEntries } from './packed-entries.ts'
import { type RequestRecord, sizeOf } from './request-record.ts'

const { queueLength, queueBytes, batchLength, batchBytes, ...limits } = deliveryLimits
const { eagerLength, eagerBytes, maximumUnderWay, bytesUnderWay } = limits
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
 * Keeps the last requests and passes all of them on in batches. `send` is null when nobody listens.
 * When the parent is slower than the traffic, entries wait here, up to a number and a size; beyond that the oldest
 * are given up and counted: the parent and `state` tell how many. Requests themselves never wait for the log.
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

  /** From `queueStart` on; what was taken from before there is let go at once, with its bodies. */
  let queue: (RequestRecord | undefined)[] = []
  let queueStart = 0
  let waitingBytes = 0
  let dropped = 0
  let untold = 0
  let batch = 0
  /** Bytes by the number of the batch. */
  const underWay = new Map<number, number>()
  let sentBytes = 0
  let timer: NodeJS.Timeout | null = null
  let drained: (() => void) | null = null

  return {
    add(given) {
      count += 1
      const record = cutBodies(given, bodyLimit())
      const size = sizeOf(record)
      records.add(count, record, size)
      if (send !== null) {
        enqueue(record, size)
      }
    },
    latest(limit, after) {
      return records
        .after(after === null ? 0 : numberAfter(after))
        .slice(-limit)
        .flatMap(({ number, record }) => unpackEntries(pack(idPrefix, number, [record])))
    },
    missed(count) {
      dropped += count
      untold += count
    },
    acknowledge(stored) {
      sentBytes -= underWay.get(stored) ?? 0
      underWay.delete(stored)
      if (drained !== null || isEager()) {
        flush()
      }
      if (underWay.size === 0 && queue.length === queueStart) {
        drained?.()
      }
    },
    usePacker(next) {
      pack = next
    },
    drain() {
      flush()
      return new Promise((resolve) => {
        drained = resolve
        if (underWay.size === 0) {
          resolve()
        }
      })
    },
    state: () => ({ waiting: queue.length - queueStart, dropped }),
  }

  function isEager(): boolean {
    return queue.length - queueStart >= eagerLength || waitingBytes >= eagerBytes
  }

  function numberAfter(id: string): number {
    // An id of an earlier run is older than everything here.
    return id.startsWith(idPrefix) ? Number(id.slice(idPrefix.length)) || 0 : 0
  }

  function enqueue(record: RequestRecord, size: number): void {
    queue.push(record)
    waitingBytes += size
    if (isEager()) {
      flush()
    }
    while (queue.length - queueStart > queueLength || waitingBytes > queueBytes) {
      takeOldest()
      dropped += 1
      untold += 1
    }
    if (timer === null) {
      timer = setTimeout(onTime, batchDelay).unref()
    }
  }

  function onTime(): void {
    timer = null
    flush()
    if (queue.length > queueStart) {
      timer = setTimeout(onTime, batchDelay).unref()
    }
  }

  function takeOldest(): RequestRecord | undefined {
    const oldest = queue[queueStart]
    if (oldest !== undefined) {
      queue[queueStart] = undefined
      queueStart += 1
      waitingBytes -= sizeOf(oldest)
    }
    if (queueStart >= batchLength && queueStart * 2 >= queue.length) {
      queue = queue.slice(queueStart)
      queueStart = 0
    }
    return oldest
  }

  function flush(): void {
    while (send !== null && mayLeave()) {
      const first = count - (queue.length - queueStart) + 1
      const taken: RequestRecord[] = []
      let size = 0
      while (taken.length < batchLength && size < batchBytes && queue.length > queueStart) {
        const oldest = takeOldest()
        if (oldest !== undefined) {
          taken.push(oldest)
          size += loggedSizeOf(oldest, bodyLimit())
        }
      }
      batch += 1
      underWay.set(batch, size)
      sentBytes += size
      send({ type: 'logged', batch, entries: pack(idPrefix, first, taken), dropped: untold })
      untold = 0
    }
  }

  function mayLeave(): boolean {
    return queue.length > queueStart && underWay.size < maximumUnderWay && sentBytes < bytesUnderWay
  }
}

/** A log must not keep a body of many megabytes alive for the sake of its first kilobytes. */
function cutBodies(record: RequestRecord, limit: number): RequestRecord {
  // One byte more than the limit is enough to see that it was longer.
  if (record.requestBody.length > limit + 4) {
    record.requestBody = Buffer.from(record.requestBody.subarray(0, limit + 4))
  }
  return record
}

/** About what an entry takes on its way, with bodies cut as the log keeps them. */
function loggedSizeOf({ requestBody, answer }: RequestRecord, limit: number): number {
  return 1024 + Math.min(requestBody.length, limit) + Math.min(answer.body?.length ?? 0, limit)
}
