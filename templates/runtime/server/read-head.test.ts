import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RequestHead } from '../exchange.ts'
import { readHead, recallHead } from './read-head.ts'

interface Pair {
  recalled: RequestHead
  read: RequestHead
}

/** Sends requests through one connection and gives what was made of each. */
async function sendAll(requests: readonly string[]): Promise<Pair[]> {
  const heads: Pair[] = []
  const server = createServer((request, response) => {
    heads.push({ recalled: recallHead(request), read: readHead(request) })
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server that listens has an AddressInfo.
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const last = 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
  socket.resume().write([...requests, last].join(''))
  await once(socket, 'close')
  server.close()
  return heads.slice(0, -1)
}

const head = fc
  .record({
    method: fc.constantFrom('GET', 'DELETE', 'HEAD'),
    target: fc.constantFrom('/a', '/b', '/a?c=1', 'http://a/b', '*'),
    headers: fc.array(fc.constantFrom('X-A: 1', 'X-A: 2', 'x-a: 1', 'X-B: 1', 'Accept: */*'), {
      maxLength: 3,
    }),
  })
  .map(({ method, target, headers }) =>
    [`${method} ${target} HTTP/1.1`, 'Host: a', ...headers, '', ''].join('\r\n'),
  )

test('a head that is recalled is the head that was sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(head, { maxLength: 12 }), async (requests) => {
      const heads = await sendAll(requests)
      expect(heads).toHaveLength(requests.length)
      for (const { recalled, read } of heads) {
        expect(recalled).toEqual(read)
      }
    }),
    { numRuns: 50 },
  )
})

test('what a connection repeats is the same object again', async () => {
  const get = (target: string, accept: string) =>
    `GET ${target} HTTP/1.1\r\nHost: a\r\nAccept: ${accept}\r\n\r\n`
  const heads = await sendAll([
    ...[get('/a', 'text/a'), get('/a', 'text/a'), get('/b', 'text/a'), get('/b', 'text/b')],
  ])
  const [first, again, elsewhere, other] = heads.map(({ recalled }) => recalled)
  expect(again).toBe(first)
  expect(elsewhere).not.toBe(first)
  expect(elsewhere?.headers).toBe(first?.headers)
  expect(other?.headers).not.toBe(first?.headers)
})
