import type { RequestCounts } from '../admin/count-requests.ts'
import { createRequestCounts } from '../admin/count-requests.ts'
import { createDeliveryQueue } from '../log/delivery-queue.ts'
import { type RequestRecord, withCutBody } from '../log/request-record.ts'
import { createRecordWriter, type FinishedRecord } from './record-text.ts'
import { onSharedClock, sharedClock } from './shared-clock.ts'
import type { MessageFromWorker } from './worker-messages.ts'

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

/** Records that are given up because the primary is slower than the traffic are counted, as all requests are. */
export function createRecordShipper(options: {
  bodyLimit: () => number
  send: (message: MessageFromWorker) => void
}): RecordShipper {
  const { bodyLimit, send } = options
  let counts: RequestCounts = createRequestCounts()
  const write = createRecordWriter()
  let added = 0
  const demands: Demand[] = []
  let dropped = 0
  let upTo = 0
  let newest = 0
  const queue = createDeliveryQueue<FinishedRecord>({
    recordOf: ({ record }) => record,
    bodyLimit,
    delay: shipmentDelay,
    send: ship,
    givenUp(count) {
      dropped += count
    },
  })

  function ship(batch: number, records: readonly FinishedRecord[]): void {
    upTo = queue.length() === 0 ? sharedClock() : (records.at(-1)?.finishedAt ?? upTo)
    const met = isMet(demands[0]) ? demands.shift() : undefined
    const counted = counts.all()
    if (counted.length > 0) counts = createRequestCounts()
    send({
      type: 'shipment',
      batch,
      dropped,
      upTo,
      waiting: queue.length(),
      counts: counted,
      text: write(records, bodyLimit()),
      ...(met && { demanded: { id: met.id, memory: process.memoryUsage.rss() } }),
    })
    dropped = 0
  }

  function answerDemands(): void {
    while (demands.length > 0 && (isMet(demands[0]) || queue.mayLeave())) queue.sendBatch()
  }

  function isMet(demand: Demand | undefined): boolean {
    return demand !== undefined && added - queue.length() >= demand.records
  }

  return {
    add(record, answeredAt) {
      counts.record(record)
      added += 1
      // What was written long before it is told here keeps the promises made since.
      newest = Math.max(onSharedClock(answeredAt), newest, upTo)
      queue.add({ finishedAt: newest, record: withCutBody(record, bodyLimit()) })
    },
    taken(batch) {
      queue.taken(batch)
      answerDemands()
    },
    demand(id) {
      demands.push({ id, records: added })
      answerDemands()
    },
    drain() {
      // Counts leave with it, even where no record does.
      queue.sendBatch()
      return queue.drain()
    },
  }
}
