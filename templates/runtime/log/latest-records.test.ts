import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLatestRecords } from './latest-records.ts'
import { type AnswerRecord, type RequestRecord, sizeOf } from './request-record.ts'

const kept = 1000

function recordWith(requestBody: Buffer, given: Partial<AnswerRecord> = {}): RequestRecord {
  const head = { method: 'POST', url: '/', path: '/', rawQuery: '', headers: {}, clientIp: '' }
  const why = { reason: '', trace: [], scenario: 'happy' }
  const sent = { status: 200, headers: [], body: null, size: 0 }
  const answer = { operation: null, violations: [], ...sent, ...why, ...given }
  return { at: 1, durationMs: 1, head, requestBody, requestSize: requestBody.length, answer }
}

/** A ring that was given these bodies. */
function ringOf(bodies: readonly string[]) {
  const ring = createLatestRecords()
  bodies.forEach((text, index) => {
    const record = recordWith(Buffer.from(text))
    ring.add(index + 1, record, sizeOf(record))
  })
  return ring
}

function bodiesOf(ring: ReturnType<typeof createLatestRecords>, after = 0): string[] {
  return ring.after(after).map(({ record }) => record.requestBody.toString())
}

const lengths = fc.oneof(
  fc.integer({ min: 0, max: 600 }),
  fc.constantFrom(255, 256, 257, 4095, 4096, 4097, 5000),
)
const text = fc
  .tuple(fc.constantFrom('a', 'b', 'ß'), lengths)
  .map(([character, length]) => character.repeat(length))

test('the last thousand records are kept with their bodies, whatever places held before', () => {
  const some = fc.array(text, { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 2300 }), (texts, count) => {
      const bodies = Array.from({ length: count }, (_, index) => texts[index % texts.length] ?? '')
      expect(bodiesOf(ringOf(bodies))).toEqual(bodies.slice(-kept))
    }),
    { numRuns: 20 },
  )
})

const answer = fc
  .record({
    body: fc.option(text.map((each) => Buffer.from(each))),
    headers: fc.array(fc.string({ maxLength: 4 }), { maxLength: 6 }),
    messages: fc.array(fc.string({ maxLength: 4 }), { maxLength: 6 }),
    isShared: fc.boolean(),
  })
  .map(({ messages, ...rest }): Partial<AnswerRecord> => {
    const trace = messages.map((message) => ({ stage: 'body', verdict: 'pass', message }) as const)
    return { ...rest, trace, reason: messages.join(' '), size: rest.body?.length ?? 0 }
  })

test('the last thousand answers are kept, given to one request or to many', () => {
  const some = fc.array(answer, { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 2300 }), (answers, count) => {
      const ring = createLatestRecords()
      const records = Array.from({ length: count }, (_, index) =>
        recordWith(Buffer.from(String(index)), answers[index % answers.length]),
      )
      for (const [index, record] of records.entries()) ring.add(index + 1, record, sizeOf(record))
      expect(ring.after(0).map(({ record }) => record.answer)).toEqual(
        records.slice(-kept).map(({ answer }) => answer),
      )
    }),
    { numRuns: 20 },
  )
})

test('an answer that many requests got stays one object', () => {
  const ring = createLatestRecords()
  const shared = recordWith(Buffer.alloc(0), { isShared: true })
  for (let number = 1; number <= 3; number += 1) ring.add(number, { ...shared }, sizeOf(shared))
  expect(new Set(ring.after(0).map(({ record }) => record.answer))).toEqual(
    new Set([shared.answer]),
  )
})

test('only records after a number are given', () => {
  expect(bodiesOf(ringOf(['one', 'two', 'three']), 2)).toEqual(['three'])
})

test('what was given stays as it was while the ring goes on', () => {
  const ring = createLatestRecords()
  const add = (number: number, text: string) => {
    const body = Buffer.from(text)
    ring.add(number, recordWith(body, { body, headers: [text], reason: text }), 1024)
  }
  for (let number = 1; number <= kept; number += 1) add(number, 'before')
  const given = ring.after(0)
  for (let number = kept + 1; number <= 2 * kept; number += 1) add(number, 'AFTER!')
  const texts = given.flatMap(({ record: { requestBody, answer } }) => [
    ...[requestBody.toString(), answer.body?.toString(), answer.reason, ...answer.headers],
  ])
  expect(new Set(texts)).toEqual(new Set(['before']))
})

test('large bodies push out the oldest records', () => {
  const large = Buffer.alloc(4_194_304)
  const ring = createLatestRecords()
  for (let number = 1; number <= 6; number += 1) {
    ring.add(number, recordWith(large), sizeOf(recordWith(large)))
  }
  expect(ring.after(0).map(({ number }) => number)).toEqual([4, 5, 6])
})
