import { gzipSync } from 'node:zlib'
import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import type { Dice } from './dice.ts'

type Texts = readonly [string, ...string[]]

const oddTexts: Texts = [
  '',
  '1',
  '-1',
  'abc',
  '%',
  '%zz',
  '%00',
  '%ff%fe',
  '%2e%2e',
  '%2f',
  '..',
  '.',
  '{id}',
  '__proto__',
  'constructor',
  '%F0%9F%98%80',
  '%ED%A0%80',
  '\xff\xfe',
  '\'"`<>;--',
  '$\u{7b}7*7}',
  'true',
  'null',
  '1e999',
  '9007199254740993',
  '2020-13-45T99:99:99Z',
  'a,b,,c',
  'a|b|c',
  ';x=1',
  '.x',
  'x'.repeat(3_000),
  '0'.repeat(40),
  'a!'.repeat(500),
]

const oddNames: Texts = [
  '__proto__',
  'constructor[prototype][x]',
  'a[b][c]',
  'a[__proto__][x]',
  'a[]',
  '[',
  ']',
  '',
  '__code',
  '__example',
  '__dynamic',
  'limit',
  'x.y',
]

const mediaTypes: Texts = [
  'application/json',
  'application/json; charset=utf-16',
  'application/problem+json',
  'application/xml',
  'text/xml; charset=latin1',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'multipart/form-data',
  'multipart/form-data; boundary=""',
  'text/plain',
  'application/octet-stream',
  'text/csv',
  'image/png',
  '*/*',
  'nonsense',
  ';',
  '',
]

const prefers: Texts = [
  'code=200',
  'code=404',
  'code=999',
  'code=abc',
  'dynamic=true',
  'example=nothing',
  'dynamic=true, code=201',
  'code="',
  '=,;=',
  'wait=10',
]

const headerLines: Texts = [
  'Accept: */*;q=0',
  'Accept: application/xml, text/*;q=abc',
  `Accept: ${'a/b,'.repeat(500)}`,
  'Authorization: Basic !!!',
  'Authorization: Bearer',
  'Authorization: Basic YTpi',
  'Cookie: a=1; __proto__=2; =; ;;',
  'Origin: null',
  'Origin: http://evil.example',
  'Access-Control-Request-Method: PATCH',
  'X-Mock-Scenario: none',
  'X-Mock-Scenario: __proto__',
  'X-Mock-Session: s',
  'Range: bytes=0-1',
  'If-None-Match: *',
  'Expect: 100-continue',
  'Upgrade: websocket',
  'traceparent: 00-zz-1',
  'Content-Encoding: gzip',
  'Content-Encoding: br, gzip',
  'Content-Encoding: x-unknown',
  'X-Long: '.padEnd(6_000, 'x'),
]

const brokenRequests: readonly [string | Buffer, ...(string | Buffer)[]] = [
  '\r\n\r\n',
  'GET\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  'GET  / HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n',
  'GET / HTTP/1.1\nHost: x\n\n',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\nabc',
  'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n',
  'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
  'TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  'GET http://[::1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  'GET //evil.example/%2e%2e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  'GET ?a#b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(5_000)}\r\n`,
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]),
]

export interface RandomRequest {
  bytes: Buffer
  /** Close the connection after so many bytes, without waiting for an answer; null sends all and waits. */
  abandonAfter: number | null
}

/** A request for an operation of the API or for nothing it has, well-formed or not. */
export function randomRequest(mockApi: MockApi, dice: Dice): RandomRequest {
  const bytes = dice.oneIn(10)
    ? Buffer.from(dice.pick<string | Buffer>(brokenRequests))
    : wellFormed(mockApi, dice)
  if (dice.oneIn(8) && bytes.length > 0) {
    const at = dice.below(bytes.length)
    bytes[at] = dice.below(256)
  }
  return { bytes, abandonAfter: dice.oneIn(12) ? dice.below(bytes.length + 1) : null }
}

function wellFormed(mockApi: MockApi, dice: Dice): Buffer {
  const operation = dice.pickAny(mockApi.operations)
  const method =
    operation && !dice.oneIn(12)
      ? operation.method
      : dice.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'QUERY', 'LINK'])
  const body = method === 'GET' && !dice.oneIn(10) ? null : randomBody(dice)
  const head = [
    `${method} ${pathOf(operation, dice)}${queryOf(operation, dice)} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
  ]
  for (let times = dice.below(4); times > 0; times -= 1) head.push(dice.pick(headerLines))
  if (dice.oneIn(3)) head.push(`Prefer: ${dice.pick(prefers)}`)
  if (dice.oneIn(3)) head.push(`Accept: ${dice.pick(mediaTypes)}`)
  const declared = dice.pickAny(operation?.requestBody?.content ?? [])?.contentType
  if (body !== null) {
    head.push(`Content-Type: ${dice.oneIn(2) && declared ? declared : dice.pick(mediaTypes)}`)
    head.push(dice.oneIn(6) ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`)
  }
  const chunked = head.at(-1)?.startsWith('Transfer')
  const sent =
    body === null
      ? Buffer.alloc(0)
      : chunked
        ? Buffer.concat([
            Buffer.from(`${body.length.toString(16)}\r\n`),
            body,
            Buffer.from('\r\n0\r\n\r\n'),
          ])
        : body
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), sent])
}

function pathOf(operation: Operation | undefined, dice: Dice): string {
  const template = dice.oneIn(15) ? `/${dice.pick(oddTexts)}/x` : (operation?.path ?? '/')
  const path = template.replaceAll(/\{[^}]*\}/g, () =>
    dice.oneIn(2) ? String(1 + dice.below(9)) : dice.pick(oddTexts),
  )
  // A space or a line break would end the request line.
  return path.replaceAll(/[\s#?]/g, '+')
}

function queryOf(operation: Operation | undefined, dice: Dice): string {
  const pairs: string[] = []
  for (const { in: place, name } of operation?.parameters ?? []) {
    if (place === 'query' && !dice.oneIn(3)) {
      pairs.push(`${encodeURIComponent(name.toWellFormed())}=${dice.pick(oddTexts)}`)
    }
  }
  while (dice.oneIn(2)) pairs.push(`${dice.pick(oddNames)}=${dice.pick(oddTexts)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function randomBody(dice: Dice): Buffer {
  const nested = 2 + dice.below(50_000)
  return dice.pick<() => Buffer>([
    () => Buffer.alloc(0),
    () => Buffer.from(JSON.stringify(randomJson(dice, 4))),
    () => Buffer.from(JSON.stringify(randomJson(dice, 4))),
    () => Buffer.from('['.repeat(nested) + ']'.repeat(nested)),
    () => Buffer.from(`${'{"a":'.repeat(nested)}1${'}'.repeat(nested)}`),
    () => Buffer.from('{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}}}'),
    () => Buffer.from('{"a":1e999,"b":-0,"c":"\\ud800"}'),
    () => Buffer.from('{"a":1,'),
    () => Buffer.from([0xff, 0xfe, 0x7b, 0x00]),
    () =>
      Buffer.from(
        `${dice.pick(oddNames)}=${dice.pick(oddTexts)}&${dice.pick(oddNames)}=1`,
        'latin1',
      ),
    () =>
      Buffer.from('--b\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--b--\r\n'),
    () => Buffer.from('--b\r\nContent-Disposition: form-data; name="f"; filename="../x"\r\n\r\n'),
    () => Buffer.from('--b\r\n\r\n--b--'),
    () => Buffer.from('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'),
    () => Buffer.from(`${'<a>'.repeat(nested)}`),
    () => Buffer.from('<__proto__ x="1"><a/></__proto__>'),
    () => gzipSync(Buffer.alloc(3_000_000)),
    () => Buffer.alloc(dice.below(200_000), dice.below(256)),
  ])()
}

function randomJson(dice: Dice, depth: number): unknown {
  if (depth === 0 || dice.oneIn(3)) {
    return dice.pick<unknown>([null, true, 0, -1.5, 1e21, '', 'x', '2024-01-01', '\0', [], {}])
  }
  const length = dice.below(5)
  return dice.oneIn(2)
    ? Array.from({ length }, () => randomJson(dice, depth - 1))
    : Object.fromEntries(
        Array.from({ length }, () => [
          dice.pick(['id', 'name', 'tags', 'status', '__proto__', '', 'x/y~z']),
          randomJson(dice, depth - 1),
        ]),
      )
}
