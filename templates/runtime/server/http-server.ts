import type { Server } from 'node:http'
import type { Request, Response } from 'express'
import type { MockApp } from './create-app.ts'
import { endStalled } from './end-stalled.ts'
import { http } from './node-http.ts'
import { inviteBodies } from './receive-body.ts'
import { refuseBrokenRequests } from './refuse-broken.ts'

/**
 * An HTTP server in front of the app. Express gives each request and response another prototype, which
 * makes them slow to use; here they are created with it, so that there is nothing to change.
 */
export function createHttpServer(
  { app, hasOwnCode, listener }: MockApp,
  bodyLimit: () => number,
): Server {
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
  // Code written by hand may take larger ones than the mock does.
  inviteBodies(server, hasOwnCode ? () => Number.POSITIVE_INFINITY : bodyLimit)
  refuseBrokenRequests(server)
  endStalled(server)
  return server
}
