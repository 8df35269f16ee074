import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RequestRecord } from '../log/request-record.ts'
import { createRecordReader, createRecordWriter } from './record-text.ts'
import { answerWith, headWith, recordWith } from './records-for-tests.ts'

const limit = 20

const answers = fc.array(
  fc
    .record({
      headers: fc.array(fc.string()),
      body: fc.option(fc.uint8Array({ maxLength: 40 }).map(Buffer.from)),
      size: fc.nat(),
      status: fc.integer({ min: 100, max: 599 }),
      reason: fc.string({ unit: 'binary' }),
      scenario: fc.string(),
      violations: fc.array(fc.record({ in: fc.constant('body' as const), message: fc.string() })),
      trace: fc.array(fc.constant({ stage: 'body', verdict: 'pass', message: 'made' } as const)),
    })
    .map(answerWith),
  { minLength: 1, maxLength: 4 },
)
const heads = fc.array(
  fc
    .record({
      url: fc.string().map((text) => `/${text}`),
      headers: fc.dictionary(fc.string(), fc.string()),
    })
    .map(headWith),
  { minLength: 1, maxLength: 4 },
)
const requests = fc.array(
  fc.record({
    requestBody: fc.uint8Array({ maxLength: 40 }).map(Buffer.from),
    durationMs: fc.double({ min: 0.001, max: 1e9, noNaN: true }),
    head: fc.nat(3),
    answer: fc.nat(3),
    newBatch: fc.boolean(),
  }),
  { maxLength: 30 },
)

/** Bodies as far as the log can keep them; who else got the answer only the reader says. */
function kept({ requestBody, answer: { body, isShared, ...answer }, ...rest }: RequestRecord) {
  const start = (bytes: Buffer | null) => bytes && [...bytes.subarray(0, limit + 4)]
  return { ...rest, answer, request: start(requestBody), response: start(body) }
}

test('what is written comes back, whatever it is and however often it comes', () => {
  fc.assert(
    fc.property(heads, answers, requests, (knownHeads, knownAnswers, asked) => {
      const write = createRecordWriter()
      const read = createRecordReader(() => null)
      let batch: { finishedAt: number; record: RequestRecord }[] = []
      const came: RequestRecord[] = []
      const sent = asked.map(({ newBatch, ...request }, at) => {
        const record = {
          ...recordWith(),
          ...request,
          head: knownHeads[request.head % knownHeads.length] ?? headWith(),
          answer: knownAnswers[request.answer % knownAnswers.length] ?? answerWith(),
        }
        batch.push({ finishedAt: at, record })
        if (newBatch || at === asked.length - 1) {
          came.push(...read(write(batch, limit)).map((each) => each.record))
          batch = []
        }
        return record
      })
      expect(came.map(kept)).toEqual(sent.map(kept))
    }),
    { numRuns: 200 },
  )
})

test('what comes again and again is told once, and is one object again', () => {
  const write = createRecordWriter()
  const read = createRecordReader(() => null)
  const head = headWith({ url: `/${'y'.repeat(15)}` })
  const answer = answerWith({ body: Buffer.from('x'.repeat(15)) })
  const texts = Array.from({ length: 10 }, (_, at) =>
    write([{ finishedAt: at, record: { ...recordWith(), head, answer } }], limit),
  )
  expect(texts.filter((text) => text.includes('xxx'))).toHaveLength(2)
  expect(texts.filter((text) => text.includes('yyy'))).toHaveLength(2)
  const records = texts.flatMap(read).map(({ record }) => record)
  expect(records.map(({ answer: { body } }) => String(body))).toEqual(
    Array(10).fill('x'.repeat(15)),
  )
  expect(records[9]?.answer).toBe(records[2]?.answer)
  expect(records[9]?.head).toBe(records[2]?.head)
})

test('what both sides remember is bounded, and nothing is mistaken after it is forgotten', () => {
  const write = createRecordWriter()
  const read = createRecordReader(() => null)
  for (let round = 0; round < 2_500; round += 1) {
    const answer = answerWith({ reason: `reason ${round}` })
    const finished = Array.from({ length: 3 }, () => ({
      finishedAt: 0,
      record: { ...recordWith(), answer },
    }))
    const text = write(finished, limit)
    expect(read(text).map(({ record }) => record.answer.reason)).toEqual(
      Array(3).fill(`reason ${round}`),
    )
    expect(JSON.parse(text).records.at(-1).at(-1)).toBeLessThan(1_001)
  }
})
