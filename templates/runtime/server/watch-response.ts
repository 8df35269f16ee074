import type { ServerResponse } from 'node:http'

/** What other code wrote as an answer. */
export interface WatchedResponse {
  /** Names and values in turn. */
  headers(): (string | string[])[]
  /** Its first `limit` bytes; null when there is none. */
  body(): Buffer | null
  /** Bytes of the whole body. */
  size(): number
  /** When the end was about to be written, by `performance.now()`; now, when it never was. */
  endedAt(): number
}

/**
 * Keeps a copy of what handlers write by hand, for the log. Only responses of such handlers are watched:
 * the mock knows its own answers. At most `limit` bytes are kept.
 */
export function watchResponse(response: ServerResponse, limit: number): WatchedResponse {
  const chunks: Buffer[] = []
  let kept = 0
  let size = 0
  let written: unknown
  let endedAt: number | null = null
  const { write, end, writeHead } = response

  function keep(chunk: unknown, encoding: unknown): void {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
      return
    }
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk, isEncoding(encoding) ? encoding : 'utf8')
        : chunk
    size += bytes.length
    if (kept <= limit) {
      // Copied, because the handler may use its buffer again.
      const start = Buffer.from(bytes.subarray(0, limit + 4 - kept))
      chunks.push(start)
      kept += start.length
    }
  }

  // These have several signatures; whatever they were given is passed on unchanged.
  response.write = function watchedWrite(this: ServerResponse, ...given: unknown[]) {
    keep(given[0], given[1])
    return Reflect.apply(write, this, given)
  } as ServerResponse['write']
  response.end = function watchedEnd(this: ServerResponse, ...given: unknown[]) {
    keep(given[0], given[1])
    endedAt ??= performance.now()
    return Reflect.apply(end, this, given)
  } as ServerResponse['end']
  response.writeHead = function watchedWriteHead(this: ServerResponse, ...given: unknown[]) {
    written = given.at(-1)
    return Reflect.apply(writeHead, this, given)
  } as ServerResponse['writeHead']

  return {
    headers: () => [...pairsOf(response.getHeaders()), ...pairsOf(written)],
    body: () => (chunks.length === 0 ? null : Buffer.concat(chunks)),
    size: () => size,
    endedAt: () => endedAt ?? performance.now(),
  }
}

function pairsOf(headers: unknown): (string | string[])[] {
  if (Array.isArray(headers)) {
    return headers.flat().map(String)
  }
  if (typeof headers !== 'object' || headers === null) {
    return []
  }
  return Object.entries(headers).flatMap(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(String) : String(value),
  ])
}

function isEncoding(value: unknown): value is BufferEncoding {
  return typeof value === 'string' && Buffer.isEncoding(value)
}
