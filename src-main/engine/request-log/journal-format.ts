import { crc32 } from 'node:zlib'
import type { LogEntry, LogRow } from '#contract/log-entry.ts'

/**
 * The journal is the request log; the database beside it is an index that can be rebuilt from it.
 *
 * It is a series of files `journal-<12 digits>.log` ("segments"), written in the order of their
 * numbers and only at the end. A segment is a row of frames:
 *
 *     uint32 LE   length of the payload in bytes, never 0
 *     uint32 LE   CRC-32 of the payload
 *     payload     one or two lines of JSON, separated by a line feed, in UTF-8
 *
 * A payload of two lines is an entry: first what the rows of the log show (`LogRow`), then the rest
 * (`EntryDetail`: headers, bodies, violations, trace). Rows go into the index together with the place
 * of their frame; the rest stays here and is read when somebody opens the entry. So neither the memory
 * of the index nor its snapshots grow with the size of bodies.
 *
 * A payload of one line is a control record (`ControlRecord`). The first frame of each segment is
 * one that tells the next free `seq`, so that numbers are never given twice.
 *
 * A frame that is cut short or whose checksum is wrong, with none that is whole behind it, was being
 * written when the program ended and never acknowledged. In the last segment that tail is cut off when
 * the log is opened. Where whole frames follow, only what is between was damaged.
 */
export type ControlRecord =
  | { control: 'segment'; nextSeq: number }
  | { control: 'clear'; serverId: string | null }
  | { control: 'undo' }
  | { control: 'forget'; serverId: string }

/** What an entry holds beyond its row. */
export type EntryDetail = Omit<LogEntry, keyof LogRow>

/** Where a frame is. `length` counts the frame with its head. */
export interface Place {
  segment: number
  offset: number
  length: number
}

export interface Frame {
  payload: Buffer
  offset: number
  length: number
}

const headLength = 8
const lineFeed = 0x0a

/** Frames of a batch, ready to be written one after the other; the buffer owns its memory alone. */
export function encodeFrames(payloads: readonly string[]): Buffer {
  const sizes = payloads.map((payload) => Buffer.byteLength(payload))
  const total = sizes.reduce((sum, size) => sum + size + headLength, 0)
  // Not from Node's shared pool: a worker takes the memory over as a whole.
  const bytes = Buffer.from(new ArrayBuffer(total))
  let offset = 0
  payloads.forEach((payload, position) => {
    const size = sizes[position] ?? 0
    bytes.write(payload, offset + headLength, 'utf8')
    bytes.writeUInt32LE(size, offset)
    bytes.writeUInt32LE(
      crc32(bytes.subarray(offset + headLength, offset + headLength + size)),
      offset + 4,
    )
    offset += headLength + size
  })
  return bytes
}

export function entryPayload(row: LogRow, detail: EntryDetail): string {
  return `${JSON.stringify(row)}\n${JSON.stringify(detail)}`
}

export function controlPayload(record: ControlRecord): string {
  return JSON.stringify(record)
}

/**
 * The whole frames from `start` on, up to the first one that is not.
 * The offset after the last one yielded is where the sound part ends.
 */
export function* readFrames(bytes: Buffer, start = 0): Generator<Frame> {
  let offset = start
  while (offset + headLength <= bytes.length) {
    const size = bytes.readUInt32LE(offset)
    const end = offset + headLength + size
    // Length 0 is what a file system leaves after a power cut; its checksum would even be right.
    if (size === 0 || end > bytes.length) return
    const payload = bytes.subarray(offset + headLength, end)
    if (crc32(payload) !== bytes.readUInt32LE(offset + 4)) return
    yield { payload, offset, length: headLength + size }
    offset = end
  }
}

const beginnings = ['{"seq":', '{"control":']

/** Where, from an offset on, the next whole frame begins behind damaged bytes; null when there is none. */
export function findFrame(bytes: Buffer, from: number): number | null {
  for (let at = from; ; ) {
    const found = beginnings.map((text) => bytes.indexOf(text, at)).filter((place) => place >= 0)
    if (found.length === 0) return null
    const payload = Math.min(...found)
    const start = payload - headLength
    if (start >= from && !readFrames(bytes, start).next().done) return start
    at = payload + 1
  }
}

/** How many entries there are among whole frames. */
export function countEntries(frames: Buffer): number {
  let entries = 0
  for (const { payload } of readFrames(frames)) {
    if (payload.includes(lineFeed)) entries += 1
  }
  return entries
}

/** The row or the control record of a frame; the detail is not parsed. */
export function readRecord(payload: Buffer): { row: LogRow } | { record: ControlRecord } {
  const end = payload.indexOf(lineFeed)
  const value: unknown = JSON.parse(payload.toString('utf8', 0, end < 0 ? payload.length : end))
  // The checksum holds, so these are the bytes that `entryPayload` or `controlPayload` made.
  return end < 0 ? { record: value as ControlRecord } : { row: value as LogRow }
}

/** The entry of a frame of two lines. */
export function readEntry(payload: Buffer): LogEntry {
  const end = payload.indexOf(lineFeed)
  const row = JSON.parse(payload.toString('utf8', 0, end))
  return { ...row, ...JSON.parse(payload.toString('utf8', end + 1)) }
}

export function segmentName(segment: number): string {
  return `journal-${String(segment).padStart(12, '0')}.log`
}

/** Number of a segment, or null when the file is not one. */
export function segmentNumber(fileName: string): number | null {
  const digits = /^journal-(\d{12})\.log$/.exec(fileName)?.[1]
  return digits === undefined ? null : Number(digits)
}
