import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeFrames, entryPayload, readEntry, readFrames, readRecord } from './journal-format.ts'
import { detailOf, rowOf } from './log-row.ts'
import { sampleEntry } from './sample-entries.ts'

const payloads = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 8 })

function read(bytes: Buffer): string[] {
  return [...readFrames(bytes)].map(({ payload }) => payload.toString())
}

test('frames come back as they were written', () => {
  fc.assert(
    fc.property(payloads, (texts) => {
      expect(read(encodeFrames(texts))).toEqual(texts)
    }),
  )
})

test('a journal cut anywhere gives the frames that are whole', () => {
  fc.assert(
    fc.property(payloads, fc.nat(), (texts, cut) => {
      const bytes = encodeFrames(texts)
      const found = read(bytes.subarray(0, cut % (bytes.length + 1)))
      expect(found).toEqual(texts.slice(0, found.length))
      expect(encodeFrames(found).length).toBeLessThanOrEqual(cut % (bytes.length + 1))
    }),
  )
})

test('a changed byte ends the journal at the frame it is in', () => {
  fc.assert(
    fc.property(payloads, fc.nat(), fc.integer({ min: 1, max: 255 }), (texts, where, change) => {
      const bytes = encodeFrames(texts)
      fc.pre(bytes.length > 0)
      const position = where % bytes.length
      bytes[position] = (bytes[position] ?? 0) ^ change
      const found = read(bytes)
      expect(found).toEqual(texts.slice(0, found.length))
      expect(encodeFrames(found).length).toBeLessThanOrEqual(position)
    }),
  )
})

test('zeros left by a power cut are not frames', () => {
  const bytes = Buffer.concat([encodeFrames(['whole']), Buffer.alloc(64)])
  expect(read(bytes)).toEqual(['whole'])
})

test('an entry keeps texts that databases cannot hold', () => {
  const entry = sampleEntry({
    reason: 'half \ud800 and \0',
    responseBody: { encoding: 'utf8', data: 'line\nbreak \udfff \0', truncated: true },
  })
  const row = rowOf(entry, 'server', 7)
  const payload = Buffer.from(entryPayload(row, detailOf(entry)))
  expect(readRecord(payload)).toEqual({ row })
  expect(readEntry(payload)).toEqual({ ...row, ...detailOf(entry) })
  expect(row.reason).toBe('half \ufffd and \ufffd')
})
