import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Request, Response } from 'express'
import type { MockApp } from './create-app.ts'
import { http } from './node-http.ts'

/**
 * An HTTP server in front of the app. Express gives each request and response another prototype, which
 * makes them slow to use; here they are created with it, so that there is nothing to change.
 */
export function createHttpServer({ app, hasOwnCode, listener }: MockApp): Server {
  class MockRequest extends http.IncomingMessage {}
  class MockResponse extends http.ServerResponse<MockRequest> {}
  Object.setPrototypeOf(MockRequest.prototype, app.request)
  Object.setPrototypeOf(MockResponse.prototype, app.response)
  Object.assign(app, { request: MockRequest.prototype, response: MockResponse.prototype })

  const server = http.createServer(
    {
      IncomingMessage: MockRequest,
      ServerResponse: MockResponse,
      // Connections that are slow on purpose must not pile up.
      headersTimeout: 15_000,
      requestTimeout: 120_000,
      keepAliveTimeout: 30_000,
      connectionsCheckingInterval: 5_000,
      noDelay: true,
      // Without a body there is nothing to wait for; code written by hand may do so all the same.
      optimizeEmptyRequests: !hasOwnCode,
    },
    // By their prototypes, set above, they are what Express calls a request and a response.
    (request, response) => listener(request as unknown as Request, response as unknown as Response),
  )
  server.on('clientError', answerBrokenRequest)
  return server
}

/** What Node's parser refuses never reaches the app; the client is told and the server goes on. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, title] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [431, 'Request Header Fields Too Large']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? [408, 'Request Timeout']
        : [400, 'Bad Request']
  const body = JSON.stringify({ type: 'about:blank', title, status, detail: error.message })
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}
