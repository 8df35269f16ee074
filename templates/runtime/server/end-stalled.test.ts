import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { endStalled } from './end-stalled.ts'

/** A server that has answered a client with so many bytes, of which the client has taken none yet. */
async function answerWith(bytes: number): Promise<{ client: Socket; atServer: Socket }> {
  // Time is the one thing that is not real here.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const server = createServer((_request, response) => response.end(Buffer.alloc(bytes)))
  endStalled(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  onTestFinished(() => {
    client.destroy()
    server.close()
    vi.useRealTimers()
  })
  const [atServer]: Socket[] = await once(server, 'connection')
  if (atServer === undefined) throw new Error('There is no connection.')
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(server, 'request')
  return { client, atServer }
}

test('a client that takes nothing of its answer is given up in the end', async () => {
  const { client, atServer } = await answerWith(50_000_000)
  vi.advanceTimersByTime(30_000)
  expect(atServer.timeout).toBe(60_000)
  // As Node does when the time is over.
  atServer.emit('timeout')
  await new Promise((resolve) => client.resume().once('close', resolve))
})

test('one that takes it all is left as it is', async () => {
  const { client, atServer } = await answerWith(50_000_000)
  vi.advanceTimersByTime(30_000)
  let taken = 0
  client.on('data', (chunk) => {
    taken += chunk.length
  })
  const soon = { timeout: 120_000 }
  await vi.waitUntil(() => taken > 50_000_000, soon)
  await vi.waitUntil(() => atServer.timeout !== 60_000, soon)
  vi.advanceTimersByTime(300_000)
  // Node's own limit for connections that wait for their next request.
  expect(atServer.timeout).toBeLessThan(10_000)
  expect(atServer.destroyed).toBe(false)
})
