import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../engine-error.ts'
import type { JournalChunk } from '../storage/log-store.ts'
import { syncFolder } from '../storage/sync-folder.ts'
import {
  controlPayload,
  countEntries,
  encodeFrames,
  type Place,
  segmentName,
} from './journal-format.ts'

/** What became of a chunk after it was written. */
export interface Delivery {
  /** The answer of the store: see `LogStore.apply`. */
  applied: Promise<number[]>
}

export interface JournalOptions {
  folder: string
  /** Number of the first segment to write. */
  segment: number
  nextSeq: number
  /**
   * Takes over each chunk, in order, when it is durable; or, while writing fails, at once and in memory
   * only. It owns the bytes from then on.
   */
  deliver: (chunk: JournalChunk) => Delivery
  onTrouble: (message: string) => void
  /** A segment that has reached this size is followed by a new one. */
  segmentBytes?: number | undefined
  /** What is kept in memory at most while it cannot be written. */
  keptBytes?: number
  retryMs?: number
}

export interface Journal {
  /**
   * Adds whole frames. Resolves when they are durable, or when it is clear that they cannot be written
   * now; then they stay in memory and are written as soon as it works again.
   * `firstSeq` is the `seq` of the first of them, or the next free one.
   */
  write(bytes: Buffer, firstSeq: number): Promise<Delivery>
  /** The frame at a place; null when it is gone. */
  read(place: Place): Promise<Buffer | null>
  close(): Promise<void>
}

interface Chunk {
  segment: number
  offset: number
  bytes: Buffer
  delivered: boolean
  done: (delivery: Delivery) => void
}

const megabyte = 1024 * 1024
// What one write and one wait for the disk take together.
const groupBytes = 8 * megabyte

/**
 * Writes the journal. Chunks that arrive while the disk is busy share the next wait for it.
 * Throws IO_FAILED when the folder cannot be written at all.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { folder, deliver, onTrouble } = options
  const { segmentBytes = 32 * megabyte, keptBytes = 128 * megabyte, retryMs = 1_000 } = options
  let segment = options.segment
  let size = 0
  let file: { segment: number; handle: FileHandle } | null = null
  // In the order of the journal: chunks that are not known to be durable.
  const pending: Chunk[] = []
  let begun = false
  let troubled = false
  // Entries that were given up in the present trouble; null as long as none had to be.
  let lost: number | null = null
  let retry: NodeJS.Timeout | null = null
  let flushing: Promise<void> | null = null

  function add(bytes: Buffer): Promise<Delivery> {
    return new Promise((done) => {
      pending.push({ segment, offset: size, bytes, delivered: false, done })
      size += bytes.length
    })
  }

  function beginSegment(nextSeq: number): Promise<Delivery> {
    size = 0
    return add(encodeFrames([controlPayload({ control: 'segment', nextSeq })]))
  }

  function finish(chunk: Chunk, bytes: Buffer) {
    if (chunk.delivered) return
    chunk.delivered = true
    chunk.done(deliver({ segment: chunk.segment, offset: chunk.offset, bytes }))
  }

  async function fileOf(wanted: number): Promise<FileHandle> {
    if (file?.segment === wanted) return file.handle
    await closeFile()
    const path = join(folder, segmentName(wanted))
    const handle = await open(path, constants.O_WRONLY | constants.O_CREAT, 0o600)
    file = { segment: wanted, handle }
    await syncFolder(folder)
    return handle
  }

  async function closeFile() {
    const closing = file?.handle
    file = null
    // Whatever the end of the file says, its content was synced or will be written again.
    await closing?.close().catch(() => {})
  }

  /** The next chunks of one segment, up to the size of a group. */
  function nextGroup(): Chunk[] {
    const group: Chunk[] = []
    let bytes = 0
    for (const chunk of pending) {
      if (group[0] && (chunk.segment !== group[0].segment || bytes >= groupBytes)) break
      group.push(chunk)
      bytes += chunk.bytes.length
    }
    return group
  }

  async function store(group: readonly Chunk[]) {
    const [first] = group
    if (!first) return
    const handle = await fileOf(first.segment)
    const bytes = group.length === 1 ? first.bytes : Buffer.concat(group.map(({ bytes }) => bytes))
    for (let written = 0; written < bytes.length; ) {
      const part = await handle.write(
        bytes,
        written,
        bytes.length - written,
        first.offset + written,
      )
      written += part.bytesWritten
    }
    await handle.datasync()
  }

  async function flushAll() {
    while (pending.length > 0) {
      const group = nextGroup()
      try {
        await store(group)
      } catch (error) {
        await closeFile()
        return fail(error)
      }
      pending.splice(0, group.length)
      if (troubled) {
        troubled = false
        onTrouble(savedAgain(lost ?? 0))
        lost = null
      }
      for (const chunk of group) finish(chunk, chunk.bytes)
    }
  }

  function fail(error: unknown) {
    if (!begun) {
      throw new EngineError(
        'IO_FAILED',
        `Cannot write the request log in ${folder}: ${reasonOf(error)}. Make room on the disk or the folder writable, or choose another workspace.`,
        { cause: error },
      )
    }
    if (!troubled) {
      troubled = true
      onTrouble(
        `Cannot save the request log in ${folder}: ${reasonOf(error)}. New requests are kept in memory; make room on the disk or the folder writable, and they are saved.`,
      )
    }
    keepInMemory()
    retry ??= setTimeout(() => {
      retry = null
      void flush()
    }, retryMs).unref()
  }

  /** Hands on copies, because the originals are still to be written; gives up the oldest when they are too many. */
  function keepInMemory() {
    for (const chunk of pending) finish(chunk, ownCopy(chunk.bytes))
    let bytes = pending.reduce((sum, chunk) => sum + chunk.bytes.length, 0)
    while (bytes > keptBytes) {
      const [oldest] = pending
      if (!oldest || oldest.segment === segment) return
      if (lost === null) onTrouble(givingUp(keptBytes))
      lost ??= 0
      // A whole segment at a time: behind a hole in a segment nothing could be read.
      while (pending[0]?.segment === oldest.segment) {
        const given = pending.shift()
        bytes -= given?.bytes.length ?? 0
        lost += given ? countEntries(given.bytes) : 0
      }
    }
  }

  function flush(): Promise<void> {
    flushing ??= flushAll().finally(() => {
      flushing = null
      // What came in between the last look and now.
      if (troubled) keepInMemory()
      else if (pending.length > 0) void flush()
    })
    return flushing
  }

  void beginSegment(options.nextSeq)
  await flushAll()
  begun = true

  return {
    write(bytes, firstSeq) {
      if (size >= segmentBytes) {
        segment += 1
        void beginSegment(firstSeq)
      }
      const done = add(bytes)
      if (troubled && !flushing) keepInMemory()
      else void flush()
      return done
    },
    async read(place) {
      const kept = pending.find(
        (chunk) =>
          chunk.segment === place.segment &&
          chunk.offset <= place.offset &&
          place.offset < chunk.offset + chunk.bytes.length,
      )
      if (kept) {
        const start = place.offset - kept.offset
        return Buffer.from(kept.bytes.subarray(start, start + place.length))
      }
      return readFrom(join(folder, segmentName(place.segment)), place)
    },
    async close() {
      if (retry) clearTimeout(retry)
      retry = null
      await flushing
      // A last attempt, should there still be something.
      await flush()
      if (retry) clearTimeout(retry)
      await closeFile()
    },
  }
}

async function readFrom(path: string, { offset, length }: Place): Promise<Buffer | null> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch {
    // Removed by hand or by retention between the question and now.
    return null
  }
  try {
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await handle.read(bytes, 0, length, offset)
    return bytesRead === length ? bytes : null
  } finally {
    await handle.close()
  }
}

/** A copy whose memory can be given to another thread as a whole. */
function ownCopy(bytes: Buffer): Buffer {
  const copy = Buffer.from(new ArrayBuffer(bytes.length))
  bytes.copy(copy)
  return copy
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full'
  if (code === 'EROFS') return 'the disk is read-only'
  if (code === 'EACCES' || code === 'EPERM') return 'the folder may not be written'
  return error instanceof Error ? error.message : String(error)
}

function givingUp(keptBytes: number): string {
  return `Cannot keep more than ${Math.round(keptBytes / megabyte)} MiB of the request log in memory while it cannot be saved: the oldest requests are given up from now on. Make room on the disk.`
}

function savedAgain(lost: number): string {
  const again = 'The request log is being saved to disk again.'
  return lost === 0
    ? again
    : `${again} ${lost} requests were not kept because they could not be saved: they cannot be opened, and are missing after the next start.`
}
