import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node'
import type { ContractRouter } from '#engine/contract-router.ts'
import { EngineError } from '#engine/engine-error.ts'
import { reachableUrl } from '#engine/servers/reachable-url.ts'
import { type AccessTokens, createAccessTokens } from './access-tokens.ts'
import { adminPrefix, createAdminDocument } from './admin-document.ts'
import { checkRequest } from './guard.ts'
import { readWebUiFile } from './web-ui.ts'

/** Specs arrive as base64 in JSON; the largest known are some 13 MB of text. */
const maxBodySize = 96 * 1024 * 1024
const maxSessionBody = 1024

/** Of all answers; files of the web UI name what their page may do instead. */
const protectiveHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

export interface HttpDoorOptions {
  router: ContractRouter
  host: string
  /** 0 takes a free port. */
  port: number
  /** Take any free port when the wanted one is taken. */
  orFreePort: boolean
  /** Bearer token of the owner of the workspace. */
  ownerToken: string
  allowedHosts: readonly string[]
  /** Built web UI. */
  webUiFolder: string
  version: string
}

export interface HttpDoor {
  /** Base URL without trailing slash. */
  url: string
  /** An address of the web UI that lets one browser in, once. */
  issueLink(): string
  close(): Promise<void>
}

/** Opens the Admin API, the RPC endpoint and the web UI on one port. */
export async function openHttpDoor(options: HttpDoorOptions): Promise<HttpDoor> {
  const tokens = createAccessTokens(options.ownerToken)
  const plugins = [new BodyLimitPlugin<Record<never, never>>({ maxBodySize })]
  const rest = new OpenAPIHandler(options.router, { plugins })
  const rpc = new RPCHandler(options.router, { plugins })
  const guard = { isBearer: tokens.isBearer, allowedHosts: options.allowedHosts }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const isApi = path.startsWith('/rpc/') || path.startsWith(`${adminPrefix}/`)
    const refusal = checkRequest(request, guard, !isApi)
    if (refusal) return sendJson(response, refusal.status, { message: refusal.message })
    if (path === '/session') return openSession(request, response, tokens)
    if (path === `${adminPrefix}/openapi.json`) {
      return sendJson(response, 200, await createAdminDocument(options.version))
    }
    if (isApi) {
      const { matched } = path.startsWith('/rpc/')
        ? await rpc.handle(request, response, { prefix: '/rpc', context: {} })
        : await rest.handle(request, response, { prefix: adminPrefix, context: {} })
      if (matched) return
    } else if (request.method === 'GET') {
      const file = await readWebUiFile(options.webUiFolder, path)
      if (file) {
        response.writeHead(200, file.headers).end(file.content)
        return
      }
    }
    sendJson(response, 404, { message: `There is nothing at ${path}.` })
  }

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(protectiveHeaders)) response.setHeader(name, value)
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { message: error instanceof Error ? error.message : 'Unknown' })
    })
  })
  await listen(server, options).catch((error: unknown) => {
    if (!options.orFreePort || !(error instanceof EngineError && error.code === 'PORT_TAKEN'))
      throw error
    return listen(server, { host: options.host, port: 0 })
  })
  // A listening TCP server has an address object.
  const { port } = server.address() as AddressInfo
  const url = reachableUrl(options.host, port)
  return {
    url,
    issueLink: () => `${url}/#token=${tokens.issueLinkToken()}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Event streams never end by themselves.
        server.closeAllConnections()
      }),
  }
}

/** Exchanges the token of a link for a bearer token that the page keeps. */
async function openSession(
  request: IncomingMessage,
  response: ServerResponse,
  tokens: AccessTokens,
): Promise<void> {
  if (request.method !== 'POST') return sendJson(response, 405, { message: 'Use POST.' })
  const linkToken = await readToken(request)
  const token = linkToken === null ? null : tokens.exchange(linkToken)
  if (token === null) {
    return sendJson(response, 401, {
      message: 'This link was used already or is not known. Ask MockLoop for a new one.',
    })
  }
  sendJson(response, 200, { token })
}

async function readToken(request: IncomingMessage): Promise<string | null> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > maxSessionBody) return null
  }
  try {
    const { token } = JSON.parse(text) as { token?: unknown }
    return typeof token === 'string' ? token : null
  } catch {
    return null
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  })
  response.end(body)
}

function listen(
  server: ReturnType<typeof createServer>,
  { host, port }: Pick<HttpDoorOptions, 'host' | 'port'>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new EngineError(
              'PORT_TAKEN',
              `Cannot open the web UI on port ${port}: the port is taken by another program. Choose another with --port.`,
              { data: { port } },
            )
          : new EngineError(
              'IO_FAILED',
              `Cannot open the web UI on ${host}:${port}: ${error.message}. Choose another address with --host.`,
              { cause: error },
            ),
      )
    })
    server.listen(port, host, resolve)
  })
}
