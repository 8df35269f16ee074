import type { IncomingMessage, Server } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

export interface ReceivedBody {
  /** Empty when it was too large or there was none. */
  body: Buffer
  tooLarge: boolean
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
}

function announcedSize(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0)
}

/** What happens with a body in the end; one of the two is called, once. */
export interface BodyOutcome {
  received(body: ReceivedBody): void
  /** With a ClientGone when the client went away. */
  failed(error: unknown): void
}

/**
 * Reads a whole body of at most `limit` bytes. One that announces more is not read at all; one that
 * turns out longer is let go at the limit. Compressed bodies count by their unpacked size.
 * There is no promise in the ordinary case, as each would cost every request with a body.
 */
export function receiveBody(request: IncomingMessage, limit: number, outcome: BodyOutcome): void {
  const announced = announcedSize(request)
  if (announced > limit) {
    // What still arrives is thrown away by Node when the answer is out.
    outcome.received({ body: empty, tooLarge: true, size: announced })
    return
  }
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (!Object.hasOwn(decoders, encoding)) {
    collect(request, limit, outcome)
    return
  }
  // `hasOwn` has established that it is one of the names.
  const decode = decoders[encoding as keyof typeof decoders]
  collect(request, limit, {
    received: (body) => void unpack(body, decode, limit).then(outcome.received),
    failed: outcome.failed,
  })
}

function collect(request: IncomingMessage, limit: number, outcome: BodyOutcome): void {
  const chunks: Buffer[] = []
  let size = 0
  let settled = false

  function settle(body: Buffer, tooLarge: boolean): void {
    if (!settled) {
      settled = true
      outcome.received({ body, tooLarge, size })
    }
  }

  function fail(error: unknown): void {
    if (!settled) {
      settled = true
      outcome.failed(error)
    }
  }

  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) {
      chunks.push(chunk)
    } else {
      // What still arrives is read and thrown away.
      chunks.length = 0
      settle(empty, true)
    }
  })
  request.on('end', () => {
    const only = chunks.length === 1 ? chunks[0] : undefined
    settle(only ?? Buffer.concat(chunks), false)
  })
  // A connection that is reset in the middle of a body is told as an error.
  request.on('error', (error) => fail(request.complete ? error : new ClientGone()))
  request.on('close', () => {
    // Every request closes in the end; an error with its stack costs too much to be made for nothing.
    if (!settled) {
      fail(new ClientGone())
    }
  })
}

async function unpack(
  received: ReceivedBody,
  decode: (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>,
  limit: number,
): Promise<ReceivedBody> {
  if (received.tooLarge) {
    return received
  }
  try {
    const body = await decode(received.body, { maxOutputLength: Math.max(limit, 1) })
    return { ...received, body }
  } catch (error) {
    const tooLarge =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    // Bytes that are not what their header says go on as they are and fail as a body of their media type.
    return tooLarge ? { body: empty, tooLarge, size: received.size } : received
  }
}

/** The client closed the connection before its request was complete. */
export class ClientGone extends Error {
  constructor() {
    super('The client closed the connection before its request was complete')
    this.name = 'ClientGone'
  }
}
