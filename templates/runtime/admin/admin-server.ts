import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createBodyRoom } from '../server/body-room.ts'
import { endStalled } from '../server/end-stalled.ts'
import { endUnread, leavesMuchUnread } from '../server/end-unread.ts'
import { findFlaw } from '../server/find-flaw.ts'
import { http } from '../server/node-http.ts'
import { originForm } from '../server/read-head.ts'
import { inviteBodies, type ReceivedBody, receiveBody } from '../server/receive-body.ts'
import { refuseBrokenRequests } from '../server/refuse-broken.ts'
import { SteeringError } from '../server/steering-error.ts'
import { type AdminAnswer, type AdminParts, adminRoutes } from './admin-routes.ts'
import { createGuard } from './guard.ts'

/** Largest accepted body in bytes; scenarios are small. */
const bodyLimit = 4_194_304

/** The admin port's server: guard first, then the routes. It is never mixed with the mocked API. */
export function createAdminServer(
  parts: AdminParts,
  protection: Parameters<typeof createGuard>[0],
): Server {
  const guard = createGuard(protection)
  const room = createBodyRoom(() => bodyLimit)
  const server = http.createServer(
    { headersTimeout: 15_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 },
    (request, response) => {
      const flaw = findFlaw(request)
      if (flaw !== null) {
        response.shouldKeepAlive = false
        write(request, response, problem(flaw.status, flaw.detail))
        return
      }
      answer(request).then(
        (given) => write(request, response, given),
        (error: unknown) => {
          if (!(error instanceof ClientGone)) {
            write(request, response, failure(error))
          }
        },
      )
    },
  )
  inviteBodies(server, () => bodyLimit)
  refuseBrokenRequests(server)
  endStalled(server)
  return server

  async function answer(request: IncomingMessage): Promise<AdminAnswer> {
    const [path = '/', query = ''] = originForm(request.url ?? '/').split('?', 2)
    const refusal = guard(request, path)
    if (refusal !== null) {
      return problem(refusal.status, refusal.detail)
    }
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const onPath = adminRoutes.filter((route) => route.path.test(path))
    const route = onPath.find((candidate) => candidate.method === method)
    if (route === undefined) {
      return onPath.length === 0
        ? problem(404, `The admin port has nothing at ${path}.`)
        : problem(405, `${path} answers to ${onPath.map((other) => other.method).join(', ')}.`)
    }
    const received = await new Promise<ReceivedBody>((resolve, reject) => {
      receiveBody(request, bodyLimit, room, {
        received: resolve,
        brokeOff: () => reject(new ClientGone()),
      })
    })
    if (received.trouble === 'too large') {
      return problem(413, `Bodies of more than ${bodyLimit} bytes are not accepted.`)
    }
    if (received.trouble === 'no room') {
      return problem(503, 'Too many bodies are under way. Try again in a second.')
    }
    const given = await route.answer(parts, {
      query: new URLSearchParams(query),
      parameters: (route.path.exec(path) ?? []).slice(1).map(decode),
      body: parse(received.body),
    })
    // Who is told that it is done may count on it with the next request.
    if (method !== 'GET') await parts.workers?.follow()
    return given
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new SteeringError('INVALID_INPUT', 'The path holds a broken percent escape.')
  }
}

function parse(body: Buffer): unknown {
  if (body.length === 0) {
    return undefined
  }
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new SteeringError('INVALID_INPUT', 'The body is not JSON.')
  }
}

function problem(status: number, detail: string): AdminAnswer {
  return { status, contentType: 'application/problem+json', body: { status, detail } }
}

function failure(error: unknown): AdminAnswer {
  if (error instanceof SteeringError) {
    return problem({ NOT_FOUND: 404, CONFLICT: 409, INVALID_INPUT: 400 }[error.code], error.message)
  }
  console.error('The admin port failed on a request:', error)
  return problem(500, 'The admin port failed on this request; the console says more.')
}

function write(request: IncomingMessage, response: ServerResponse, answer: AdminAnswer): void {
  const body = Buffer.isBuffer(answer.body)
    ? answer.body
    : Buffer.from(`${JSON.stringify(answer.body, null, 2)}\n`)
  const leavesUnread = leavesMuchUnread(request)
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType ?? 'application/json',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(answer.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    ...(answer.status === 503 ? { 'Retry-After': '1' } : {}),
    ...(leavesUnread ? { Connection: 'close' } : {}),
  })
  if (leavesUnread) {
    response.write(body)
    endUnread(request, response)
  } else {
    response.end(body)
  }
}

/** The client closed the connection before its request was complete. */
class ClientGone extends Error {}
