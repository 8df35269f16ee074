import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LogFilter } from '#contract/log-query.ts'
import type { RequestLog } from './request-log.ts'
import { numberedEntry, sampleEntry } from './sample-entries.ts'
import { openLog, temporaryFolder } from './temporary-log.ts'

function numbered(from: number, to: number) {
  return Array.from({ length: to - from }, (_, index) => numberedEntry('w', from + index))
}

async function seqs(log: RequestLog, filter: LogFilter = {}) {
  const { rows, total } = await log.page(filter, { limit: 1000 })
  expect(total).toBe(rows.length)
  return rows.map(({ seq }) => seq)
}

test('an appended batch has growing numbers and is found newest first', async () => {
  const log = await openLog(temporaryFolder())
  const first = await log.append('a', numbered(0, 3))
  const second = await log.append('b', numbered(3, 5))
  expect([...first, ...second].map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  expect((await log.page({}, { limit: 10 })).rows).toEqual([...first, ...second].reverse())
  expect(await log.append('a', [])).toEqual([])
})

test('an entry is given whole by its number, and null for a number that is not there', async () => {
  const log = await openLog(temporaryFolder())
  const entry = sampleEntry({
    violations: [{ in: 'query', name: 'limit', message: 'is no number' }],
  })
  const [row] = await log.append('a', [entry])
  expect(await log.get(row!.seq)).toEqual({ ...entry, seq: 1, serverId: 'a', violationCount: 1 })
  expect(await log.get(99)).toBeNull()
})

test('pages go back with `before` and forward with `after`', async () => {
  const log = await openLog(temporaryFolder())
  await log.append('a', numbered(0, 10))
  const page = async (range: { before?: number; after?: number }) =>
    (await log.page({}, { limit: 3, ...range })).rows.map(({ seq }) => seq)
  expect(await page({ before: 5 })).toEqual([4, 3, 2])
  expect(await page({ after: 5 })).toEqual([8, 7, 6])
  expect(await page({ after: 3, before: 6 })).toEqual([5, 4])
  expect(await page({ before: 1 })).toEqual([])
})

test('entries and numbers outlive a restart', async () => {
  const folder = temporaryFolder()
  const before = await openLog(folder)
  await before.append('a', numbered(0, 20))
  await before.close()
  const after = await openLog(folder)
  expect(await after.count()).toBe(20)
  expect(await after.get(7)).toMatchObject({ ...numberedEntry('w', 6), at: expect.any(Number) })
  expect((await after.append('a', numbered(20, 21)))[0]?.seq).toBe(21)
})

test('numbers are not given again after everything was cleared', async () => {
  const folder = temporaryFolder()
  const before = await openLog(folder)
  await before.append('a', numbered(0, 20))
  await before.clear()
  await before.close()
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.snapshot')) rmSync(join(folder, name))
  }
  const after = await openLog(folder)
  expect(await after.count()).toBe(0)
  expect((await after.append('a', numbered(20, 21)))[0]?.seq).toBe(21)
})

test('a clear takes one server or all, and can be undone once', async () => {
  const log = await openLog(temporaryFolder())
  await log.append('a', numbered(0, 3))
  await log.append('b', numbered(3, 5))
  const cleared = await log.clear('a')
  expect(cleared.removed).toBe(3)
  await log.append('a', numbered(5, 6))
  expect(await seqs(log)).toEqual([6, 5, 4])
  expect(await log.get(1)).toBeNull()
  expect(await log.undoClear(cleared.undoToken)).toEqual({ restored: 3 })
  expect(await seqs(log, { text: 'numbers' })).toEqual([6, 5, 4, 3, 2, 1])
  expect((await log.operationHits('a')).get('listPets')).toEqual({
    hits: 4,
    lastStatus: 201,
    lastSeq: 6,
  })
  await expect(log.undoClear(cleared.undoToken)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await log.clear()).removed).toBe(6)
  expect(await seqs(log)).toEqual([])
})

test('a clear ends the undo of the one before', async () => {
  const log = await openLog(temporaryFolder())
  await log.append('a', numbered(0, 3))
  const first = await log.clear()
  await log.append('a', numbered(3, 5))
  const second = await log.clear()
  await expect(log.undoClear(first.undoToken)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await log.undoClear(second.undoToken)).toEqual({ restored: 2 })
  expect(await seqs(log)).toEqual([5, 4])
})

test('cleared entries stay away after a restart, also when the index is rebuilt', async () => {
  const folder = temporaryFolder()
  const first = await openLog(folder)
  await first.append('a', numbered(0, 3))
  await first.append('b', numbered(3, 5))
  const { undoToken } = await first.clear('a')
  await first.append('a', numbered(5, 6))
  await first.close()
  const second = await openLog(folder)
  await expect(second.undoClear(undoToken)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await seqs(second)).toEqual([6, 5, 4])
  await second.close()
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.snapshot')) rmSync(join(folder, name))
  }
  const third = await openLog(folder)
  expect(await seqs(third)).toEqual([6, 5, 4])
})

test('a removed server leaves nothing, not even for an undo', async () => {
  const log = await openLog(temporaryFolder())
  await log.append('a', numbered(0, 3))
  await log.append('b', numbered(3, 5))
  const { undoToken } = await log.clear()
  await log.forgetServer('a')
  expect(await log.undoClear(undoToken)).toEqual({ restored: 2 })
  expect(await seqs(log)).toEqual([5, 4])
})

test('retention removes the oldest beyond the number and all beyond the age', async () => {
  const log = await openLog(temporaryFolder())
  const hour = 3_600_000
  const aged = (hours: number) => sampleEntry({ at: Date.now() - hours * hour })
  await log.append('a', [aged(5), aged(1), aged(9), aged(0), aged(0), aged(0)])
  await log.setRetention({ maxEntries: 5, maxAgeHours: 24 })
  expect(await seqs(log)).toEqual([6, 5, 4, 3, 2])
  await log.setRetention({ maxEntries: 100, maxAgeHours: 4 })
  expect(await seqs(log)).toEqual([6, 5, 4, 2])
  expect(await log.get(3)).toBeNull()
})

test('retention removes thousands in steps and gives their journal back', async () => {
  const folder = temporaryFolder()
  const log = await openLog(folder, { sizes: { segmentBytes: 100_000, snapshotBytes: 50_000 } })
  for (let batch = 0; batch < 12; batch += 1) await log.append('a', numbered(0, 500))
  const segments = () => readdirSync(folder).filter((name) => name.startsWith('journal')).length
  expect(segments()).toBeGreaterThan(10)
  await log.setRetention({ maxEntries: 100, maxAgeHours: 24 })
  expect(await seqs(log, { text: 'NUMBERS' })).toHaveLength(100)
  await log.append('a', numbered(0, 500))
  await log.close()
  await (await openLog(folder, { retention: { maxEntries: 100, maxAgeHours: 24 } })).close()
  expect(segments()).toBeLessThan(10)
})

test('a torn end of the journal is cut off', async () => {
  const folder = temporaryFolder()
  const before = await openLog(folder)
  await before.append('a', numbered(0, 5))
  await before.close()
  const journal = join(folder, readdirSync(folder).find((name) => name.startsWith('journal'))!)
  const sound = readFileSync(journal).length
  appendFileSync(journal, Buffer.from([200, 0, 0, 0, 1, 2, 3, 4, 5]))
  const after = await openLog(folder)
  expect(readFileSync(journal)).toHaveLength(sound)
  expect(await after.count()).toBe(5)
  expect(after.troubles).toEqual([])
})

test('a damaged snapshot is set aside and nothing is lost', async () => {
  const folder = temporaryFolder()
  for (const start of [0, 10, 20]) {
    const log = await openLog(folder)
    await log.append('a', numbered(start, start + 10))
    await log.close()
  }
  const snapshots = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.snapshot'))
      .sort()
  expect(snapshots()).toHaveLength(2)
  const newest = snapshots()[1]!
  const bytes = readFileSync(join(folder, newest))
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  writeFileSync(join(folder, newest), bytes)
  const after = await openLog(folder)
  expect(after.troubles).toEqual([expect.stringContaining(newest)])
  expect(readdirSync(folder)).toContain(`${newest}.damaged`)
  expect(await seqs(after)).toEqual(Array.from({ length: 30 }, (_, index) => 30 - index))
  await after.close()
  for (const name of snapshots()) writeFileSync(join(folder, name), 'nothing like it')
  const rebuilt = await openLog(folder)
  expect(await rebuilt.count()).toBe(30)
})

test('damage in the middle of the journal costs the entries it hits only, and is told', async () => {
  const folder = temporaryFolder()
  const before = await openLog(folder, { sizes: { segmentBytes: 3_000 } })
  for (let n = 0; n < 12; n += 1) await before.append('a', numbered(n, n + 1))
  await before.close()
  const files = readdirSync(folder).sort()
  for (const name of files.filter((file) => file.endsWith('.snapshot'))) rmSync(join(folder, name))
  const segments = files.filter((file) => file.startsWith('journal'))
  expect(segments.length).toBeGreaterThan(2)
  // In one that is full, and in the one that was written last.
  for (const name of [segments[1]!, segments.at(-1)!]) {
    const bytes = readFileSync(join(folder, name))
    const at = bytes.indexOf('{"seq":') + 20
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    writeFileSync(join(folder, name), bytes)
  }
  const after = await openLog(folder)
  expect(after.troubles).toEqual([
    expect.stringContaining(segments[1]!),
    expect.stringContaining(segments.at(-1)!),
  ])
  const left = await seqs(after)
  expect(left).toHaveLength(10)
  for (const seq of left) expect(await after.get(seq)).toMatchObject({ id: `w-${seq - 1}` })
  expect((await after.append('a', numbered(0, 1)))[0]?.seq).toBe(13)
})

test('a journal cut off anywhere opens with what is before the cut', async () => {
  const folder = temporaryFolder()
  const before = await openLog(folder)
  await before.append('a', numbered(0, 5))
  await before.close()
  const names = readdirSync(folder)
  rmSync(join(folder, names.find((name) => name.endsWith('.snapshot'))!))
  const journal = join(folder, names.find((name) => name.startsWith('journal'))!)
  const bytes = readFileSync(journal)
  for (const share of [0.9, 0.5, 0.1, 0]) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name))
    writeFileSync(journal, bytes.subarray(0, Math.floor(bytes.length * share)))
    const after = await openLog(folder)
    expect(after.troubles).toEqual([])
    const left = await seqs(after)
    expect(left).toEqual(left.map((_, index) => left.length - index))
    expect(left.length).toBeLessThan(5)
    await after.close()
  }
})

test('a folder that cannot be used is refused with what to do', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await expect(openLog(join(file, 'log'))).rejects.toMatchObject({
    code: 'IO_FAILED',
    message: expect.stringContaining('Choose another workspace'),
  })
})
