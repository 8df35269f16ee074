import type { IncomingMessage } from 'node:http'
import type { BodyRoom } from './body-room.ts'

/** Why a body was not taken: it is above the limit, or too many others are under way. */
export type BodyTrouble = 'too large' | 'no room'

/** How the arrival of a body ended; one of the three is called, once. */
export interface Arrival {
  /** All of it came; the memory is not its own but for `release` to give back. */
  came(bytes: Buffer, release: () => void): void
  refused(trouble: BodyTrouble, size: number): void
  /** The client went away before. */
  brokeOff(): void
}

interface ArrivingBody {
  /** The first piece as it came; from the second on, memory with room for more. */
  bytes: Buffer | null
  length: number
  /** Bytes that there can be at most. */
  limit: number
  room: BodyRoom
  arrival: Arrival
}

const arriving = Symbol('arriving')

/** A request whose body is on its way; null when that is settled. */
interface Arriving extends IncomingMessage {
  [arriving]?: ArrivingBody | null
}

const empty = Buffer.alloc(0)
const smallestMemory = 256

/**
 * Gathers a body of at most `limit` bytes. Thousands may be under way at once and take their time: what each of them
 * keeps is little, and pieces of few bytes, each an object of some hundred, are put together as they come.
 */
export function gatherBody(
  request: IncomingMessage,
  limit: number,
  room: BodyRoom,
  arrival: Arrival,
): void {
  const body: ArrivingBody = { bytes: null, length: 0, limit, room, arrival }
  const from: Arriving = request
  from[arriving] = body
  // One that is reset in the middle of a body closes too, and without a listener Node makes nothing of the error.
  request.on('close', onClose)
  request.on('end', onEnd)
  request.on('data', onData)
}

// Listeners that all requests share: with one of its own for each, a request would keep twice as much.

function onData(this: Arriving, piece: Buffer): void {
  const body = this[arriving]
  // What comes after a refusal is thrown away.
  if (!body) return
  const length = body.length + piece.length
  if (length > body.limit) {
    refuse(this, body, 'too large', length)
  } else if (!append(body, piece, length)) {
    refuse(this, body, 'no room', length)
  }
}

function onEnd(this: Arriving): void {
  const body = this[arriving]
  if (!body) return
  this[arriving] = null
  const { bytes, length, room, arrival } = body
  arrival.came(bytes?.subarray(0, length) ?? empty, () => room.give(bytes?.length ?? 0))
}

function onClose(this: Arriving): void {
  const body = this[arriving]
  if (!body) return
  settle(this, body)
  body.arrival.brokeOff()
}

function refuse(request: Arriving, body: ArrivingBody, trouble: BodyTrouble, size: number): void {
  settle(request, body)
  body.arrival.refused(trouble, size)
}

function settle(request: Arriving, body: ArrivingBody): void {
  request[arriving] = null
  body.room.give(body.bytes?.length ?? 0)
  body.bytes = null
}

/** False when there is no room for it. */
function append(body: ArrivingBody, piece: Buffer, length: number): boolean {
  const { bytes, room } = body
  if (bytes === null) {
    if (!room.take(piece.length)) return false
    body.bytes = piece
  } else if (length <= bytes.length) {
    bytes.set(piece, body.length)
  } else {
    const size = Math.min(Math.max(2 * length, smallestMemory), body.limit)
    if (!room.take(size - bytes.length)) return false
    const larger = Buffer.allocUnsafeSlow(size)
    larger.set(bytes.subarray(0, body.length))
    larger.set(piece, body.length)
    body.bytes = larger
  }
  body.length = length
  return true
}
