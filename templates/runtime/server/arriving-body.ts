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
  /** What came before the tail; null until there is any. */
  parts: Buffer[] | null
  /** Small pieces: the first as it came, from the second on in memory with room for more. */
  tail: Buffer | null
  tailLength: number
  /** Bytes of all that came. */
  length: number
  /** Bytes of room. */
  taken: number
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
/** From so many bytes on a piece is worth an object of its own, and is not copied. */
const largePiece = 4096

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
  const body: ArrivingBody = {
    parts: null,
    tail: null,
    tailLength: 0,
    length: 0,
    taken: 0,
    limit,
    room,
    arrival,
  }
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
  } else if (!append(body, piece)) {
    refuse(this, body, 'no room', length)
  }
}

function onEnd(this: Arriving): void {
  const body = this[arriving]
  if (!body) return
  this[arriving] = null
  const { taken, room, arrival } = body
  arrival.came(wholeOf(body), () => room.give(taken))
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
  body.room.give(body.taken)
}

function wholeOf({ parts, tail, tailLength, length }: ArrivingBody): Buffer {
  const end = tail?.subarray(0, tailLength) ?? empty
  if (parts === null) return end
  const [only] = parts
  return only?.length === length ? only : Buffer.concat([...parts, end])
}

/** False when there is no room for it. */
function append(body: ArrivingBody, piece: Buffer): boolean {
  if (piece.length < largePiece) {
    if (!appendSmall(body, piece)) return false
  } else {
    if (!take(body, piece.length)) return false
    body.parts ??= []
    if (body.tail !== null) body.parts.push(body.tail.subarray(0, body.tailLength))
    body.parts.push(piece)
    body.tail = null
    body.tailLength = 0
  }
  body.length += piece.length
  return true
}

function appendSmall(body: ArrivingBody, piece: Buffer): boolean {
  const { tail, tailLength, limit } = body
  const length = tailLength + piece.length
  if (tail === null) {
    if (!take(body, length)) return false
    body.tail = piece
  } else if (length <= tail.length) {
    tail.set(piece, tailLength)
  } else {
    const size = Math.min(Math.max(2 * length, smallestMemory), limit)
    if (!take(body, size - tail.length)) return false
    body.tail = Buffer.allocUnsafeSlow(size)
    body.tail.set(tail.subarray(0, tailLength))
    body.tail.set(piece, tailLength)
  }
  body.tailLength = length
  return true
}

function take(body: ArrivingBody, bytes: number): boolean {
  if (!body.room.take(bytes)) return false
  body.taken += bytes
  return true
}
