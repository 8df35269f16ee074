import { randomBytes } from 'node:crypto'
import type { ReportedEntry } from '#contract/log-entry.ts'
import type { MessageFromServer } from '../channel-messages.ts'
import type { RequestRecord } from './request-record.ts'

/** Entries that the admin port can show. */
const ringLength = 1000
/** Bodies that the ring may hold on to, in bytes. */
const ringBytes = 16_777_216
/** Waiting for the parent process at most. */
const queueLength = 50_000
const queueBytes = 67_108_864
const batchLength = 500
/** A batch leaves when so many entries wait, or after `batchDelay` milliseconds. Small ones keep pauses short. */
const eagerLength = 100
const batchDelay = 100
/** Batches sent and not yet stored by the parent. */
const maximumUnderWay = 16

interface Recorded {
  number: number
  record: RequestRecord
}

export interface RequestLog {
  add(record: RequestRecord): void
  /** Newest last; `after` is the id of an entry, and only later ones are given. */
  latest(limit: number, after: string | null): ReportedEntry[]
  /** The parent has stored a batch. */
  acknowledge(batch: number): void
  useBuilder(build: EntryBuilder): void
  /** Sends what waits, as far as the parent keeps up. */
  flush(): void
}

export type EntryBuilder = (id: string, record: RequestRecord) => ReportedEntry

/**
 * Keeps the last requests and passes all of them on in batches. `send` is null when nobody listens.
 * When the parent is slower than the traffic, the oldest waiting entries are given up and counted.
 */
export function createRequestLog(options: {
  build: EntryBuilder
  bodyLimit: () => number
  send: ((message: MessageFromServer) => void) | null
}): RequestLog {
  const { bodyLimit, send } = options
  let build = options.build
  // Ids stay unique over restarts of the server.
  const bootId = `${Date.now().toString(36)}${randomBytes(4).toString('hex')}`
  const idOf = (number: number) => `${bootId}-${number}`
  let count = 0

  const ring: Recorded[] = []
  let heldByRing = 0

  let queue: Recorded[] = []
  let queueStart = 0
  let waitingBytes = 0
  let dropped = 0
  let batch = 0
  let underWay = 0
  let timer: NodeJS.Timeout | null = null

  return {
    add(record) {
      count += 1
      const recorded = { number: count, record: cutBodies(record, bodyLimit()) }
      const size = sizeOf(recorded.record)
      remember(recorded, size)
      if (send !== null) {
        enqueue(recorded, size)
      }
    },
    latest(limit, after) {
      const from = after === null ? 0 : numberAfter(after)
      return inOrder()
        .filter(({ number }) => number > from)
        .slice(-limit)
        .map(({ number, record }) => build(idOf(number), record))
    },
    acknowledge() {
      underWay = Math.max(0, underWay - 1)
      if (queue.length - queueStart >= eagerLength) {
        flush()
      }
    },
    useBuilder(next) {
      build = next
    },
    flush,
  }

  function remember(recorded: Recorded, size: number): void {
    const slot = (recorded.number - 1) % ringLength
    const replaced = ring[slot]
    if (replaced !== undefined) {
      heldByRing -= sizeOf(replaced.record)
    }
    ring[slot] = recorded
    heldByRing += size
    for (let age = ringLength - 1; heldByRing > ringBytes && age > 0; age -= 1) {
      const oldest = (slot + ringLength - age) % ringLength
      const entry = ring[oldest]
      if (entry !== undefined) {
        heldByRing -= sizeOf(entry.record)
        delete ring[oldest]
      }
    }
  }

  function inOrder(): Recorded[] {
    return Object.values(ring).sort((a, b) => a.number - b.number)
  }

  function numberAfter(id: string): number {
    // An id of an earlier run is older than everything here.
    return id.startsWith(`${bootId}-`) ? Number(id.slice(bootId.length + 1)) || 0 : 0
  }

  function enqueue(recorded: Recorded, size: number): void {
    queue.push(recorded)
    waitingBytes += size
    while (queue.length - queueStart > queueLength || waitingBytes > queueBytes) {
      takeOldest()
      dropped += 1
    }
    if (queue.length - queueStart >= eagerLength) {
      flush()
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

  function takeOldest(): Recorded | undefined {
    const oldest = queue[queueStart]
    if (oldest !== undefined) {
      queueStart += 1
      waitingBytes -= sizeOf(oldest.record)
    }
    if (queueStart >= batchLength && queueStart * 2 >= queue.length) {
      queue = queue.slice(queueStart)
      queueStart = 0
    }
    return oldest
  }

  function flush(): void {
    while (send !== null && underWay < maximumUnderWay && queue.length > queueStart) {
      const entries: ReportedEntry[] = []
      while (entries.length < batchLength && queue.length > queueStart) {
        const oldest = takeOldest()
        if (oldest !== undefined) {
          entries.push(build(idOf(oldest.number), oldest.record))
        }
      }
      batch += 1
      underWay += 1
      send({ type: 'logged', batch, entries, dropped })
      dropped = 0
    }
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

function sizeOf(record: RequestRecord): number {
  return 1024 + record.requestBody.length + (record.responseBody?.length ?? 0)
}
