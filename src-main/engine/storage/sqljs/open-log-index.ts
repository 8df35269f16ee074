import { readdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { findFrame, segmentName, segmentNumber } from '../../request-log/journal-format.ts'
import type { LogSql } from '../log-queries.ts'
import { createLogIndex, type LogIndex } from './log-index.ts'
import { type LoadedSnapshot, loadSnapshot, removeUnfinishedSnapshots } from './snapshots.ts'
import { openSqljsDatabase, type SqljsDatabase } from './sqljs-database.ts'

/** What a start found: the index as of the last record that was written. */
export interface OpenedIndex {
  database: SqljsDatabase
  index: LogIndex
  /** Number of the snapshot it began with; 0 without one. */
  snapshot: number
  /** Bytes of journal that had to be read after it. */
  replayedBytes: number
  /** Number of the first segment that is free to be written. */
  nextSegment: number
}

/**
 * Loads the newest snapshot that is whole and follows the journal from there; without a snapshot
 * everything is read from the journal.
 */
export async function openLogIndex(
  folder: string,
  sql: LogSql,
  onTrouble: (message: string) => void,
): Promise<OpenedIndex> {
  const snapshot = loadSnapshot(folder, (name) =>
    onTrouble(
      `Cannot use ${name} of the request log: it is damaged. It was set aside as ${name}.damaged, and the log was restored from its journal.`,
    ),
  )
  removeUnfinishedSnapshots(folder)
  const { database, index } = await loadDatabase(snapshot, sql, onTrouble)
  const segments = listSegments(folder)
  const last = segments.at(-1)
  let replayedBytes = 0
  for (const segment of segments) {
    if (segment < index.position().segment) continue
    const path = join(folder, segmentName(segment))
    const bytes = readFileSync(path)
    replayedBytes += bytes.length
    const { soundEnd, damagedBytes } = replaySegment(index, segment, bytes)
    const tail = bytes.length - soundEnd
    // The end of the last segment was being written when the program ended: nobody was told it is safe.
    if (segment === last && tail > 0) truncateSync(path, soundEnd)
    const damaged = damagedBytes + (segment === last ? 0 : tail)
    if (damaged > 0) onTrouble(damagedSegment(segmentName(segment), damaged))
  }
  index.settle()
  const nextSegment = Math.max(last ?? 0, index.position().segment) + 1
  return { database, index, snapshot: snapshot?.number ?? 0, replayedBytes, nextSegment }
}

/** Numbers of the segments in a folder, oldest first. */
export function listSegments(folder: string): number[] {
  return readdirSync(folder)
    .flatMap((name) => segmentNumber(name) ?? [])
    .sort((a, b) => a - b)
}

async function loadDatabase(
  snapshot: LoadedSnapshot | null,
  sql: LogSql,
  onTrouble: (message: string) => void,
) {
  try {
    const database = await openSqljsDatabase(snapshot?.database ?? null)
    return { database, index: createLogIndex(database, sql) }
  } catch (error) {
    if (!snapshot) throw error
    // Whole, but not a database of ours, such as one of another version: the journal has it all.
    onTrouble(
      `Cannot use the saved index of the request log: ${String(error)}. The log was restored from its journal.`,
    )
    const database = await openSqljsDatabase(null)
    return { database, index: createLogIndex(database, sql) }
  }
}

/** Applies all whole frames of a segment; where they end, and how many damaged bytes lie between them. */
function replaySegment(index: LogIndex, segment: number, bytes: Buffer) {
  let soundEnd = 0
  let damagedBytes = 0
  for (let start: number | null = 0; start !== null; start = findFrame(bytes, soundEnd)) {
    damagedBytes += start - soundEnd
    const { soundBytes } = index.apply({ segment, offset: start, bytes: bytes.subarray(start) })
    soundEnd = start + soundBytes
  }
  return { soundEnd, damagedBytes }
}

function damagedSegment(name: string, bytes: number): string {
  return `Cannot read ${bytes} bytes of ${name} of the request log: they are damaged. The entries in them are missing; all others are there.`
}
