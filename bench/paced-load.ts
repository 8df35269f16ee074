import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** A request and the status that is right for it. */
export interface PacedRequest {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
  status: number
}

export interface PacedOutcome {
  answered: number
  /** What went wrong, by kind. */
  failures: Map<string, number>
  /** How long each answer took, from sending the request to its last byte. */
  milliseconds: number[]
}

/** Requests that may be under way at once; beyond it the load falls behind instead of piling up. */
const connections = 16
const tickMs = 10

/**
 * Sends requests in turn at `perSecond` for `seconds`, whatever the answers take, over keep-alive connections.
 * Resolves when the last one is answered.
 */
export async function sendPaced(options: {
  baseUrl: string
  requests: readonly PacedRequest[]
  perSecond: number
  seconds: number
}): Promise<PacedOutcome> {
  const { baseUrl, requests, perSecond, seconds } = options
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const failures = new Map<string, number>()
  const milliseconds: number[] = []
  const underWay = new Set<Promise<void>>()
  const startedAt = performance.now()
  let sent = 0
  let answered = 0

  while (performance.now() - startedAt < seconds * 1000) {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond)
    while (sent < due && underWay.size < connections) sendNext()
    await new Promise((resolve) => setTimeout(resolve, tickMs))
  }
  await Promise.all(underWay)
  agent.destroy()
  return { answered, failures, milliseconds }

  function sendNext(): void {
    const next = requests[sent % requests.length]
    sent += 1
    if (next === undefined) return
    const sentAt = performance.now()
    const exchange = send(baseUrl, agent, next)
      .then((status) => {
        answered += 1
        milliseconds.push(performance.now() - sentAt)
        if (status !== next.status) count(`${next.method} ${next.path} answered ${status}`)
      })
      .catch((error: Error) => count(`${next.method} ${next.path}: ${error.message}`))
      .finally(() => underWay.delete(exchange))
    underWay.add(exchange)
  }

  function count(failure: string): void {
    failures.set(failure, (failures.get(failure) ?? 0) + 1)
  }
}

function send(baseUrl: string, agent: Agent, { method, path, headers, body }: PacedRequest) {
  return new Promise<number>((resolve, reject) => {
    const sent = request(`${baseUrl}${path}`, { agent, method, headers: headers ?? {} })
    sent.once('error', reject)
    sent.once('response', (response) => {
      text(response).then(() => resolve(response.statusCode ?? 0), reject)
    })
    sent.end(body)
  })
}
