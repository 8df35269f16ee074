import type { RequestRecord } from './request-record.ts'

/** Entries that the admin port can show. */
const most = 1000
/** Bodies that they may hold on to, in bytes. */
const mostBytes = 16_777_216

/** A place in the ring. */
interface Kept {
  number: number
  size: number
  record: RequestRecord
}

export interface LatestRecords {
  /** Numbers count up by one. */
  add(number: number, record: RequestRecord, size: number): void
  /** Those with higher numbers, newest last. */
  after(number: number): { number: number; record: RequestRecord }[]
}

/**
 * The last thousand records in a ring. Its places are written over instead of being replaced: objects that are
 * young and stay are what the garbage collector has to copy, and here there would be one with each request.
 */
export function createLatestRecords(): LatestRecords {
  const ring: (Kept | undefined)[] = Array.from({ length: most })
  let held = 0

  return {
    add(number, record, size) {
      const place = number % most
      const kept = ring[place]
      if (kept === undefined) {
        ring[place] = { number, size, record: { ...record } }
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
        .map((kept) => ({ number: kept.number, record: kept.record }))
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
  kept.record.requestBody = record.requestBody
  kept.record.requestSize = record.requestSize
  kept.record.answer = record.answer
}
