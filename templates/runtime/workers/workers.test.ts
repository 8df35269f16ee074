import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serverSettingsSchema } from '#contract/server.ts'
import {
  activate,
  ask,
  healthOf,
  isAlive,
  putScenario,
  serversOfWorkers,
  statuses,
} from './servers-for-tests.ts'

const { project, start } = serversOfWorkers()

test('every worker answers, and the admin port shows them as one server', async () => {
  const server = await start()
  for (let at = 0; at < 20; at += 1) await ask(server.url(`/books?at=${at}`))
  const { requests, workers } = await healthOf(server)
  expect([requests, workers.length]).toEqual([20, 2])
  expect(workers.every((worker) => worker.requests > 0)).toBe(true)
  expect((await ask(server.admin('/metrics'))).body).toContain(
    'requests_total{method="GET",operation="listBooks",status="200"} 20\n',
  )
  const logs = JSON.parse((await ask(server.admin('/admin/api/v1/logs'))).body)
  const urls = Array.from({ length: 20 }, (_, at) => `/books?at=${at}`)
  expect(logs.entries.map(({ url }: { url: string }) => url)).toEqual(urls)
  await server.entryFor('/books?at=19')
  expect(server.entries.map(({ url }) => url)).toEqual(urls)
  expect(server.entries.map(({ id }) => Number(id.split('-')[1]))).toEqual(
    urls.map((_, at) => at + 1),
  )
  for (const { reason, trace, operationId } of server.entries) {
    expect([reason, operationId]).toEqual(['example "default"', 'listBooks'])
    expect(trace.map(({ stage }) => stage)).toContain('match')
  }
})

test('the log of requests that come all at once is whole, each entry once', async () => {
  const server = await start()
  await Promise.all(Array.from({ length: 300 }, (_, at) => ask(server.url(`/books?at=${at}`))))
  await server.until(() => server.entries.length >= 300)
  expect(new Set(server.entries.map(({ url }) => url)).size).toBe(300)
  expect(new Set(server.entries.map(({ id }) => id)).size).toBe(300)
  expect((await healthOf(server)).requests).toBe(300)
})

test('a rule that answers twice does so twice over all workers', async () => {
  const server = await start()
  const rule = { when: { operation: 'listBooks' }, answer: { status: 503, times: 2 } }
  await putScenario(server, 'twice', { rules: [rule] })
  await activate(server, 'twice')
  const first = await statuses(server.url('/books'), 60)
  expect(first.filter((status) => status === 503)).toHaveLength(2)
  await activate(server, 'twice')
  const again = await statuses(server.url('/books'), 60)
  expect(again.filter((status) => status === 503)).toHaveLength(2)
})

test('once a switch is acknowledged, every worker answers by it', async () => {
  const server = await start()
  for (const [name, status] of Object.entries({ gone: 404, broken: 500, busy: 503 })) {
    await putScenario(server, name, {
      rules: [{ when: { operation: 'listBooks' }, answer: { status } }],
    })
    await activate(server, name)
    expect(await statuses(server.url('/books'), 6)).toEqual(Array(6).fill(status))
    await server.ask({ type: 'activateScenario', name: 'happy' })
    expect(await statuses(server.url('/books'), 6)).toEqual(Array(6).fill(200))
  }
  const scenario = JSON.parse((await ask(server.admin('/admin/api/v1/scenarios/gone'))).body)
  const rules = [{ when: { operation: 'listBooks' }, answer: { status: 410 } }]
  const changed = { ...scenario, rules }
  await server.ask({ type: 'reloadScenarios', scenarios: [changed], active: 'gone' })
  expect(await statuses(server.url('/books'), 6)).toEqual(Array(6).fill(410))
})

test('once a setting is acknowledged, every worker answers by it', async () => {
  const server = await start()
  const broken = { method: 'POST', body: '{"id":"x"}' }
  const post = async () => {
    const answers = Array.from({ length: 6 }, () => ask(server.url('/books'), broken))
    return (await Promise.all(answers)).map(({ status }) => status)
  }
  const settings = serverSettingsSchema.parse({ name: 'Bookshop', workers: 2 })
  const refused = await post()
  expect(new Set(refused)).toEqual(new Set([refused[0]]))
  expect(refused[0]).toBeGreaterThanOrEqual(400)
  for (let round = 0; round < 3; round += 1) {
    await server.ask({ type: 'applySettings', settings: { ...settings, validate: 'off' } })
    expect(await post()).toEqual(Array(6).fill(201))
    await server.ask({ type: 'applySettings', settings })
    expect(await post()).toEqual(refused)
  }
})

test('what is created on one worker is found on every other', async () => {
  const server = await start({ MOCKLOOP_STATEFUL: 'true' })
  for (let at = 0; at < 6; at += 1) {
    const title = `Persuasion ${at}`
    const given = { method: 'POST', body: JSON.stringify({ id: 900 + at, title }) }
    const created = await ask(server.url('/books'), given)
    expect(created.status).toBe(201)
    const { id } = JSON.parse(created.body)
    for (let reader = 0; reader < 3; reader += 1) {
      const found = await ask(server.url(`/books/${id}`))
      expect(JSON.parse(found.body)).toMatchObject({ id, title })
    }
  }
  const state = JSON.parse((await ask(server.admin('/admin/api/v1/state'))).body)
  expect(state.collections[0]).toMatchObject({ name: 'books', changed: true })
})

test('fresh answers are those of one process with the same seed', async () => {
  const settings = { MOCKLOOP_DYNAMIC: 'true', MOCKLOOP_SEED: '7' }
  const [one, two] = await Promise.all([
    start({ ...settings, MOCKLOOP_WORKERS: '1' }),
    start(settings),
  ])
  for (let at = 0; at < 8; at += 1) {
    const path = at % 2 === 0 ? '/books/1' : '/books'
    expect(await ask(two.url(path))).toEqual(await ask(one.url(path)))
  }
})

test('a worker that is killed is replaced, and its server goes on', async () => {
  const server = await start()
  await putScenario(server, 'gone', {
    rules: [{ when: { operation: 'listBooks' }, answer: { status: 410 } }],
  })
  await activate(server, 'gone')
  const before = (await healthOf(server)).workers.map(({ pid }) => pid)
  for (const pid of before) process.kill(pid, 'SIGKILL')
  await server.until(() =>
    before.every((pid) => server.output.stderr.includes(`Worker ${pid} was ended by SIGKILL`)),
  )
  const listening = async () => {
    const answers = await statuses(server.url('/books'), 1).catch(() => [])
    return answers[0]
  }
  await expect.poll(listening, { timeout: 60_000 }).toBe(410)
  const pids = async () => (await healthOf(server)).workers.map(({ pid }) => pid)
  await expect.poll(async () => (await pids()).length, { timeout: 60_000 }).toBe(2)
  expect((await pids()).some((pid) => before.includes(pid))).toBe(false)
  expect(await statuses(server.url('/books'), 6)).toEqual(Array(6).fill(410))
})

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'no worker outlives its server on %s',
  async (signal) => {
    const server = await start()
    const { workers } = await healthOf(server)
    server.child.kill(signal)
    const end = await server.exited
    expect(end).toEqual(signal === 'SIGTERM' ? { code: 0, signal: null } : { code: null, signal })
    await expect
      .poll(() => workers.some(({ pid }) => isAlive(pid)), { timeout: 60_000 })
      .toBe(false)
  },
)

test('no worker outlives the program that started its server', async () => {
  const server = await start()
  const { workers } = await healthOf(server)
  server.child.disconnect()
  expect((await server.exited).code).toBe(0)
  await expect.poll(() => workers.some(({ pid }) => isAlive(pid)), { timeout: 60_000 }).toBe(false)
})

test('what is under way when it stops is answered and logged', async () => {
  const server = await start()
  const sent = request(server.url('/login?late'), {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', 'content-length': 2, expect: '100-continue' },
  })
  sent.flushHeaders()
  // A worker has begun with the request and waits for its body.
  await once(sent, 'continue')
  const reply = server.ask({ type: 'stop' })
  sent.end('{}')
  const [response] = await once(sent, 'response')
  expect(response.statusCode).toBe(200)
  response.resume()
  expect(await reply).toEqual({ type: 'reply', id: 1 })
  expect((await server.exited).code).toBe(0)
  expect(server.entries.map(({ url }) => url)).toContain('/login?late')
})

test('a taken port is told once, and nothing is left behind', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  for (const variable of ['MOCKLOOP_PORT', 'MOCKLOOP_ADMIN_PORT']) {
    const server = await start({ [variable]: String(port) })
    expect(server.messages.filter(({ type }) => type === 'failed')).toEqual([
      {
        type: 'failed',
        code: 'EADDRINUSE',
        port,
        message: expect.stringContaining(`Cannot listen on port ${port}: another program uses it.`),
      },
    ])
    expect(await server.exited).toEqual({ code: 1, signal: null })
    expect(server.output.stderr.match(/Cannot listen/g)).toHaveLength(1)
  }
  other.close()
})

test('workers that cannot start make the server fail with the reason', async () => {
  const target = await project()
  const file = join(target, 'server.js')
  const code = await readFile(file, 'utf8')
  const extend = 'extend: () => { throw new Error("no database") },\n})'
  await writeFile(file, code.replace(/\}\)\s*$/, extend))
  const server = await start({}, target)
  expect(server.messageOf('failed')?.message).toContain('no database')
  expect((await server.exited).code).toBe(1)
})

test.each(['0', '65', 'two', '1.5'])('%s workers are refused', async (count) => {
  const server = await start({ MOCKLOOP_WORKERS: count })
  expect(server.messageOf('failed')?.message).toBe(
    `Cannot use MOCKLOOP_WORKERS: it is "${count}". Give a whole number from 1 to 64.`,
  )
})
