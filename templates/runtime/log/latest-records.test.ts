import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLatestRecords } from './latest-records.ts'
import { type RequestRecord, sizeOf } from './request-record.ts'

const kept = 1000

function recordWith(requestBody: Buffer): RequestRecord {
  const head = { method: 'POST', url: '/', path: '/', rawQuery: '', headers: {}, clientIp: '' }
  const why = { reason: '', trace: [], scenario: 'happy' }
  const sent = { status: 200, headers: [], body: null, size: 0 }
  const answer = { operation: null, violations: [], ...sent, ...why }
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
  fc.constantFrom(255, 256, 257, 4095, 4096, 4097, 9000),
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

test('only records after a number are given', () => {
  expect(bodiesOf(ringOf(['one', 'two', 'three']), 2)).toEqual(['three'])
})

test('what was given stays as it was while the ring goes on', () => {
  const ring = ringOf(Array.from({ length: kept }, () => 'before'))
  const given = ring.after(0)
  for (let number = kept + 1; number <= 2 * kept; number += 1) {
    ring.add(number, recordWith(Buffer.from('AFTER!')), 1024)
  }
  expect(new Set(given.map(({ record }) => record.requestBody.toString()))).toEqual(
    new Set(['before']),
  )
})

test('large bodies push out the oldest records', () => {
  const large = Buffer.alloc(4_194_304)
  const ring = createLatestRecords()
  for (let number = 1; number <= 6; number += 1) {
    ring.add(number, recordWith(large), sizeOf(recordWith(large)))
  }
  expect(ring.after(0).map(({ number }) => number)).toEqual([4, 5, 6])
})
