import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import type { LogEntry } from '#contract/log-entry.ts'
import { replayRequest } from './replay-request.ts'
import { sampleEntry } from './sample-entries.ts'

function serverAt(url: string | null) {
  return { name: 'Bookshop', url }
}

async function mockThat(answer: RequestListener) {
  const http = createServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => http.once('listening', resolve))
  onTestFinished(() => {
    http.closeAllConnections()
    http.close()
  })
  // A listening TCP server has such an address.
  const { port } = http.address() as AddressInfo
  return serverAt(`http://127.0.0.1:${port}`)
}

function logged(part: Partial<LogEntry>): LogEntry {
  return { ...sampleEntry(), seq: 1, serverId: 'shop', violationCount: 0, ...part }
}

test('a request is sent again as it was, byte by byte', async () => {
  const received: { request: IncomingMessage; body: Buffer }[] = []
  const server = await mockThat(async (request, response) => {
    received.push({ request, body: await buffer(request) })
    response.writeHead(201).end()
  })
  const bytes = Buffer.from([0, 255, 13, 10])
  const replay = await replayRequest(
    logged({
      method: 'PUT',
      url: '/books/../a%2Fb?x=[1]',
      requestHeaders: { host: 'elsewhere', 'content-type': 'x/y', 'content-length': '9' },
      requestBody: { encoding: 'base64', data: bytes.toString('base64'), truncated: false },
    }),
    server,
  )
  expect(replay).toEqual({ status: 201, leftOut: [] })
  const [first] = received
  expect(first?.request.method).toBe('PUT')
  expect(first?.request.url).toBe('/books/../a%2Fb?x=[1]')
  expect(first?.request.headers['content-type']).toBe('x/y')
  expect(first?.request.headers.host).not.toBe('elsewhere')
  expect(first?.body).toEqual(bytes)
})

test('headers that the log hides are left out and named', async () => {
  const server = await mockThat((request, response) => {
    response.writeHead(request.headers.authorization ? 200 : 401).end()
  })
  const requestHeaders = { authorization: '[redacted]', accept: '*/*' }
  const replay = await replayRequest(logged({ requestHeaders, requestBody: null }), server)
  expect(replay).toEqual({ status: 401, leftOut: ['authorization'] })
})

test('a mock that ends the connection gives no status', async () => {
  const server = await mockThat((request) => request.socket.destroy())
  const replay = await replayRequest(logged({ requestBody: null }), server)
  expect(replay.status).toBeNull()
})

test('an answer that breaks off still has its status', async () => {
  const server = await mockThat((request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half', () => request.socket.destroy())
  })
  const replay = await replayRequest(logged({ requestBody: null }), server)
  expect(replay.status).toBe(200)
})

test('a stopped server and a body that is not whole are told', async () => {
  await expect(replayRequest(logged({}), serverAt(null))).rejects.toThrow(/Bookshop is not running/)
  const server = await mockThat((_request, response) => void response.end())
  const requestBody = { encoding: 'utf8', data: '{"a', truncated: true } as const
  await expect(replayRequest(logged({ requestBody }), server)).rejects.toThrow(/only the start/)
})
