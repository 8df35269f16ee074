import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  bodyLimit,
  type Letterboxes,
  post,
  readAll,
  startLetterboxes,
  statusesIn,
  targets,
} from './letterboxes-for-tests.ts'

let boxes: Letterboxes

beforeAll(async () => {
  boxes = await startLetterboxes()
})

afterAll(() => boxes.stop())

test.for(targets)(
  'of a body above the limit of %s that does not end, nothing is read after its refusal',
  async (target) => {
    for (const head of [
      `Content-Length: 5000000000\r\n\r\n`,
      `Transfer-Encoding: chunked\r\n\r\nfffffff\r\n`,
    ]) {
      const socket = await boxes.openSocket(target)
      const answer = readAll(socket)
      socket.write(`${post(target)}${head}`)
      let sent = 0
      const piece = 'a'.repeat(1_048_576)
      const ended = new AbortController()
      socket.once('close', () => ended.abort())
      while (!socket.destroyed && sent < 500) {
        sent += 1
        if (!socket.write(piece)) await once(socket, 'drain', ended).catch(() => undefined)
      }
      const text = await answer
      expect(statusesIn(text)).toEqual([413])
      expect(text).toMatch(/^connection: close\r$/im)
      // What the system takes in by itself, and what is needed to see that a body is too long.
      expect(sent).toBeLessThan(40)
    }
  },
)

test.for(targets)(
  'after a body above the limit of %s that ends soon the connection goes on',
  async (target) => {
    const socket = await boxes.openSocket(target)
    const answer = readAll(socket)
    const length = 5_000_000
    socket.write(`${post(target)}Content-Length: ${length}\r\n\r\n${'a'.repeat(length)}`)
    socket.write(`${post(target)}Connection: close\r\nContent-Length: 2\r\n\r\n{}`)
    expect(statusesIn(await answer)).toEqual([413, target === 'the admin port' ? 200 : 204])
  },
)

test('the bodies under way do not fill the memory, and those without room are told', async () => {
  const [server] = boxes.servers
  if (server === undefined) throw new Error('There is no server.')
  const sockets: Socket[] = []
  const answers: Promise<string>[] = []
  // There is room for 2,684 of them.
  const length = bodyLimit - 1
  const count = 3_000
  for (let number = 0; number < count; number += 1) {
    const socket = connect(server.port, '127.0.0.1').setEncoding('latin1')
    socket.on('error', () => undefined)
    sockets.push(socket)
    answers.push(readAll(socket))
    socket.write(`${post('the API')}Content-Length: ${length}\r\n\r\n${'a'.repeat(length - 1)}`)
    if (number % 100 === 0) await once(socket, 'connect')
  }
  const reason = 'no room for its body'
  await server.until(() => server.entries.some((entry) => entry.reason === reason))
  for (const socket of sockets) socket.end('a')
  const statuses = (await Promise.all(answers)).flatMap(statusesIn)
  const numberOf = (status: number) => statuses.filter((other) => other === status).length
  // Those that come when others are done find room again.
  expect(numberOf(204)).toBeGreaterThan(2_600)
  expect(numberOf(503)).toBeGreaterThan(0)
  expect(numberOf(204) + numberOf(503)).toBe(count)
  // There is room again.
  const response = await fetch(boxes.urlOf('the API'), { method: 'POST', body: 'a' })
  expect(response.status).toBe(204)
}, 60_000)
