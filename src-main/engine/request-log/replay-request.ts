import { request } from 'node:http'
import type { LogEntry } from '#contract/log-entry.ts'
import type { Server } from '#contract/server.ts'
import { EngineError } from '../engine-error.ts'

/** Headers that belong to one connection or are made anew for each request. */
const ownHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'expect',
  'upgrade',
])
/** What stands in the log in place of a value that it may not keep. */
const redacted = '[redacted]'
const patienceMs = 30_000

export interface Replay {
  /** Status of the new answer; null when the mock ended the connection without one. */
  status: number | null
  /** Names of the headers whose values the log does not know, and which were left out. */
  leftOut: string[]
}

/**
 * Sends a logged request to its server again. The answer becomes an entry of the log like any other.
 * Throws CONFLICT when the server does not run, or when the log holds the body only in part.
 */
export async function replayRequest(
  entry: LogEntry,
  server: Pick<Server, 'name' | 'url'>,
): Promise<Replay> {
  const what = `Cannot send ${entry.method} ${entry.path} again`
  if (server.url === null) {
    throw new EngineError(
      'CONFLICT',
      `${what}: ${server.name} is not running. Start it and try again.`,
    )
  }
  if (entry.requestBody?.truncated) {
    throw new EngineError(
      'CONFLICT',
      `${what}: the log holds only the start of its body. Raise "Stored part of a body" in the settings of ${server.name} and send the request anew from its client.`,
    )
  }
  const sent = Object.entries(entry.requestHeaders).filter(([name]) => !ownHeaders.has(name))
  const isHidden = (value: string | string[]) => [value].flat().includes(redacted)
  const headers = Object.fromEntries(sent.filter(([, value]) => !isHidden(value)))
  const leftOut = sent.filter(([, value]) => isHidden(value)).map(([name]) => name)
  return { status: await send(entry, new URL(server.url), headers, what), leftOut }
}

function send(
  entry: LogEntry,
  { hostname, port }: URL,
  headers: Record<string, string | string[]>,
  what: string,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    // The path as it was received: the URL parser would tidy it.
    const outgoing = request(
      {
        host: hostname.replace(/^\[|\]$/g, ''),
        port,
        method: entry.method,
        path: entry.url,
        headers,
        agent: false,
        timeout: patienceMs,
      },
      (answer) => {
        answer.resume()
        // A body that breaks off in the middle is an answer too: some scenarios do that on purpose.
        answer.on('close', () => resolve(answer.statusCode ?? null))
        answer.on('error', () => undefined)
      },
    )
    outgoing.on('timeout', () => {
      outgoing.destroy()
      reject(
        new EngineError(
          'IO_FAILED',
          `${what}: there was no answer within ${patienceMs / 1000} seconds. Look at the delay of the active scenario.`,
        ),
      )
    })
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') resolve(null)
      else reject(new EngineError('IO_FAILED', `${what}: ${error.message}.`, { cause: error }))
    })
    const { requestBody: body } = entry
    outgoing.end(body ? Buffer.from(body.data, body.encoding) : undefined)
  })
}
