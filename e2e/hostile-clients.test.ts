import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { serverSettingsSchema } from '../src-main/contract/server.ts'
import { forkProject } from '../src-main/engine/generator/forked-project.ts'
import { generateProject } from '../src-main/engine/generator/generate-project.ts'
import { shippedFiles } from '../src-main/engine/shipped-files.ts'
import { importSpec } from '../src-main/engine/specs/import-spec.ts'
import { rootFolder } from './hosts/app-host.ts'

const spec = `openapi: 3.1.0
info: {title: Letterbox, version: "1"}
paths:
  /letters:
    get: {operationId: listLetters, responses: {"200": {description: all, content: {application/json: {example: [1]}}}}}
    post:
      operationId: dropLetter
      requestBody: {content: {application/json: {schema: {type: object}}, "text/*": {}}}
      responses: {"204": {description: taken}, "413": {description: too long}}
`
const bodyLimit = 100_000

let folder: string
let server: Awaited<ReturnType<typeof forkProject>>
const open = new Set<Socket>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mockloop-hostile-'))
  const shipped = shippedFiles(rootFolder, '0.0.0')
  const imported = await importSpec(
    { from: 'text', text: spec },
    { samplesFolder: shipped.samples },
  )
  const targetFolder = join(folder, 'project')
  await generateProject({
    ...imported,
    scenarios: [],
    settings: serverSettingsSchema.parse({ name: 'Letterbox', bodyLimit }),
    templatesFolder: shipped.templates,
    targetFolder,
  })
  server = await forkProject(targetFolder, { MOCKLOOP_PORT: '0', MOCKLOOP_ADMIN_PORT: '0' })
})

afterEach(async () => {
  for (const socket of open) socket.destroy()
  open.clear()
  // Whatever was done to it, it answers others as before and has nothing to complain about.
  const response = await fetch(server.url('/letters'))
  expect([response.status, await response.text()]).toEqual([200, '[1]'])
  expect(server.output.stderr).toBe('')
  server.entries.length = 0
  server.messages.length = 0
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

async function openSocket(): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1' }).setEncoding('latin1')
  open.add(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** All that comes until the server ends the connection. */
function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.once('close', () => resolve(text))
  })
}

async function exchange(text: string | Buffer): Promise<string> {
  const socket = await openSocket()
  const answer = readAll(socket)
  socket.end(text)
  return answer
}

const statusesIn = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))

test('10,000 connections that are opened and abandoned cost nothing that stays', async () => {
  const starts = [
    '',
    'G',
    'GET /letters HTTP/1.1\r\nHost: x\r\n',
    'POST /letters HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab',
  ]
  for (let round = 0; round < 40; round += 1) {
    const sockets = await Promise.all(Array.from({ length: 250 }, openSocket))
    const answered = fetch(server.url('/letters'))
    sockets.forEach((socket, index) => {
      socket.write(starts[index % starts.length] ?? '')
    })
    expect((await answered).status).toBe(200)
    for (const socket of sockets) socket.resetAndDestroy()
    open.clear()
  }
}, 120_000)

test('clients that never finish their request do not keep others waiting', async () => {
  const heads = await Promise.all(Array.from({ length: 100 }, openSocket))
  for (const socket of heads) socket.write('GET /letters HTTP/1.1\r\nHost: x\r\nX-Slow: ')
  const bodies = await Promise.all(Array.from({ length: 100 }, openSocket))
  for (const socket of bodies) {
    socket.write(
      'POST /letters HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 50\r\n\r\na',
    )
  }
  for (let number = 0; number < 20; number += 1) {
    expect((await fetch(server.url('/letters'))).status).toBe(200)
  }
})

test('headers that do not end in time are refused with 408', async () => {
  const socket = await openSocket()
  const answer = readAll(socket)
  socket.write('GET /letters HTTP/1.1\r\nHost: x\r\nX-Slow: ')
  expect(statusesIn(await answer)).toEqual([408])
}, 60_000)

test('a body above the limit is refused before it is sent, announced or not', async () => {
  const socket = await openSocket()
  const answer = once(socket, 'data')
  socket.write(
    'POST /letters HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 5000000000\r\n\r\n',
  )
  expect(statusesIn(String(await answer))).toEqual([413])

  const chunked = await openSocket()
  const refused = once(chunked, 'data')
  chunked.write(
    'POST /letters HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n',
  )
  chunked.write(`${(bodyLimit + 1).toString(16)}\r\n${'a'.repeat(bodyLimit + 1)}\r\n`)
  expect(statusesIn(String(await refused))).toEqual([413])
})

test('a client that goes on sending after the refusal does not fill the memory', async () => {
  const memory = async () => {
    const text = await (await fetch(server.admin('/metrics'))).text()
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1])
  }
  const before = await memory()
  const socket = await openSocket()
  socket.on('data', () => undefined)
  socket.write(
    'POST /letters HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n',
  )
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
  const sockets = await Promise.all(Array.from({ length: 20 }, openSocket))
  for (const socket of sockets) {
    socket.write(
      'POST /letters HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 500\r\n\r\nhalf',
    )
  }
  for (const socket of sockets) socket.end()
  const letters = () => server.entries.filter(({ operationId }) => operationId === 'dropLetter')
  await server.until(() => letters().length >= 20)
  expect(letters().map(({ reason }) => reason)).toEqual(
    Array.from({ length: 20 }, () => 'the client closed the connection'),
  )
})

test('pipelined requests are answered all, in their order', async () => {
  const get = 'GET /letters HTTP/1.1\r\nHost: x\r\n\r\n'
  const post =
    'POST /letters HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi'
  const miss = 'GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n'
  const statuses = statusesIn(await exchange(`${get}${post}${miss}`.repeat(100)))
  expect(statuses).toEqual(Array.from({ length: 100 }, () => [200, 204, 404]).flat())
})

test('what is no HTTP, and what is ambiguous, is refused and the connection ended', async () => {
  const broken = [
    'nonsense\r\n\r\n',
    'GET /letters HTTP/9.9\r\nHost: x\r\n\r\n',
    'GET /letters HTTP/1.1\r\nBad Header: 1\r\nHost: x\r\n\r\n',
    'POST /letters HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST /letters HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    'POST /letters HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /letters HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    Buffer.from([22, 3, 1, 0, 5, 1, 2, 3, 4, 5]),
  ]
  for (const text of broken) {
    expect([String(text), statusesIn(await exchange(text))]).toEqual([String(text), [400]])
  }
})

test('floods of headers and endless addresses are refused with 431', async () => {
  const floods = [
    `GET /${'x'.repeat(1_000_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET /letters HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(100_000)}\r\n`,
    `GET /letters HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(1_000_000)}\r\n\r\n`,
  ]
  for (const flood of floods) expect(statusesIn(await exchange(flood))).toEqual([431])
})

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
      await exchange(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
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
    const response = await fetch(server.url('/letters'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(response.status).toBeLessThan(500)
  }
})
