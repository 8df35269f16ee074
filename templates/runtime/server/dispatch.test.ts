import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildTemplates, generateBookshop } from '#engine/generator/bookshop-project.ts'
import { forkProject } from '#engine/generator/forked-project.ts'

let folder: string
let server: Awaited<ReturnType<typeof forkProject>>

/** Handlers as a user would write them, in the place of the generated lines. */
const byHand = `
export function routes(route) {
  route("listBooks", "GET", "/books", (req, res, next) => {
    const { by, number } = { by: req.headers['x-by'], number: req.mock.query }
    if (by === 'json') res.setHeader('X-Hand', 'yes').status(203).json({ by, token: 's3cret', number })
    else if (by === 'throw') throw new Error('by hand')
    else if (by === 'reject') return Promise.reject(new Error('later'))
    else if (by === 'error') next(new Error('passed'))
    else if (by === 'timer') { setTimeout(() => { throw new Error('nobody waits') }); next() }
    else if (by === 'raw') { res.writeHead(200, { 'Content-Type': 'text/plain' }); res.write('a'); res.end('b') }
    else if (by === 'end') req.resume().once('end', () => res.json('ended'))
    else next()
  })
  route("getBook", "GET", "/books/{bookId}", async (req, res, next) => {
    if (req.params.bookId === '42') res.json(typeof req.mock.path.bookId)
    else next()
  })
  route("addBook", "POST", "/books", (req, res, next) => {
    if (req.body.title === 'echo') res.json(req.body)
    else next()
  })
  route("unknown", "GET", "/unknown", () => {})
}
`

const faults = {
  name: 'faults',
  rules: ['close', 'truncate', 'malformed'].map((fault) => ({
    when: { query: { fault } },
    answer: { fault },
  })),
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dispatch-'))
  const project = join(folder, 'bookshop')
  await generateBookshop(await buildTemplates(folder), project, { scenario: 'faults' })
  await writeFile(join(project, 'routes/books.js'), byHand)
  await writeFile(join(project, 'scenarios/faults.json'), JSON.stringify(faults))
  const slow = { name: 'slow', defaults: { delay: 60_000 } }
  await writeFile(join(project, 'scenarios/slow.json'), JSON.stringify(slow))
  const entry = await readFile(join(project, 'server.js'), 'utf8')
  await writeFile(
    join(project, 'server.js'),
    entry.replace(
      '  // Middleware',
      "  extend: (app) => app.get('/own', (req, res) => res.send('own')),\n  //",
    ),
  )
  server = await forkProject(project, { MOCKLOOP_BODY_LIMIT: '1000' })
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** What comes back for bytes written to the port. */
async function exchange(bytes: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1')
  socket.end(bytes)
  return text(socket)
}

function post(
  path: string,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
) {
  const init = { 'content-type': 'application/json', ...headers }
  return fetch(server.url(path), { method: 'POST', body, headers: init })
}

test('lets a handler answer, and shows in the log that it did', async () => {
  const answer = await fetch(server.url('/books?hand=1'), {
    headers: { 'x-by': 'json', origin: 'http://page.example' },
  })
  expect(answer.status).toBe(203)
  expect(answer.headers.get('access-control-allow-origin')).toBe('http://page.example')
  expect(await answer.json()).toMatchObject({ by: 'json', token: 's3cret' })
  const entry = await server.entryFor('/books?hand=1')
  expect(entry).toMatchObject({
    status: 203,
    operationId: 'listBooks',
    reason: 'handler in routes/',
  })
  expect(entry.responseHeaders).toMatchObject({ 'x-hand': 'yes' })
  expect(entry.responseBody?.data).toContain('"token":"[redacted]"')
  expect(entry.trace.at(-1)).toMatchObject({ stage: 'handler', verdict: 'pass' })
})

test('logs what a handler writes with the means of Node', async () => {
  const answer = await fetch(server.url('/books?raw'), { headers: { 'x-by': 'raw' } })
  expect(await answer.text()).toBe('ab')
  const entry = await server.entryFor('/books?raw')
  expect(entry.responseBody).toEqual({ encoding: 'utf8', data: 'ab', truncated: false })
  expect(entry.responseHeaders).toMatchObject({ 'content-type': 'text/plain' })
  expect(entry.responseSize).toBe(2)
})

test('handlers see the end of a request without a body', async () => {
  const answer = await fetch(server.url('/books?end'), { headers: { 'x-by': 'end' } })
  expect(await answer.json()).toBe('ended')
})

test('gives handlers raw parameters, coerced values and the parsed body', async () => {
  expect(await (await fetch(server.url('/books/42'))).json()).toBe('number')
  const book = { id: 3, title: 'echo' }
  expect(await (await post('/books', JSON.stringify(book))).json()).toEqual(book)
})

test('answers itself when a handler passes on, and before it when the request is invalid', async () => {
  expect(await (await fetch(server.url('/books/1'))).json()).toEqual({ id: 1, title: 'Emma' })
  expect((await post('/books', '{"id":"x"}')).status).toBe(422)
  expect(server.output.stderr).toContain('the spec has no operation "unknown"')
})

test.each(['throw', 'reject', 'error'])('survives a handler that fails by %s', async (by) => {
  const answer = await fetch(server.url(`/books?${by}`), { headers: { 'x-by': by } })
  expect(answer.status).toBe(500)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const entry = await server.entryFor(`/books?${by}`)
  expect(entry).toMatchObject({ status: 500, operationId: 'listBooks' })
  expect((await fetch(server.url('/books'))).status).toBe(200)
})

test('survives an error that a handler leaves behind', async () => {
  await fetch(server.url('/books?timer'), { headers: { 'x-by': 'timer' } })
  await server.until(() => server.output.stderr.includes('nobody waits'))
  expect((await fetch(server.url('/books'))).status).toBe(200)
})

test("serves and logs the project's own routes", async () => {
  expect(await (await fetch(server.url('/own'))).text()).toBe('own')
  const entry = await server.entryFor('/own')
  expect(entry).toMatchObject({ status: 200, operationId: null, reason: "the project's own route" })
})

test('answers preflights, also where the path has no such method', async () => {
  const headers = { origin: 'http://a', 'access-control-request-method': 'PUT' }
  const answer = await fetch(server.url('/books/1'), { method: 'OPTIONS', headers })
  expect(answer.status).toBe(204)
  expect(answer.headers.get('access-control-allow-methods')).toBe('GET, HEAD, PUT')
  const plain = await fetch(server.url('/books/1'), { method: 'OPTIONS' })
  expect(plain.headers.get('allow')).toContain('GET')
})

test('answers HEAD as GET without a body', async () => {
  const answer = await fetch(server.url('/books/1?head'), { method: 'HEAD' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-length')).toBe('23')
  expect(await server.entryFor('/books/1?head')).toMatchObject({
    responseBody: null,
    responseSize: 0,
  })
})

test('refuses bodies over the limit, announced, streamed or packed', async () => {
  const long = JSON.stringify({ id: 1, title: 'x'.repeat(5000) })
  expect((await post('/books', long)).status).toBe(413)
  const streamed = request(server.url('/books'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
  })
  const answered = new Promise<number | undefined>((resolve) => {
    streamed.on('response', (response) => resolve(response.resume().statusCode))
  })
  streamed.end(long)
  expect(await answered).toBe(413)
  const packed = gzipSync(long)
  expect(packed.length).toBeLessThan(1000)
  expect((await post('/books', packed, { 'content-encoding': 'gzip' })).status).toBe(413)
})

test('unpacks compressed bodies', async () => {
  const packed = gzipSync('{"id":1,"title":"echo"}')
  const answer = await post('/books', packed, { 'content-encoding': 'gzip' })
  expect(await answer.json()).toEqual({ id: 1, title: 'echo' })
  expect((await post('/books', 'not gzip', { 'content-encoding': 'gzip' })).status).toBe(400)
})

test.each([
  ['GARBAGE\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
  ['GET /books HTTP/1.1\r\nBroken Header\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
  [`GET /books HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, 'HTTP/1.1 431'],
])('answers broken HTTP and goes on: %#', async (bytes, expected) => {
  expect(await exchange(bytes)).toContain(expected)
  expect((await fetch(server.url('/books'))).status).toBe(200)
})

test('understands absolute request targets', async () => {
  const answer = await exchange(
    'GET http://a/books/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  )
  expect(answer).toContain('HTTP/1.1 200 OK')
})

test('ends the connection without an answer', async () => {
  await expect(fetch(server.url('/books/1?fault=close'))).rejects.toThrow()
  expect(await server.entryFor('/books/1?fault=close')).toMatchObject({
    status: 0,
    responseSize: 0,
    responseBody: null,
  })
})

test('sends half of an answer', async () => {
  const answer = await exchange('GET /books/1?fault=truncate HTTP/1.1\r\nHost: a\r\n\r\n')
  expect(answer).toContain('Content-Length: 23')
  expect(answer.split('\r\n\r\n')[1]).toBe('{"id":1,"ti')
  expect(await server.entryFor('/books/1?fault=truncate')).toMatchObject({ responseSize: 11 })
})

test('breaks the JSON of an answer', async () => {
  const answer = await fetch(server.url('/books/1?fault=malformed'))
  await expect(answer.json()).rejects.toThrow()
})

test('notices clients that leave, while they send and while they wait', async () => {
  const head = 'Host: a\r\nContent-Type: application/json\r\n'
  const sending = connect(server.port, '127.0.0.1')
  sending.write(
    `POST /books?left HTTP/1.1\r\n${head}Content-Length: 100\r\nExpect: 100-continue\r\n\r\n`,
  )
  // The server has begun with the request once it asks for the body.
  await new Promise((resolve) => sending.once('data', resolve))
  sending.destroy()
  expect(await server.entryFor('/books?left')).toMatchObject({ status: 0 })

  const waiting = connect(server.port, '127.0.0.1')
  waiting.write(
    `POST /login?left HTTP/1.1\r\n${head}X-Mock-Scenario: slow\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n`,
  )
  await new Promise((resolve) => waiting.once('data', resolve))
  waiting.end('{}')
  waiting.destroy()
  expect(await server.entryFor('/login?left')).toMatchObject({ status: 0 })
})

test('masks secrets wherever they come from before they leave the process', async () => {
  await post(
    '/login?token=s3cret&user[password]=s3cret',
    '{"password":"s3cret","nested":[{"token":"s3cret"}]}',
    {
      authorization: 'Bearer s3cret',
      cookie: 'id=s3cret',
      'x-api-key': 's3cret',
      'x-request-id': 'r1',
      'x-mock-session': 'tester',
    },
  )
  const entry = await server.until(() => server.entries.find((each) => each.correlationId === 'r1'))
  expect(JSON.stringify(entry)).not.toContain('s3cret')
  expect(JSON.stringify(entry)).not.toContain('abc')
  expect(entry).toMatchObject({
    url: '/login?token=%5Bredacted%5D&user[password]=%5Bredacted%5D',
    sessionId: 'tester',
    clientIp: '127.0.0.1',
  })
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
  await fetch(server.url('/books?traced'), { headers: { traceparent } })
  expect((await server.entryFor('/books?traced')).correlationId).toBe(
    '4bf92f3577b34da6a3ce929d0e0e4736',
  )
})
