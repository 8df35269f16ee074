import type { IncomingMessage, ServerResponse } from 'node:http'
import { wireForm } from '../answer/wire-form.ts'
import type { Answer } from '../exchange.ts'
import { endUnread } from './end-unread.ts'

/** What really left the server, which a fault makes different from the answer. */
export interface SentAnswer {
  status: number
  headers: readonly (string | string[])[]
  body: Buffer | null
}

/**
 * Writes an answer with `extraHeaders` (names and values in turn) after its own, and its fault if it has one.
 * `leavesUnread` is the request that leaves much unread, if it does.
 */
export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  extraHeaders: readonly string[],
  leavesUnread: IncomingMessage | null = null,
): SentAnswer {
  if (answer.fault === 'close') {
    response.destroy()
    return { status: 0, headers: [], body: null }
  }
  const body = answer.fault === 'malformed' ? malformed(answer.body) : answer.body
  const prepared = body === answer.body ? answer.wire : undefined
  const wire = prepared ?? wireForm(answer.headers, body)
  const headers = extraHeaders.length > 0 ? [...wire.headers, ...extraHeaders] : wire.headers
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
  } else if (leavesUnread !== null) {
    response.write(body)
    endUnread(leavesUnread, response)
  } else if (wire.text === null) {
    response.end(body)
  } else {
    response.end(wire.text, 'latin1')
  }
  return { status: answer.status, headers, body }
}

/** Without its last byte and with a stray one, neither JSON nor XML can be parsed. */
function malformed(body: Buffer | null): Buffer {
  const sound = body ?? Buffer.alloc(0)
  return Buffer.concat([sound.subarray(0, Math.max(0, sound.length - 1)), Buffer.from('<{')])
}
