import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { segmentName } from '../../request-log/journal-format.ts'
import type { OpenedLog } from '../log-store.ts'
import { createAnalyser } from './analyser.ts'
import { createLogReader } from './log-reader.ts'
import { listSegments, openLogIndex } from './open-log-index.ts'
import { removeSomeEntries } from './retention.ts'
import { createRetentionClock } from './retention-clock.ts'
import { segmentsOfSnapshots, writeSnapshot } from './snapshots.ts'
import { sqliteBuilder } from './sqljs-database.ts'
import type { WorkerCalls, WorkerStart } from './worker-calls.ts'

// A snapshot stalls the thread for the time of a copy: not before there is this much to replay, and not
// before the journal has grown by the size of the snapshot itself.
const defaultSnapshotBytes = 48 * 1024 * 1024
const ageCheckMs = 60_000
// Free pages beyond this many, and beyond half of the database, are given back.
const mostFreePages = 4_096

/** Methods in which results come at once or later. */
type Calls = {
  [Method in keyof WorkerCalls]: (
    ...argument: Parameters<WorkerCalls[Method]>
  ) => Awaited<ReturnType<WorkerCalls[Method]>> | ReturnType<WorkerCalls[Method]>
}

/** The request log's database with its upkeep: snapshots, retention, removal of dead journal. */
export async function openSqljsLog(
  start: WorkerStart,
  onTrouble: (message: string) => void,
): Promise<{ opened: OpenedLog; calls: Calls }> {
  const { folder, snapshotBytes: leastSnapshotBytes = defaultSnapshotBytes } = start
  const sql = sqliteBuilder()
  const { database, index, ...found } = await openLogIndex(folder, sql, onTrouble)
  const reader = createLogReader(database, sql)
  const analyser = createAnalyser(database, sql)
  const clock = createRetentionClock()
  let { retention } = start
  let snapshotNumber = found.snapshot
  let lastSnapshotBytes = 0
  let journalBytes = found.replayedBytes
  let upkeep: Promise<void> | null = null

  /** Runs after the messages that are waiting, one step at a time, until nothing is left to do. */
  function keepUp(): Promise<void> {
    upkeep ??= doUpkeep().finally(() => {
      upkeep = null
    })
    return upkeep
  }

  async function doUpkeep() {
    let removed = 0
    for (;;) {
      await nextTurn()
      const step = removeSomeEntries(database, sql, retention, clock())
      if (!step) break
      removed += step.count
      index.groupsChanged()
      reader.forgetTotals()
      analyser.forgetUpTo(step.latest)
    }
    if (removed > 0) giveBackMemory()
    if (journalBytes >= Math.max(leastSnapshotBytes, lastSnapshotBytes)) await saveSnapshot()
  }

  function giveBackMemory() {
    const free = database.pragma('freelist_count')
    if (free < mostFreePages || free < database.pragma('page_count') / 2) return
    database.command('vacuum')
  }

  async function saveSnapshot() {
    const bytes = database.export()
    const { segment } = index.position()
    journalBytes = 0
    lastSnapshotBytes = bytes.length
    snapshotNumber += 1
    try {
      await writeSnapshot(folder, { number: snapshotNumber, segment, database: bytes })
      await removeDeadSegments()
    } catch {
      // Nothing is lost without it: the next start reads more of the journal. Trouble with the disk is
      // reported by the journal, which cannot do without.
    }
  }

  /** Removes segments that no entry and no snapshot needs; never one after a segment that is needed. */
  async function removeDeadSegments() {
    const oldest = sql.selectFrom('entries').select('segment').orderBy('seq').limit(1)
    const living = database.all(oldest)[0]?.segment ?? index.position().segment
    const needed = Math.min(living, index.position().segment, ...segmentsOfSnapshots(folder))
    for (const segment of listSegments(folder)) {
      if (segment < needed) await rm(join(folder, segmentName(segment)), { force: true })
    }
  }

  const ageCheck = setInterval(() => void keepUp(), ageCheckMs)
  void keepUp()

  const calls: Calls = {
    apply(chunk) {
      const { affected } = index.apply(chunk)
      journalBytes += chunk.bytes.length
      if (affected.length > 0) {
        reader.forgetTotals()
        analyser.forget()
      }
      void keepUp()
      return affected
    },
    page: (query) => reader.page(query),
    place: (seq) => reader.place(seq),
    operationHits: (serverId) => reader.operationHits(serverId),
    analyse: (query) => analyser.analyse(query),
    count: () => reader.count(),
    async setRetention(wanted) {
      retention = wanted
      // A run that is under way may have looked at the old limits last.
      await upkeep
      await keepUp()
    },
    async close() {
      clearInterval(ageCheck)
      await upkeep
      if (journalBytes > 0) await saveSnapshot()
      database.close()
    },
  }
  return { opened: { lastSeq: index.lastSeq(), nextSegment: found.nextSegment }, calls }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
