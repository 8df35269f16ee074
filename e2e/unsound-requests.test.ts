import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  get,
  type Letterboxes,
  pathOf,
  post,
  readAll,
  startLetterboxes,
  statusesIn,
  statusOfPost,
  targets,
} from './letterboxes-for-tests.ts'

let boxes: Letterboxes

beforeAll(async () => {
  boxes = await startLetterboxes()
})

afterAll(async () => {
  expect(boxes.servers.map(({ output }) => output.stderr)).toEqual(['', ''])
  await boxes.stop()
})

test.for(targets)('requests that %s must not take are refused, and told why', async (target) => {
  const path = pathOf(target)
  const cases: [request: string, status: number, why: string][] = [
    [`${get(target)}Host: localhost\r\n\r\n`, 400, 'host more than once'],
    [`${get(target)}hOsT: other\r\n\r\n`, 400, 'host more than once'],
    [`GET ${path} HTTP/1.1\r\nHost: a b\r\n\r\n`, 400, 'no name or address'],
    [`GET ${path} HTTP/1.1\r\nHost: user@localhost\r\n\r\n`, 400, 'no name or address'],
    [`GET ${path} HTTP/1.1\r\nHost: localhost:80:80\r\n\r\n`, 400, 'no name or address'],
    [
      `${post(target)}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
      400,
      'knows \\"chunked\\" only',
    ],
    [
      `${post(target)}Expect: 200-ok\r\nContent-Length: 2\r\n\r\n{}`,
      417,
      'knows \\"100-continue\\" only',
    ],
    [`${get(target)}A : b\r\n\r\n`, 400, 'Invalid header'],
    [`${get(target)}A: b\rc\r\n\r\n`, 400, 'Missing expected LF'],
    [`${post(target)}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`, 400, 'Content-Length'],
    [`${post(target)}Content-Length: 2, 2\r\n\r\n{}`, 400, 'Content-Length'],
    [
      `${post(target)}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n`,
      400,
      'Content-Length',
    ],
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'PRI'],
  ]
  for (const [request, status, why] of cases) {
    // What follows on the connection must not be answered: where it begins is in doubt.
    const answer = await boxes.exchange(target, `${request}${get(target)}\r\n`)
    expect([request, statusesIn(answer)]).toEqual([request, [status]])
    expect(answer).toContain(why)
    expect(answer).toMatch(/^connection: close\r$/im)
  }
})

test.for(['localhost', 'LOCALHOST:80', '127.0.0.1:1', '[::1]', '[::1]:8080', 'localhost:'])(
  'Host: %s is sound',
  async (host) => {
    const request = `GET /letters HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
    expect(statusesIn(await boxes.exchange('the API', request))).toEqual([200])
  },
)

test('what the API refuses for its head is in the log with the reason', async () => {
  for (const [index, target] of (['the API', 'the API of two workers'] as const).entries()) {
    const server = boxes.servers[index]
    if (server === undefined) throw new Error('There is no server.')
    const post = 'POST /refused HTTP/1.1\r\nHost: a\r\nExpect: x\r\nContent-Length: 2\r\n\r\n{}'
    await boxes.exchange(target, 'GET /refused HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')
    await boxes.exchange(target, post)
    const refused = () => server.entries.filter(({ path }) => path === '/refused')
    await server.until(() => refused().length >= 2)
    expect(refused().map(({ status, reason }) => [status, reason])).toEqual([
      [400, 'no sound request'],
      [417, 'no sound request'],
    ])
  }
})

test.for(targets)('a request inside the body of another is none to %s', async (target) => {
  const inner = `GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n`
  const chunked = `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`
  const socket = await boxes.openSocket(target)
  const answer = readAll(socket)
  socket.write(`${post(target)}Content-Length: ${inner.length}\r\n\r\n${inner}`)
  socket.write(`${post(target)}Transfer-Encoding: chunked\r\n\r\n${chunked}`)
  socket.write(`${get(target)}Content-Length: ${inner.length}\r\n\r\n${inner}`)
  socket.write(`${get(target)}Connection: close\r\n\r\n`)
  // The admin port takes JSON only, of whatever request.
  const admin = target === 'the admin port'
  const taken = admin ? 400 : statusOfPost(target)
  expect(statusesIn(await answer)).toEqual([taken, taken, admin ? 400 : 200, 200])
})

test('a thousand pipelined requests are answered each with its own answer', async () => {
  for (const target of ['the API', 'the API of two workers'] as const) {
    const socket = await boxes.openSocket(target)
    const answer = readAll(socket)
    const paths = Array.from({ length: 1_000 }, (_, number) => `/nothing-${number}`)
    const requests = paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
    socket.write(`${requests.join('')}${get(target)}Connection: close\r\n\r\n`)
    const named = [...(await answer).matchAll(/matches GET (\/nothing-\d+)\./g)]
    expect(named.map(([, path]) => path)).toEqual(paths)
  }
})
