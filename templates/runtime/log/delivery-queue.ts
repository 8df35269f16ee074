import { loggedSizeOf, type RequestRecord, sizeOf } from './request-record.ts'

/** Waiting at most. */
const queueLength = 50_000
const queueBytes = 67_108_864
const batchLength = 500
const batchBytes = 4_194_304
/** A batch leaves when so much waits, or after a while. Small ones keep pauses short. */
const eagerLength = 100
const eagerBytes = 1_048_576
/** Sent and not yet taken: what the other process or the channel to it has to hold. */
const maximumUnderWay = 16
const bytesUnderWay = 33_554_432

/** What waits for another process to take it. */
export interface DeliveryQueue<Item> {
  add(item: Item): void
  /** Items that wait. */
  length(): number
  /** The other process can take another batch. */
  mayLeave(): boolean
  /** Sends one batch: the oldest that may leave, be it none. */
  sendBatch(): void
  /** Sends what waits, as far as the other process can take it. */
  flush(): void
  /** The other process has taken a batch. */
  taken(batch: number): void
  /** Sends all. Resolves when it is taken. */
  drain(): Promise<void>
}

/**
 * Makes a queue of items that hold on to records. They leave in batches: `delay` milliseconds after they came, or at
 * once when many wait. When the other process is slower than the traffic they wait, up to a number and a size; beyond
 * that the oldest are given up. Requests themselves never wait for it.
 */
export function createDeliveryQueue<Item>(options: {
  recordOf: (item: Item) => RequestRecord
  /** So much of a body leaves at most. */
  bodyLimit: () => number
  delay: number
  send: (batch: number, items: Item[]) => void
  givenUp: (count: number) => void
}): DeliveryQueue<Item> {
  const { recordOf, bodyLimit, delay, send, givenUp } = options
  /** From `start` on; what was taken from before there is let go at once, with its bodies. */
  let queue: (Item | undefined)[] = []
  let start = 0
  let waitingBytes = 0
  let batch = 0
  /** Bytes by the number of the batch. */
  const underWay = new Map<number, number>()
  let sentBytes = 0
  let isTimed = false
  let drained: (() => void) | null = null

  return {
    add(item) {
      queue.push(item)
      waitingBytes += sizeOf(recordOf(item))
      if (isEager()) flush()
      while (length() > queueLength || waitingBytes > queueBytes) {
        takeOldest()
        givenUp(1)
      }
      flushSoon()
    },
    length,
    mayLeave,
    sendBatch,
    flush,
    taken(stored) {
      sentBytes -= underWay.get(stored) ?? 0
      underWay.delete(stored)
      if (drained !== null || isEager()) flush()
      if (isDelivered()) drained?.()
    },
    drain() {
      flush()
      return new Promise((resolve) => {
        drained = resolve
        if (isDelivered()) resolve()
      })
    },
  }

  function length(): number {
    return queue.length - start
  }

  function isEager(): boolean {
    return length() >= eagerLength || waitingBytes >= eagerBytes
  }

  function mayLeave(): boolean {
    return underWay.size < maximumUnderWay && sentBytes < bytesUnderWay
  }

  function isDelivered(): boolean {
    return length() === 0 && underWay.size === 0
  }

  function takeOldest(): Item | undefined {
    const oldest = queue[start]
    if (oldest === undefined) return undefined
    queue[start] = undefined
    start += 1
    waitingBytes -= sizeOf(recordOf(oldest))
    if (start >= batchLength && start * 2 >= queue.length) {
      queue = queue.slice(start)
      start = 0
    }
    return oldest
  }

  function sendBatch(): void {
    const items: Item[] = []
    let size = 0
    while (mayLeave() && items.length < batchLength && size < batchBytes) {
      const oldest = takeOldest()
      if (oldest === undefined) break
      items.push(oldest)
      size += loggedSizeOf(recordOf(oldest), bodyLimit())
    }
    batch += 1
    underWay.set(batch, size)
    sentBytes += size
    send(batch, items)
  }

  function flush(): void {
    while (length() > 0 && mayLeave()) sendBatch()
  }

  function flushSoon(): void {
    // A process that has nothing else to do may end.
    if (!isTimed) setTimeout(onTime, delay).unref()
    isTimed = true
  }

  function onTime(): void {
    isTimed = false
    flush()
    if (length() > 0) flushSoon()
  }
}
