import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { refuseBrokenRequests } from './refuse-broken.ts'

async function open(answer: RequestListener = (_request, response) => response.end('sound')) {
  const server = createServer(answer)
  refuseBrokenRequests(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  let refusals = 0
  server.on('clientError', () => {
    refusals += 1
  })
  const { port } = server.address() as AddressInfo
  /** All that comes until the connection is ended. */
  async function send(request: string): Promise<string> {
    let came = ''
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    socket.on('data', (chunk) => {
      came += chunk
    })
    // What was not read when the server ended the connection is reset.
    socket.on('error', () => undefined)
    socket.write(request)
    await new Promise((resolve) => socket.once('close', resolve))
    return came
  }
  return { server, send, refusals: () => refusals }
}

const statusesIn = (answers: string) =>
  [...answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

test('a flood of headers is refused once, however much of it comes', async () => {
  const { send, refusals } = await open()
  const answer = await send(`GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(200_000)}\r\n`)
  expect(statusesIn(answer)).toEqual([431])
  expect(refusals()).toBe(1)
})

test('who takes the server for a proxy is told that it is none', async () => {
  const { send } = await open()
  const answer = await send('CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 501 Not Implemented\r\n/)
  expect(answer).toContain('is no proxy')
})

test('what follows the last request of a connection is ignored, also while its answer is made', async () => {
  const { server, send } = await open((_request, response) => {
    server.once('clientError', () => setImmediate(() => response.end('late')))
  })
  const answer = await send('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /more')
  expect(statusesIn(answer)).toEqual([200])
  expect(answer).toContain('late')
})

test('a request before the broken one has its answer', async () => {
  const { send } = await open()
  expect(statusesIn(await send('GET / HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n'))).toEqual([
    200, 400,
  ])
})
