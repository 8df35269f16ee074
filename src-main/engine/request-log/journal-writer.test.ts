import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JournalChunk } from '../storage/log-store.ts'
import { encodeFrames, readFrames, segmentName } from './journal-format.ts'
import { type JournalOptions, openJournal } from './journal-writer.ts'
import { numberedEntry } from './sample-entries.ts'
import { openLog, temporaryFolder } from './temporary-log.ts'

/** What the writer handed on, and a wait for what it says. */
function listener() {
  const delivered: JournalChunk[] = []
  const troubles: string[] = []
  let heard = () => {}
  return {
    delivered,
    troubles,
    deliver(chunk: JournalChunk) {
      delivered.push({ ...chunk, bytes: Uint8Array.from(chunk.bytes) })
      return { applied: Promise.resolve([]) }
    },
    onTrouble(message: string) {
      troubles.push(message)
      heard()
    },
    async untilTroubles(count: number) {
      while (troubles.length < count) {
        await new Promise<void>((resolve) => {
          heard = resolve
        })
      }
    },
  }
}

function openIn(folder: string, options: Partial<JournalOptions>) {
  return openJournal({
    folder,
    segment: 1,
    nextSeq: 1,
    deliver: () => ({ applied: Promise.resolve([]) }),
    onTrouble: () => {},
    ...options,
  })
}

function payloads(folder: string, segment: number): string[] {
  const bytes = readFileSync(join(folder, segmentName(segment)))
  return [...readFrames(bytes)].map(({ payload }) => payload.toString())
}

// Every write to it fails as on a full disk. Only Linux has it.
const fullDisk = '/dev/full'

test('chunks are handed on in order, from segments that follow each other', async () => {
  const folder = temporaryFolder()
  const { delivered, ...hears } = listener()
  const journal = await openIn(folder, { ...hears, segmentBytes: 120 })
  const texts = Array.from({ length: 20 }, (_, n) => `payload ${n}`)
  await Promise.all(texts.map((text, n) => journal.write(encodeFrames([text]), n + 1)))
  await journal.close()
  const segments = readdirSync(folder).length
  expect(segments).toBeGreaterThan(2)
  const written = Array.from({ length: segments }, (_, n) => payloads(folder, n + 1)).flat()
  expect(written.filter((text) => text.startsWith('payload'))).toEqual(texts)
  expect(written[0]).toBe('{"control":"segment","nextSeq":1}')
  const handedOn = delivered.flatMap(({ bytes }) => [...readFrames(Buffer.from(bytes))])
  expect(handedOn.map(({ payload }) => payload.toString())).toEqual(written)
})

test.skipIf(!existsSync(fullDisk))(
  'while the disk is full everything stays in memory, and is saved when there is room again',
  async () => {
    const folder = temporaryFolder()
    const hears = listener()
    const journal = await openIn(folder, { ...hears, segmentBytes: 40, retryMs: 5 })
    symlinkSync(fullDisk, join(folder, segmentName(2)))

    await journal.write(encodeFrames(['one']), 1)
    await journal.write(encodeFrames(['two']), 2)
    expect(hears.troubles).toEqual([expect.stringContaining('the disk is full')])
    await journal.write(encodeFrames(['three']), 3)
    expect(hears.troubles).toHaveLength(1)
    const places = hears.delivered.map(({ segment, offset, bytes }) => ({
      segment,
      offset,
      length: bytes.length,
    }))
    const texts = async () =>
      Promise.all(
        places.map(async (place) => {
          const bytes = await journal.read(place)
          return bytes && [...readFrames(bytes)][0]?.payload.toString()
        }),
      )
    const known = await texts()
    expect(known.filter((text) => !text?.startsWith('{'))).toEqual(['one', 'two', 'three'])

    rmSync(join(folder, segmentName(2)))
    await hears.untilTroubles(2)
    expect(hears.troubles[1]).toContain('saved to disk again')
    await journal.write(encodeFrames(['four']), 4)
    await journal.close()
    expect(await texts()).toEqual(known)
    const written = readdirSync(folder).flatMap((_, n) => payloads(folder, n + 1))
    expect(written.filter((text) => !text.startsWith('{'))).toEqual(['one', 'two', 'three', 'four'])
  },
)

test.skipIf(!existsSync(fullDisk))(
  'what cannot be written is given up by whole segments, oldest first, when it is too much',
  async () => {
    const folder = temporaryFolder()
    const hears = listener()
    const journal = await openIn(folder, {
      ...hears,
      segmentBytes: 1_000,
      keptBytes: 3_000,
      retryMs: 600_000,
    })
    for (const segment of [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
      symlinkSync(fullDisk, join(folder, segmentName(segment)))
    }
    for (let n = 1; n <= 20; n += 1)
      await journal.write(encodeFrames([`{}\n${'x'.repeat(477)}`]), n)
    const chunks = hears.delivered.filter(({ bytes }) => bytes.length > 400)
    expect(chunks).toHaveLength(20)
    const readable = await Promise.all(
      chunks.map(async ({ segment, offset, bytes }) => {
        // Given up entries are behind a link to a device that gives zeros.
        const found = await journal.read({ segment, offset, length: bytes.length })
        return found !== null && [...readFrames(found)].length === 1
      }),
    )
    expect(readable.slice(-4)).toEqual([true, true, true, true])
    const left = readable.filter(Boolean).length
    expect(left).toBeLessThan(14)
    expect(hears.troubles.slice(1)).toEqual([expect.stringContaining('are given up from now on')])
    for (const name of readdirSync(folder).slice(1)) rmSync(join(folder, name))
    await journal.close()
    expect(hears.troubles[2]).toContain(`${20 - left} requests were not kept`)
  },
)

test.skipIf(!existsSync(fullDisk))(
  'the log goes on while its disk is full: entries are listed and can be opened',
  async () => {
    const folder = temporaryFolder()
    const log = await openLog(folder, { sizes: { segmentBytes: 2_000 } })
    symlinkSync(fullDisk, join(folder, segmentName(2)))
    for (let n = 0; n < 10; n += 1) await log.append('a', [numberedEntry('w', n)])
    expect(log.troubles).toEqual([expect.stringContaining('the disk is full')])
    expect(await log.count()).toBe(10)
    expect(await log.get(10)).toMatchObject({ id: 'w-9', responseBody: { encoding: 'utf8' } })
    rmSync(join(folder, segmentName(2)))
    await log.close()
    const after = await openLog(folder)
    expect(await after.count()).toBe(10)
    expect(await after.get(10)).toMatchObject({ id: 'w-9' })
  },
)
