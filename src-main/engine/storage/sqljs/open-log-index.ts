import { readdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { segmentName, segmentNumber } from '../../request-log/journal-format.ts'
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
    const { soundBytes } = index.apply({ segment, offset: 0, bytes })
    replayedBytes += bytes.length
    if (soundBytes === bytes.length) continue
    // The end of the last segment was being written when the program ended: nobody was told it is safe.
    if (segment === last) truncateSync(path, soundBytes)
    else onTrouble(damagedSegment(segmentName(segment), bytes.length - soundBytes))
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

function damagedSegment(name: string, bytes: number): string {
  return `Cannot read the last ${bytes} bytes of ${name} of the request log: they are damaged. The entries in them are missing; all others are there.`
}
