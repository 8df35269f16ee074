import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildTemplates, generateBookshop } from '#engine/generator/bookshop-project.ts'
import { forkProject } from '#engine/generator/forked-project.ts'

let folder: string
let project: string
let server: Awaited<ReturnType<typeof forkProject>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'admin-'))
  project = join(folder, 'bookshop')
  await generateBookshop(await buildTemplates(folder), project)
  server = await forkProject(project)
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

interface AdminBody {
  entries: { id: string; query: string; trace: unknown[] }[]
  detail: string
}

async function ask(method: string, path: string, body?: unknown) {
  const answer = await fetch(server.admin(path), {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  })
  // Tests look only at members that they have made sure of.
  return { status: answer.status, body: (await answer.json()) as AdminBody }
}

test('tells its health', async () => {
  expect(await ask('GET', '/health/live')).toEqual({ status: 200, body: { status: 'ok' } })
  expect(await ask('GET', '/health/ready')).toEqual({ status: 200, body: { status: 'ok' } })
  expect((await ask('GET', '/health')).body).toMatchObject({
    status: 'ok',
    name: 'Bookshop',
    scenario: 'happy',
    operations: 4,
    api: { title: 'Bookshop', version: '1.0.0' },
  })
})

test('counts requests for Prometheus by method, operation and status', async () => {
  await fetch(server.url('/books'))
  await fetch(server.url('/books'))
  await fetch(server.url('/books/none'))
  await fetch(server.url('/nowhere'))
  const answer = await fetch(server.admin('/metrics'))
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  const lines = (await answer.text()).split('\n')
  const list = '{method="GET",operation="listBooks",status="200"'
  expect(lines).toContain(`requests_total${list}} 2`)
  expect(lines).toContain('errors_total{method="GET",operation="getBook",status="422"} 1')
  expect(lines).toContain('errors_total{method="GET",operation="none",status="404"} 1')
  expect(lines).toContain('# TYPE response_time_seconds histogram')
  expect(lines).toContain(`response_time_seconds_bucket${list},le="+Inf"} 2`)
  expect(lines).toContain(`response_time_seconds_count${list}} 2`)
  const buckets = lines
    .filter((line) => line.startsWith(`response_time_seconds_bucket${list}`))
    .map((line) => Number(line.split(' ')[1]))
  expect(buckets).toEqual(buckets.toSorted((a, b) => a - b))
})

test('gives the spec', async () => {
  expect((await ask('GET', '/openapi.json')).body).toEqual(
    JSON.parse(await readFile(join(project, 'spec/openapi.json'), 'utf8')),
  )
})

test('shows the last requests with their reasons', async () => {
  await fetch(server.url('/books?first'))
  await fetch(server.url('/books?second'))
  const { body } = await ask('GET', '/admin/api/v1/logs?limit=2')
  expect(body.entries.map(({ query }) => query)).toEqual(['first', 'second'])
  expect(body.entries[0]?.trace.length).toBeGreaterThan(0)
  const after = await ask('GET', `/admin/api/v1/logs?after=${body.entries[0]?.id}`)
  expect(after.body.entries.length).toBe(1)
  expect((await ask('GET', '/admin/api/v1/logs?limit=0')).status).toBe(400)
})

test('activates scenarios, tells the app and remembers it', async () => {
  const scenarios = await ask('GET', '/admin/api/v1/scenarios')
  expect(scenarios.body).toMatchObject({
    active: 'happy',
    scenarios: [
      { name: 'happy', active: true, ruleCount: 0 },
      { name: 'sold-out', active: false, ruleCount: 1 },
    ],
  })
  const activated = await ask('POST', '/admin/api/v1/scenarios/sold-out/activate')
  expect(activated).toEqual({ status: 200, body: { active: 'sold-out' } })
  expect((await fetch(server.url('/books/1'))).status).toBe(404)
  await server.until(() => server.messageOf('scenarioChanged')?.active === 'sold-out')
  expect(await readFile(join(project, 'mockloop.json'), 'utf8')).toContain('"sold-out"')
  expect((await ask('GET', '/admin/api/v1/settings')).body).toMatchObject({ scenario: 'sold-out' })
  expect((await ask('POST', '/admin/api/v1/scenarios/nothing/activate')).status).toBe(404)
  await ask('POST', '/admin/api/v1/scenarios/happy/activate')
})

test('takes a new scenario, and says what is wrong with one', async () => {
  const path = '/admin/api/v1/scenarios/teapot'
  const rules = [{ when: { operation: 'listBooks' }, answer: { status: 418 } }]
  expect((await ask('PUT', path, { rules })).status).toBe(200)
  expect((await ask('GET', path)).body).toMatchObject({ name: 'teapot', derived: false, rules })
  await ask('POST', `${path}/activate`)
  expect((await fetch(server.url('/books'))).status).toBe(418)
  expect(await readFile(join(project, 'scenarios/teapot.json'), 'utf8')).toContain('418')
  await ask('POST', '/admin/api/v1/scenarios/happy/activate')

  const wrong = await ask('PUT', path, { rules: [{ when: {}, answer: { status: 1 } }] })
  expect(wrong.status).toBe(400)
  expect(wrong.body.detail).toContain('scenario.rules[0].answer.status')
  expect((await ask('PUT', '/admin/api/v1/scenarios/sold-out', { rules: [] })).status).toBe(409)
  expect((await ask('PUT', '/admin/api/v1/scenarios/..%2Fx', { rules: [] })).status).toBe(400)
  expect((await ask('GET', '/admin/api/v1/scenarios/%E0')).status).toBe(400)
})

test('says what it does not have', async () => {
  expect((await ask('GET', '/nothing')).status).toBe(404)
  expect((await ask('PUT', '/health', {})).status).toBe(405)
})

test('refuses bodies that are no JSON or too large', async () => {
  const send = (body: string) =>
    fetch(server.admin('/admin/api/v1/scenarios/big'), {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/json' },
    })
  expect((await send('{')).status).toBe(400)
  expect((await send(' '.repeat(5_000_000))).status).toBe(413)
})

test('cannot be steered by a page, not even one that rebinds its name', async () => {
  const path = server.admin('/admin/api/v1/scenarios/sold-out/activate')
  const form = await fetch(path, {
    method: 'POST',
    body: new URLSearchParams({ a: '1' }),
  })
  expect(form.status).toBe(415)
  const page = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://evil.example' },
  })
  expect(page.status).toBe(403)
  expect(page.headers.get('access-control-allow-origin')).toBeNull()
  const rebound = await new Promise((resolve) => {
    const options = { headers: { host: `evil.example:${server.adminPort}` } }
    request(server.admin('/health'), options, (answer) => resolve(answer.resume().statusCode)).end()
  })
  expect(rebound).toBe(403)
})

test('goes on without its files being writable, and says so', async () => {
  const target = join(folder, 'readonly')
  await generateBookshop(join(folder, 'templates'), target)
  const readonly = await forkProject(target)
  // The folder is gone; nothing can be saved to it.
  await rm(target, { recursive: true })
  const answer = await fetch(readonly.admin('/admin/api/v1/scenarios/sold-out/activate'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  })
  expect(answer.status).toBe(200)
  expect((await fetch(readonly.url('/books/1'))).status).toBe(404)
  await readonly.until(() => readonly.output.stderr.includes('cannot be saved'))
  await readonly.stop()
})

test('asks for its token when it has one', async () => {
  const locked = await forkProject(project, { MOCKLOOP_ADMIN_TOKEN: 'secret' })
  const statusWith = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(locked.admin(path), { headers })).status
  expect(await statusWith('/health/ready')).toBe(200)
  expect(await statusWith('/metrics')).toBe(401)
  expect(await statusWith('/metrics', { authorization: 'Bearer secret' })).toBe(200)
  await locked.stop()
})
