import { type KeptBytes, keepBytes, keptBytes, placeForBytes } from './kept-bytes.ts'
import type { AnswerRecord, RequestRecord } from './request-record.ts'

/** Entries that the admin port can show. */
const most = 1000
/** Bodies that they may hold on to, in bytes. */
const mostBytes = 16_777_216
const empty = Buffer.alloc(0)

/** A place in the ring. */
interface Kept {
  number: number
  size: number
  /** Without its bodies, but for that of an answer that many requests got. */
  record: RequestRecord
  requestBody: KeptBytes
  /** What the place writes answers into that one request got alone; null until there is one. */
  own: OwnAnswer | null
}

interface OwnAnswer {
  answer: AnswerRecord
  headers: (string | string[])[]
  trace: AnswerRecord['trace'][number][]
  body: KeptBytes
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
      const kept = ring[place] ?? emptyPlace(record)
      ring[place] = kept
      held += size - kept.size
      overwrite(kept, number, record, size)
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

function emptyPlace(record: RequestRecord): Kept {
  return { number: 0, size: 0, record: { ...record }, requestBody: placeForBytes(), own: null }
}

function overwrite(kept: Kept, number: number, record: RequestRecord, size: number): void {
  kept.number = number
  kept.size = size
  kept.record.at = record.at
  kept.record.durationMs = record.durationMs
  kept.record.head = record.head
  keepBytes(kept.requestBody, record.requestBody)
  kept.record.requestBody = empty
  kept.record.requestSize = record.requestSize
  if (record.answer.isShared) {
    kept.record.answer = record.answer
    if (kept.own !== null) keepBytes(kept.own.body, null)
  } else {
    kept.record.answer = takeOver(kept, record.answer)
  }
}

/** Writes an answer into what the place has for it. */
function takeOver(kept: Kept, answer: AnswerRecord): AnswerRecord {
  kept.own ??= emptyAnswer(answer)
  const { own } = kept
  own.answer.operation = answer.operation
  own.answer.violations = answer.violations
  own.answer.status = answer.status
  refill(own.headers, answer.headers)
  keepBytes(own.body, answer.body)
  own.answer.size = answer.size
  own.answer.reason = answer.reason
  refill(own.trace, answer.trace)
  own.answer.scenario = answer.scenario
  return own.answer
}

function emptyAnswer(answer: AnswerRecord): OwnAnswer {
  const headers: OwnAnswer['headers'] = []
  const trace: OwnAnswer['trace'] = []
  const body = placeForBytes()
  return { answer: { ...answer, headers, body: null, trace }, headers, trace, body }
}

function refill<Entry>(list: Entry[], entries: readonly Entry[]): void {
  let at = 0
  for (const entry of entries) {
    list[at] = entry
    at += 1
  }
  // Told only where it is another one: setting it takes longer than the rest.
  if (list.length > at) list.length = at
}

/** The place may be written over while somebody still reads. */
function recordOf({ record, requestBody, own }: Kept): RequestRecord {
  const { answer } = record
  return {
    ...record,
    requestBody: keptBytes(requestBody) ?? empty,
    answer:
      answer === own?.answer
        ? { ...answer, headers: [...own.headers], trace: [...own.trace], body: keptBytes(own.body) }
        : answer,
  }
}
