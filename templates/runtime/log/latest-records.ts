import type { RequestRecord } from './request-record.ts'

/** Entries that the admin port can show. */
const most = 1000
/** Bodies that they may hold on to, in bytes. */
const mostBytes = 16_777_216
/** Request bodies up to this size, in bytes, are copied into the place that keeps them. */
const copiedBytes = 4096
const smallestCopy = 256
const empty = Buffer.alloc(0)

/** A place in the ring. */
interface Kept {
  number: number
  size: number
  /** Without its request body, where that has been copied. */
  record: RequestRecord
  /** Memory of the place, for one body after the other. */
  copy: Buffer
  copyLength: number
}

export interface LatestRecords {
  /** Numbers count up by one. */
  add(number: number, record: RequestRecord, size: number): void
  /** Those with higher numbers, newest last. */
  after(number: number): { number: number; record: RequestRecord }[]
}

/**
 * The last thousand records in a ring. Its places are written over instead of being replaced, and have memory of their
 * own for small bodies: objects that are young and stay are what the garbage collector has to copy, and here there
 * would be some with each request.
 */
export function createLatestRecords(): LatestRecords {
  const ring: (Kept | undefined)[] = Array.from({ length: most })
  let held = 0

  return {
    add(number, record, size) {
      const place = number % most
      const kept = ring[place]
      if (kept === undefined) {
        const fresh = { number, size, record: { ...record }, copy: empty, copyLength: 0 }
        keepBody(fresh, record.requestBody)
        ring[place] = fresh
        held += size
      } else {
        held += size - kept.size
        overwrite(kept, number, record, size)
      }
      for (let age = most - 1; held > mostBytes && age > 0; age -= 1) {
        forget((place + most - age) % most)
      }
    },
    after(number) {
      return ring
        .flatMap((kept) => (kept !== undefined && kept.number > number ? [kept] : []))
        .sort((a, b) => a.number - b.number)
        .map((kept) => ({ number: kept.number, record: recordOf(kept) }))
    },
  }

  function forget(place: number): void {
    held -= ring[place]?.size ?? 0
    ring[place] = undefined
  }
}

function overwrite(kept: Kept, number: number, record: RequestRecord, size: number): void {
  kept.number = number
  kept.size = size
  kept.record.at = record.at
  kept.record.durationMs = record.durationMs
  kept.record.head = record.head
  keepBody(kept, record.requestBody)
  kept.record.requestSize = record.requestSize
  kept.record.answer = record.answer
}

function keepBody(kept: Kept, body: Buffer): void {
  if (body.length > copiedBytes) {
    kept.record.requestBody = body
    kept.copyLength = 0
    return
  }
  if (body.length > kept.copy.length) {
    kept.copy = Buffer.allocUnsafeSlow(
      Math.max(smallestCopy, 2 ** Math.ceil(Math.log2(body.length))),
    )
  }
  kept.copy.set(body)
  kept.copyLength = body.length
  kept.record.requestBody = empty
}

/** The place may be written over while somebody still reads. */
function recordOf({ record, copy, copyLength }: Kept): RequestRecord {
  return copyLength === 0
    ? { ...record }
    : { ...record, requestBody: Buffer.from(copy.subarray(0, copyLength)) }
}
