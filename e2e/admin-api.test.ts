import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TraceStep } from '#contract/log-entry.ts'
import { rootFolder } from './hosts/app-host.ts'
import { type ServedWorkspace, serveWorkspace } from './hosts/serve-workspace.ts'

let workspace: string
let served: ServedWorkspace
let url: string
let token: string

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'mockloop-admin-'))
  served = await serveWorkspace(workspace, [join(rootFolder, 'examples', 'bookshop.yaml')])
  await served.line(/mock server ready/)
  const lock = JSON.parse(await readFile(join(workspace, 'engine.lock'), 'utf8'))
  url = lock.url
  token = lock.token
})

afterAll(async () => {
  await served.stop()
  await rm(workspace, { recursive: true, force: true })
})

function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...init.headers }
  return fetch(`${url}/admin/api/v1${path}`, { ...init, headers })
}

function callJson(path: string, method: string, body: unknown): Promise<Response> {
  return call(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

test('the document describes every path that it answers', async () => {
  const document = await (await call('/openapi.json')).json()
  expect(document.openapi).toMatch(/^3\.1/)
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/servers', '/specs', '/log', '/analytics', '/events', '/settings']),
  )
})

test('an operation is previewed as it always answers, and afresh each time', async () => {
  const servers = await (await call('/servers')).json()
  const server = servers.find(({ name }: { name: string }) => name === 'Bookshop')
  const preview = async (query: string) =>
    (await call(`/servers/${server.id}/operations/addBook/preview?${query}`)).json()
  const [usual, again] = [await preview('dynamic=false'), await preview('dynamic=false')]
  expect(again).toEqual(usual)
  expect(usual.trace).toContainEqual(expect.objectContaining({ stage: 'body', verdict: 'pass' }))
  const fresh = [await preview('dynamic=true'), await preview('dynamic=true')]
  expect(new Set([usual, ...fresh].map(({ body }) => body)).size).toBe(3)
})

test('a preview has the body that a request gets, and says where requests get what is stored', async () => {
  const servers = await (await call('/servers')).json()
  const { id, url: mock } = servers.find(({ name }: { name: string }) => name === 'Bookshop')
  const preview = async (operation: string) =>
    (await call(`/servers/${id}/operations/${operation}/preview`)).json()
  const headers = { 'x-api-key': 'a-key' }
  for (const [operation, path] of [
    ['listBooks', '/books'],
    ['getBook', '/books/1'],
    ['listReviews', '/books/1/reviews'],
  ]) {
    const sent = await (await fetch(`${mock}${path}`, { headers })).text()
    expect((await preview(`${operation}`)).body).toBe(sent)
  }
  const switchState = async (stateful: boolean) => {
    await callJson(`/servers/${id}/settings`, 'PATCH', { settings: { stateful } })
    return (await preview('getBook')).trace.filter(({ stage }: TraceStep) => stage === 'state')
  }
  expect(await switchState(true)).toMatchObject([{ message: expect.stringContaining('"books"') }])
  expect(await switchState(false)).toEqual([])
})

test('a text is another server each time, also where a known file would be brought up to date', async () => {
  const text = 'openapi: 3.1.0\ninfo: {title: Twice, version: "1"}\npaths: {}'
  const wish = { source: { from: 'text', text }, reuse: true, start: false }
  const add = async () => (await callJson('/specs', 'POST', wish)).json()
  const ids = [await add(), await add()].map(({ server }) => server.id)
  expect(new Set(ids).size).toBe(2)
  for (const id of ids)
    expect((await call(`/servers/${id}`, { method: 'DELETE' })).status).toBe(200)
})

test('a spec is imported, started, switched and removed over REST, and comes back by undo', async () => {
  const text =
    'openapi: 3.1.0\ninfo: {title: Ping, version: "1"}\npaths: {/ping: {get: {responses: {"200": {description: ok}}}}}'
  const imported = await callJson('/specs', 'POST', {
    source: { from: 'text', text },
    start: true,
    settings: { port: 0, adminPort: 0 },
  })
  expect(imported.status).toBe(200)
  const { server, report } = await imported.json()
  expect(server).toMatchObject({ name: 'Ping', state: 'running', operationCount: 1 })
  expect(report.counts.error).toBe(0)
  expect((await fetch(`${server.url}/ping`)).status).toBe(200)

  const switched = await call(`/servers/${server.id}/scenarios/errors/activate`, { method: 'POST' })
  expect((await switched.json()).settings.scenario).toBe('errors')
  expect((await fetch(`${server.url}/ping`)).status).toBe(500)

  expect((await call(`/servers/${server.id}`, { method: 'DELETE' })).status).toBe(200)
  await expect(fetch(`${server.url}/ping`)).rejects.toThrow()
  expect((await call(`/servers/${server.id}`)).status).toBe(404)
  expect((await call(`/servers/${server.id}/restore`, { method: 'POST' })).status).toBe(200)
  expect((await (await call(`/servers/${server.id}`)).json()).state).toBe('stopped')
})

test('failures are typed: wrong input, unknown things, specs that cannot be used', async () => {
  const wrong = await callJson('/specs', 'POST', { source: { from: 'moon' } })
  expect(wrong.status).toBe(400)
  expect(await wrong.json()).toMatchObject({
    defined: true,
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/^Cannot use what was given: source\.from must be one of /),
  })
  const missing = await call('/servers/none/start', { method: 'POST' })
  expect(missing.status).toBe(404)
  expect(await missing.json()).toMatchObject({ defined: true, code: 'NOT_FOUND' })
  const broken = await callJson('/specs', 'POST', {
    source: { from: 'text', text: 'openapi: 4.0.0\n', fileName: 'future.yaml' },
  })
  expect(broken.status).toBe(422)
  const error = await broken.json()
  expect(error).toMatchObject({ code: 'INVALID_SPEC', data: { place: { line: 1 } } })
  expect(error.message).toContain('future.yaml')
})

test('the log is paged, opened, cleared and brought back', async () => {
  const [bookshop] = await (await call('/servers')).json()
  await (await fetch(`${bookshop.url}/books?q=needle`)).text()
  const find = async () => (await call('/log?text=needle')).json()
  await expect.poll(async () => (await find()).total, { timeout: 10_000 }).toBe(1)
  const [row] = (await find()).rows
  const entry = await (await call(`/log/${row.seq}`)).json()
  expect(entry).toMatchObject({ method: 'GET', path: '/books', query: 'q=needle', status: 200 })
  expect(entry.trace.length).toBeGreaterThan(0)

  const cleared = await (await call('/log', { method: 'DELETE' })).json()
  expect(cleared.removed).toBeGreaterThan(0)
  expect((await find()).total).toBe(0)
  await callJson('/log/undo', 'POST', { undoToken: cleared.undoToken })
  expect((await find()).total).toBe(1)
})

test('events arrive as a stream while they happen', async () => {
  const [bookshop] = await (await call('/servers')).json()
  const abort = new AbortController()
  const stream = await call('/events', { signal: abort.signal })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  await (await fetch(`${bookshop.url}/books`)).text()
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of stream.body ?? []) {
    text += decoder.decode(chunk)
    if (text.includes('requests.logged')) break
  }
  abort.abort()
  expect(text).toContain('"path":"/books"')
})

test('a link lets one browser in, once', async () => {
  const linkToken = /#token=(\S+)/.exec(served.link)?.[1]
  const open = () =>
    fetch(`${url}/session`, { method: 'POST', body: JSON.stringify({ token: linkToken }) })
  const { token: bearer } = await (await open()).json()
  expect((await open()).status).toBe(401)
  const response = await fetch(`${url}/admin/api/v1/servers`, {
    headers: { authorization: `Bearer ${bearer}` },
  })
  expect(response.status).toBe(200)
})

test('without the token nothing is told, whatever the path', async () => {
  for (const path of ['/admin/api/v1/servers', '/admin/api/v1/none', '/rpc/servers/list']) {
    const response = await fetch(url + path)
    expect(response.status).toBe(401)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  }
})
