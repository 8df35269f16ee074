import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  bodyLimit,
  get,
  type Letterboxes,
  pathOf,
  post,
  readAll,
  startLetterboxes,
  statusesIn,
  statusOfPost,
  type Target,
  targets,
} from './letterboxes-for-tests.ts'

let boxes: Letterboxes

beforeAll(async () => {
  boxes = await startLetterboxes()
})

afterEach(async () => {
  boxes.closeSockets()
  for (const server of boxes.servers) {
    // Whatever was done to it, it answers others as before and has nothing to complain about.
    const response = await fetch(server.url('/letters'))
    expect([response.status, await response.text()]).toEqual([200, '[1]'])
    expect((await fetch(server.admin('/health/live'))).status).toBe(200)
    expect(server.output.stderr).toBe('')
    server.entries.length = 0
    server.messages.length = 0
  }
})

afterAll(() => boxes.stop())

async function answerOfOther(target: Target): Promise<number> {
  return (await fetch(boxes.urlOf(target))).status
}

test.for(targets)(
  '10,000 connections that are opened to %s and abandoned cost nothing that stays',
  { timeout: 120_000 },
  async (target) => {
    const starts = ['', 'G', get(target), `${post(target)}Content-Length: 9\r\n\r\nab`]
    for (let round = 0; round < 40; round += 1) {
      const sockets = await boxes.openSockets(target, 250)
      const answered = answerOfOther(target)
      sockets.forEach((socket, index) => {
        socket.write(starts[index % starts.length] ?? '')
      })
      expect(await answered).toBe(200)
      for (const socket of sockets) socket.resetAndDestroy()
      boxes.closeSockets()
    }
  },
)

test.for(targets)(
  'clients that hold connections to %s do not keep others waiting',
  async (target) => {
    const held = await boxes.openSockets(target, 2_000)
    const starts = [
      '',
      `${get(target)}X-Slow: `,
      `${get(target)}\r\n`,
      `${post(target)}Content-Length: 50\r\n\r\na`,
    ]
    held.forEach((socket, index) => {
      socket.write(starts[index % starts.length] ?? '')
    })
    for (let number = 0; number < 20; number += 1) expect(await answerOfOther(target)).toBe(200)
  },
)

test('headers that do not end in time are refused with 408', async () => {
  const late = targets.map(async (target) => {
    const socket = await boxes.openSocket(target)
    const answer = readAll(socket)
    socket.write(`${get(target)}X-Slow: `)
    return statusesIn(await answer)
  })
  expect(await Promise.all(late)).toEqual([[408], [408], [408]])
}, 60_000)

test.for(targets)(
  'a body above the limit of %s is refused before it is sent, announced or not',
  async (target) => {
    const socket = await boxes.openSocket(target)
    const answer = once(socket, 'data')
    socket.write(`${post(target)}Content-Length: 5000000000\r\n\r\n`)
    expect(statusesIn(String(await answer))).toEqual([413])

    const chunked = await boxes.openSocket(target)
    const refused = once(chunked, 'data')
    chunked.write(`${post(target)}Transfer-Encoding: chunked\r\n\r\n`)
    const limit = target === 'the admin port' ? 4_194_304 : bodyLimit
    chunked.write(`${(limit + 1).toString(16)}\r\n${'a'.repeat(limit + 1)}\r\n`)
    expect(statusesIn(String(await refused))).toEqual([413])
  },
)

test('a client that goes on sending after the refusal does not fill the memory', async () => {
  const [server] = boxes.servers
  const memory = async () => {
    const text = await (await fetch(server?.admin('/metrics') ?? '')).text()
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1])
  }
  const before = await memory()
  const socket = await boxes.openSocket('the API')
  socket.on('data', () => undefined)
  socket.write(`${post('the API')}Transfer-Encoding: chunked\r\n\r\n`)
  const chunk = `${(1_048_576).toString(16)}\r\n${'a'.repeat(1_048_576)}\r\n`
  for (let sent = 0; sent < 300 && !socket.destroyed; sent += 1) {
    const ended = new AbortController()
    socket.once('close', () => ended.abort())
    // The server may end the connection instead of reading on.
    if (!socket.write(chunk)) await once(socket, 'drain', ended).catch(() => undefined)
    socket.removeAllListeners('close')
  }
  expect((await memory()) - before).toBeLessThan(150 * 1_048_576)
}, 60_000)

test('uploads that are broken off are logged as such, once each', async () => {
  for (const [index, target] of (['the API', 'the API of two workers'] as const).entries()) {
    const sockets = await boxes.openSockets(target, 20)
    for (const socket of sockets) {
      socket.write(`${post(target)}Content-Length: 500\r\n\r\nhalf`)
    }
    for (const socket of sockets) socket.end()
    const server = boxes.servers[index]
    const letters = () =>
      server?.entries.filter(({ operationId }) => operationId === 'dropLetter') ?? []
    await server?.until(() => letters().length >= 20)
    expect(letters().map(({ reason }) => reason)).toEqual(
      Array.from({ length: 20 }, () => 'the client closed the connection'),
    )
  }
})

test.for(targets)('pipelined requests to %s are answered all, in their order', async (target) => {
  const sent = `${post(target)}Content-Length: 2\r\n\r\n{}`
  const miss = 'GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const last = `${get(target)}Connection: close\r\n\r\n`
  const socket = await boxes.openSocket(target)
  const answer = readAll(socket)
  socket.write(`${`${get(target)}\r\n${sent}${miss}`.repeat(100)}${last}`)
  const each = [200, statusOfPost(target), 404]
  const expected = [...Array.from({ length: 100 }, () => each).flat(), 200]
  expect(statusesIn(await answer)).toEqual(expected)
})

test.for(targets)(
  'what is no HTTP, and what is ambiguous, is refused by %s and the connection ended',
  async (target) => {
    const broken = [
      'nonsense\r\n\r\n',
      `GET ${pathOf(target)} HTTP/9.9\r\nHost: localhost\r\n\r\n`,
      `${get(target)}Bad Header: 1\r\n\r\n`,
      `${get(target)}A: b\0c\r\n\r\n`,
      `${get(target)}A: b\r\n folded\r\n\r\n`,
      `${post(target)}Content-Length: -1\r\n\r\n`,
      `${post(target)}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      `${post(target)}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${post(target)}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      `${post(target)}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n`,
      `${post(target)}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(100_000)}\r\n`,
      Buffer.from([22, 3, 1, 0, 5, 1, 2, 3, 4, 5]),
    ]
    for (const text of broken) {
      expect([String(text), statusesIn(await boxes.exchange(target, text))]).toEqual([
        String(text),
        [400],
      ])
    }
  },
)

test.for(targets)('what is odd but sound is answered by %s', async (target) => {
  const close = 'Connection: close\r\n\r\n'
  const path = pathOf(target)
  const sound: [request: string, statuses: number[]][] = [
    [`GET ${path} HTTP/1.0\r\nHost: localhost\r\n\r\n`, [200]],
    [`GET http://localhost${path} HTTP/1.1\r\nHost: localhost\r\n${close}`, [200]],
    [`\r\n\r\n${get(target)}${close}`, [200]],
    [`${get(target)}Upgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`, [200]],
    ['CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n', [501]],
    [
      `${post(target)}Transfer-Encoding: chunked\r\nTrailer: X-T\r\n${close}2;ext=1\r\n{}\r\n0\r\nX-T: 1\r\n\r\n`,
      [statusOfPost(target)],
    ],
    [
      `${post(target)}Expect: 100-continue\r\nContent-Length: 2\r\n${close}{}`,
      [100, statusOfPost(target)],
    ],
    [`${post(target)}Expect: 100-continue\r\nContent-Length: 5000000000\r\n\r\n`, [413]],
  ]
  for (const [request, statuses] of sound) {
    const socket = await boxes.openSocket(target)
    const answer = readAll(socket)
    socket.write(request)
    expect([request, statusesIn(await answer)]).toEqual([request, statuses])
  }
})

test.for(targets)(
  'floods of headers and endless addresses are refused by %s with 431',
  async (target) => {
    const floods = [
      `GET /${'x'.repeat(1_000_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      `${get(target)}${'A: b\r\n'.repeat(100_000)}\r\n`,
      `${get(target)}A: ${'b'.repeat(1_000_000)}\r\n\r\n`,
    ]
    for (const flood of floods)
      expect(statusesIn(await boxes.exchange(target, flood))).toEqual([431])
  },
)

test('odd escapes, names and depths are answered without a failure of the server', async () => {
  const paths = [
    '/letters?%zz=%',
    '/%',
    '/%00',
    '/letters?__proto__[x]=1&constructor=2',
    '/__proto__',
  ]
  for (const path of paths) {
    const [status = 0] = statusesIn(
      await boxes.exchange(
        'the API',
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      ),
    )
    expect([path, status < 500 && status > 0]).toEqual([path, true])
  }
  const bodies = [
    '['.repeat(40_000),
    `${'['.repeat(40_000)}${']'.repeat(40_000)}`,
    `${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}`,
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  ]
  for (const body of bodies) {
    const response = await fetch(boxes.urlOf('the API'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(response.status).toBeLessThan(500)
  }
})
