import type { ServerResponse } from 'node:http'
import type { Answer } from '../exchange.ts'

/** What really left the server, which a fault makes different from the answer. */
export interface SentAnswer {
  status: number
  headers: readonly (string | string[])[]
  body: Buffer | null
}

/** Writing header and body as one string saves a system call; beyond this size copying costs more than that. */
const stringLimit = 16_384

/**
 * Writes an answer with `extraHeaders` (names and values in turn) after its own, and its fault if it has one.
 */
export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  extraHeaders: readonly string[],
): SentAnswer {
  if (answer.fault === 'close') {
    response.destroy()
    return { status: 0, headers: [], body: null }
  }
  const body = answer.fault === 'malformed' ? malformed(answer.body) : answer.body
  const headers: (string | string[])[] = []
  for (const name in answer.headers) {
    const value = answer.headers[name]
    if (value !== undefined && !(isContentLength(name) && body !== null)) {
      headers.push(name, value)
    }
  }
  if (body !== null) {
    headers.push('Content-Length', String(body.length))
  }
  if (extraHeaders.length > 0) {
    headers.push(...extraHeaders)
  }
  // The types know lists of single values only; Node writes a list of values as repeated headers.
  response.writeHead(answer.status, headers as string[])
  if (answer.fault === 'truncate' && body !== null) {
    const half = body.subarray(0, body.length >> 1)
    response.write(half, () => {
      response.destroy()
    })
    return { status: answer.status, headers, body: half }
  }
  if (body === null) {
    response.end()
  } else if (body.length <= stringLimit) {
    response.end(body.toString('latin1'), 'latin1')
  } else {
    response.end(body)
  }
  return { status: answer.status, headers, body }
}

function isContentLength(name: string): boolean {
  return name.length === 14 && name.toLowerCase() === 'content-length'
}

/** Without its last byte and with a stray one, neither JSON nor XML can be parsed. */
function malformed(body: Buffer | null): Buffer {
  const sound = body ?? Buffer.alloc(0)
  return Buffer.concat([sound.subarray(0, Math.max(0, sound.length - 1)), Buffer.from('<{')])
}
