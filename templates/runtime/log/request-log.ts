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
const batchBytes = 4_194_304
/** A batch leaves when so much waits, or after `batchDelay` milliseconds. Small ones keep pauses short. */
const eagerLength = 100
const eagerBytes = 1_048_576
const batchDelay = 100
/** Sent and not yet stored by the parent: what it or the channel to it has to hold. */
const maximumUnderWay = 16
const bytesUnderWay = 33_554_432

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

export type EntryBuilder = (id: string, record: RequestRecord) => ReportedEntry

/**
 * Keeps the last requests and passes all of them on in batches. `send` is null when nobody listens.
 * When the parent is slower than the traffic, entries wait here, up to a number and a size; beyond that the oldest
 * are given up and counted: the parent and `state` tell how many. Requests themselves never wait for the log.
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

  /** From `queueStart` on; what was taken from before there is let go at once, with its bodies. */
  let queue: (Recorded | undefined)[] = []
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
    useBuilder(next) {
      build = next
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

  function takeOldest(): Recorded | undefined {
    const oldest = queue[queueStart]
    if (oldest !== undefined) {
      queue[queueStart] = undefined
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
    while (send !== null && mayLeave()) {
      const entries: ReportedEntry[] = []
      let size = 0
      while (entries.length < batchLength && size < batchBytes && queue.length > queueStart) {
        const oldest = takeOldest()
        if (oldest !== undefined) {
          entries.push(build(idOf(oldest.number), oldest.record))
          size += loggedSizeOf(oldest.record, bodyLimit())
        }
      }
      batch += 1
      underWay.set(batch, size)
      sentBytes += size
      send({ type: 'logged', batch, entries, dropped: untold })
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

function sizeOf(record: RequestRecord): number {
  return 1024 + record.requestBody.length + (record.responseBody?.length ?? 0)
}

/** About what an entry takes on its way, with bodies cut as the log keeps them. */
function loggedSizeOf({ requestBody, responseBody }: RequestRecord, limit: number): number {
  return 1024 + Math.min(requestBody.length, limit) + Math.min(responseBody?.length ?? 0, limit)
}
