import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberedEntry } from './sample-entries.ts'
import { openLog, temporaryFolder, workerPath } from './temporary-log.ts'

const program = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url))

/** Only to end what hangs: each of the runs takes many seconds. */
const hangsAfterMs = 240_000 * Number(process.env['PROPERTY_TIMES'] ?? 1)

interface Acknowledged {
  seq: number
  id: string
}

/** Lets a process append, kills it after so many acknowledged batches and some time; what was acknowledged. */
async function appendAndKill(folder: string, first: number, batches: number, thenMs: number) {
  const child = fork(program, [folder, workerPath, String(first)], { execArgv: [] })
  const acknowledged: Acknowledged[] = []
  let received = 0
  child.on('message', (message: { acknowledged?: Acknowledged[] }) => {
    acknowledged.push(...(message.acknowledged ?? []))
    received += 1
    if (received === batches) setTimeout(() => child.kill('SIGKILL'), thenMs)
  })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
  return acknowledged
}

test(
  'after kill -9 at any moment every acknowledged entry is there, whole',
  async () => {
    const moment = fc.record({ batches: fc.integer({ min: 1, max: 120 }), thenMs: fc.nat(40) })

    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 2, maxLength: 3 }), async (moments) => {
        const folder = temporaryFolder()
        const known = new Map<number, string>()
        let first = 0
        for (const { batches, thenMs } of moments) {
          const acknowledged = await appendAndKill(folder, first, batches, thenMs)
          const highest = Math.max(...known.keys(), 0)
          for (const { seq, id } of acknowledged) {
            expect(seq).toBeGreaterThan(highest)
            expect(known.has(seq)).toBe(false)
            known.set(seq, id)
          }
          first += 100_000
        }

        const log = await openLog(folder)
        expect(log.troubles).toEqual([])
        const stored = new Map<number, string>()
        for (let before: number | undefined; ; ) {
          const { rows } = await log.page({}, { limit: 1000, before })
          for (const { seq, id } of rows) stored.set(seq, id)
          before = rows.at(-1)?.seq
          if (before === undefined) break
        }
        expect(stored.size).toBe(await log.count())
        for (const [seq, id] of known) expect(stored.get(seq)).toBe(id)

        // Entries that were not acknowledged may be there, but only whole. Around the kills all are
        // looked at, elsewhere some.
        for (const [seq, id] of stored) {
          if (seq % 20 !== 0 && known.has(seq - 1) && known.has(seq + 100)) continue
          const [writer = '', number] = id.split('-')
          const { at, ...expected } = numberedEntry(writer, Number(number))
          expect(await log.get(seq)).toMatchObject({ ...expected, seq, serverId: writer })
        }
        const [next] = await log.append('a', [numberedEntry('a', 1)])
        expect(next?.seq).toBeGreaterThan(Math.max(...stored.keys()))
        await log.close()
      }),
      { numRuns: 3, endOnFailure: true },
    )
  },
  hangsAfterMs,
)
