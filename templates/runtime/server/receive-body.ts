import type { IncomingMessage, Server } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { type BodyTrouble, gatherBody } from './arriving-body.ts'
import type { BodyRoom } from './body-room.ts'

export interface ReceivedBody {
  /** Empty when there was trouble or none came. */
  body: Buffer
  trouble: BodyTrouble | null
  /** Bytes received, or announced when nothing was read. */
  size: number
}

const empty = Buffer.alloc(0)
const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** True when the client sends a body, by the rules of RFC 9112 section 6.3. */
export function announcesBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length']
  return (
    (length !== undefined && length !== '0') || request.headers['transfer-encoding'] !== undefined
  )
}

/**
 * Lets clients that ask first (`Expect: 100-continue`) send their body, but for one that is too large to be read: they
 * have its refusal before they send it.
 */
export function inviteBodies(server: Server, limit: () => number): void {
  server.on('checkContinue', (request, response) => {
    if (announcedSize(request) <= limit()) response.writeContinue()
    server.emit('request', request, response)
  })
  // Whoever expects anything else is refused like others whose request is not sound.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
}

function announcedSize(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0)
}

/** What happens with a body in the end; one of the two is called, once. */
export interface BodyOutcome {
  received(body: ReceivedBody): void
  /** The client went away before. */
  brokeOff(): void
}

/**
 * Reads a whole body of at most `limit` bytes, if there is room for it. One that announces more is not read at all; one
 * that turns out longer is let go at the limit. Compressed bodies count by their unpacked size.
 * There is no promise in the ordinary case, as each would cost every request with a body.
 */
export function receiveBody(
  request: IncomingMessage,
  limit: number,
  room: BodyRoom,
  outcome: BodyOutcome,
): void {
  const announced = announcedSize(request)
  if (announced > limit) {
    outcome.received({ body: empty, trouble: 'too large', size: announced })
    return
  }
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  // `hasOwn` establishes that it is one of the names.
  const decode = Object.hasOwn(decoders, encoding)
    ? decoders[encoding as keyof typeof decoders]
    : null
  gatherBody(request, announced || limit, room, {
    came(body, release) {
      const received = { body, trouble: null, size: body.length }
      if (decode === null) {
        release()
        outcome.received(received)
      } else {
        void room
          .inTurn(() => unpack(received, decode, limit))
          .finally(release)
          .then(outcome.received)
      }
    },
    refused: (trouble, size) => outcome.received({ body: empty, trouble, size }),
    brokeOff: outcome.brokeOff,
  })
}

async function unpack(
  received: ReceivedBody,
  decode: (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>,
  limit: number,
): Promise<ReceivedBody> {
  try {
    const body = await decode(received.body, { maxOutputLength: Math.max(limit, 1) })
    return { ...received, body }
  } catch (error) {
    const tooLarge =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    // Bytes that are not what their header says go on as they are and fail as a body of their media type.
    return tooLarge ? { body: empty, trouble: 'too large', size: received.size } : received
  }
}

/** A middleware of the project has consumed the stream; what it made of it is turned back into bytes. */
export function bodyReadBefore(parsed: unknown): ReceivedBody {
  const body =
    parsed instanceof Buffer
      ? parsed
      : Buffer.from(typeof parsed === 'string' ? parsed : (JSON.stringify(parsed) ?? ''))
  return { body, trouble: null, size: body.length }
}
