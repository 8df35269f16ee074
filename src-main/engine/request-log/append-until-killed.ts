import { openRequestLog } from './request-log.ts'
import { numberedEntry } from './sample-entries.ts'

/**
 * Program of the test that kills: several writers append as fast as they can, and each batch
 * that the log acknowledged is told to the parent. Arguments: folder, worker script, first number.
 */
async function main() {
  const [folder = '', workerPath = '', first = '0'] = process.argv.slice(2)
  const log = await openRequestLog({
    folder,
    workerPath,
    retention: { maxEntries: 1_000_000, maxAgeHours: 24 },
    onTrouble: (message) => process.send?.({ trouble: message }),
    // Small, so that kills also hit the change of segments and snapshots.
    sizes: { segmentBytes: 150_000, snapshotBytes: 200_000 },
  })
  const writers = ['a', 'b', 'c'].map(async (writer) => {
    for (let n = Number(first); ; ) {
      const size = 1 + (n % 37)
      const entries = Array.from({ length: size }, (_, index) => numberedEntry(writer, n + index))
      const rows = await log.append(writer, entries)
      process.send?.({ acknowledged: rows.map(({ seq, id }) => ({ seq, id })) })
      n += size
    }
  })
  await Promise.all(writers)
}

process.on('disconnect', () => process.exit())
await main()
