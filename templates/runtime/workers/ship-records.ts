import type { RequestCounts } from '../admin/count-requests.ts'
import { createRequestCounts } from '../admin/count-requests.ts'
import { deliveryLimits } from '../log/delivery-limits.ts'
import { type RequestRecord, sizeOf } from '../log/request-record.ts'
import { createRecordWriter, type FinishedRecord } from './record-text.ts'
import { onSharedClock, sharedClock } from './shared-clock.ts'
import type { MessageFromWorker } from './worker-messages.ts'

const { queueLength, queueBytes, batchLength, batchBytes, ...limits } = deliveryLimits
const { eagerLength, eagerBytes, maximumUnderWay, bytesUnderWay } = limits
/** Milliseconds: short, as what is shipped waits once more in the log of the primary. */
const shipmentDelay = 20

/** Hands what a worker finished over to the primary. */
export interface RecordShipper {
  /** `answeredAt` is a time of `performance.now()`. */
  add(record: RequestRecord, answeredAt: number): void
  /** The primary has taken a shipment. */
  taken(batch: number): void
  /** Ships what is there now, as soon as the primary takes it, and says in the last shipment that it answers the demand. */
  demand(demand: number): void
  /** Resolves when the primary has taken everything; for a worker that ends. */
  drain(): Promise<void>
}

interface Demand {
  id: number
  /** How many records have left, or were given up, when it is answered. */
  records: number
}

/**
 * Records wait here while the primary is slower than the traffic, up to a number and a size; beyond that the oldest
 * are given up and counted. Requests never wait for it.
 */
export function createRecordShipper(options: {
  bodyLimit: () => number
  send: (message: MessageFromWorker) => void
}): RecordShipper {
  const { bodyLimit, send } = options
  let counts: RequestCounts = createRequestCounts()
  let queue: (FinishedRecord | undefined)[] = []
  const write = createRecordWriter()
  /** Records before it have left. */
  let start = 0
  let waitingBytes = 0
  let added = 0
  const demands: Demand[] = []
  let dropped = 0
  let batch = 0
  let upTo = 0
  let newest = 0
  const underWay = new Map<number, number>()
  let sentBytes = 0
  let isTimed = false
  let drained: (() => void) | null = null

  function length(): number {
    return queue.length - start
  }

  function isEager(): boolean {
    return length() >= eagerLength || waitingBytes >= eagerBytes
  }

  function mayLeave(): boolean {
    return underWay.size < maximumUnderWay && sentBytes < bytesUnderWay
  }

  function takeOldest(): FinishedRecord | undefined {
    const oldest = queue[start]
    if (oldest === undefined) return undefined
    queue[start] = undefined
    start += 1
    waitingBytes -= sizeOf(oldest.record)
    if (start >= batchLength && start * 2 >= queue.length) {
      queue = queue.slice(start)
      start = 0
    }
    return oldest
  }

  function ship(): void {
    const records: FinishedRecord[] = []
    let size = 0
    while (records.length < batchLength && size < batchBytes) {
      const oldest = mayLeave() ? takeOldest() : undefined
      if (oldest === undefined) break
      records.push(oldest)
      size += sizeOf(oldest.record)
    }
    upTo = length() === 0 ? sharedClock() : (records.at(-1)?.finishedAt ?? upTo)
    batch += 1
    underWay.set(batch, size)
    sentBytes += size
    const met = isMet(demands[0]) ? demands.shift() : undefined
    const counted = counts.all()
    if (counted.length > 0) counts = createRequestCounts()
    send({
      type: 'shipment',
      ...{ batch, dropped, upTo, waiting: length(), counts: counted },
      text: write(records, bodyLimit()),
      ...(met && { demanded: { id: met.id, memory: process.memoryUsage.rss() } }),
    })
    dropped = 0
  }

  function flush(): void {
    while (length() > 0 && mayLeave()) ship()
  }

  function answerDemands(): void {
    while (demands.length > 0 && (isMet(demands[0]) || mayLeave())) ship()
  }

  function isMet(demand: Demand | undefined): boolean {
    return demand !== undefined && added - length() >= demand.records
  }

  function shipSoon(): void {
    if (!isTimed) setTimeout(onTime, shipmentDelay)
    isTimed = true
  }

  function onTime(): void {
    isTimed = false
    flush()
    if (length() > 0) shipSoon()
  }

  return {
    add(record, answeredAt) {
      counts.record(record)
      added += 1
      // What was written long before it is told here keeps the promises made since.
      newest = Math.max(onSharedClock(answeredAt), newest, upTo)
      const finished = { finishedAt: newest, record: withCutBody(record, bodyLimit()) }
      queue.push(finished)
      waitingBytes += sizeOf(finished.record)
      if (isEager()) flush()
      while (length() > queueLength || waitingBytes > queueBytes) {
        takeOldest()
        dropped += 1
      }
      shipSoon()
    },
    taken(stored) {
      sentBytes -= underWay.get(stored) ?? 0
      underWay.delete(stored)
      if (drained !== null || isEager()) flush()
      answerDemands()
      if (underWay.size === 0 && length() === 0) drained?.()
    },
    demand(id) {
      demands.push({ id, records: added })
      answerDemands()
    },
    drain() {
      ship()
      flush()
      return new Promise((resolve) => {
        drained = resolve
      })
    },
  }
}

/** A body of many megabytes is not kept for the sake of the part that the log takes. */
function withCutBody(record: RequestRecord, limit: number): RequestRecord {
  if (record.requestBody.length > limit + 4) {
    record.requestBody = Buffer.from(record.requestBody.subarray(0, limit + 4))
  }
  return record
}
