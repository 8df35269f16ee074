import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { syncFolder } from '../sync-folder.ts'

/**
 * Snapshots of the index: `index-<12 digits>.snapshot`, the highest number is the newest. A file is a
 * line of JSON (`SnapshotHead`) and the database as SQLite writes it. The two newest are kept; each
 * is written beside its name and moved there, so that a name always stands for a whole file.
 */
interface SnapshotHead {
  format: 1
  /** CRC-32 and number of the bytes after the head. */
  checksum: number
  length: number
  /** The segment of the journal at which a reader of this snapshot goes on. */
  segment: number
}

export interface LoadedSnapshot {
  number: number
  segment: number
  database: Uint8Array
}

const kept = 2
const writeBytes = 4 * 1024 * 1024

/**
 * The newest snapshot that is whole, or null. Damaged ones are moved aside as `<name>.damaged`,
 * and `onDamage` is told their names.
 */
export function loadSnapshot(
  folder: string,
  onDamage: (fileName: string) => void,
): LoadedSnapshot | null {
  mkdirSync(folder, { recursive: true })
  for (const number of snapshotNumbers(folder)) {
    const name = snapshotName(number)
    const loaded = readSnapshot(readFileSync(join(folder, name)))
    if (loaded) return { number, ...loaded }
    renameSync(join(folder, name), join(folder, `${name}.damaged`))
    onDamage(name)
  }
  return null
}

/** Segments that the snapshots on disk need to be of use; empty when there are no snapshots. */
export function segmentsOfSnapshots(folder: string): number[] {
  return snapshotNumbers(folder).flatMap((number) => {
    const head = readHead(readFileSync(join(folder, snapshotName(number))))
    return head ? [head.head.segment] : []
  })
}

/** Makes a database file the newest snapshot, durably, and removes those older than the previous one. */
export async function writeSnapshot(
  folder: string,
  { number, segment, database }: LoadedSnapshot,
): Promise<void> {
  const path = join(folder, snapshotName(number))
  const head: SnapshotHead = {
    format: 1,
    checksum: crc32(database),
    length: database.length,
    segment,
  }
  const file = await open(`${path}.part`, 'w')
  try {
    await file.write(`${JSON.stringify(head)}\n`)
    // In pieces, so that the thread can answer in between.
    for (let offset = 0; offset < database.length; offset += writeBytes) {
      await file.writeFile(database.subarray(offset, offset + writeBytes))
    }
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
  await syncFolder(folder)
  for (const old of snapshotNumbers(folder).slice(kept)) {
    await rm(join(folder, snapshotName(old)), { force: true })
  }
}

/** Removes what an interrupted write left behind. */
export function removeUnfinishedSnapshots(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^index-\d{12}\.snapshot\.part$/.test(name)) rmSync(join(folder, name), { force: true })
  }
}

function snapshotName(number: number): string {
  return `index-${String(number).padStart(12, '0')}.snapshot`
}

/** Newest first. */
function snapshotNumbers(folder: string): number[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const digits = /^index-(\d{12})\.snapshot$/.exec(name)?.[1]
      return digits === undefined ? [] : [Number(digits)]
    })
    .sort((a, b) => b - a)
}

function readSnapshot(bytes: Buffer): { segment: number; database: Uint8Array } | null {
  const read = readHead(bytes)
  if (!read) return null
  const database = bytes.subarray(read.end)
  if (database.length !== read.head.length || crc32(database) !== read.head.checksum) return null
  return { segment: read.head.segment, database }
}

function readHead(bytes: Buffer): { head: SnapshotHead; end: number } | null {
  const end = bytes.subarray(0, 200).indexOf('\n')
  if (end < 0) return null
  try {
    const head: Partial<SnapshotHead> = JSON.parse(bytes.toString('utf8', 0, end))
    if (head.format !== 1 || typeof head.segment !== 'number') return null
    return {
      head: {
        format: 1,
        segment: head.segment,
        length: Number(head.length),
        checksum: Number(head.checksum),
      },
      end: end + 1,
    }
  } catch {
    // Not JSON: not a head.
    return null
  }
}
