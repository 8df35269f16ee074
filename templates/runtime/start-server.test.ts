import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serverSettingsSchema } from '#contract/server.ts'
import { happy, soldOut } from '#engine/generator/bookshop-project.ts'
import { projectsForTests } from './projects-for-tests.ts'

const { project, start } = projectsForTests()

async function statusOf(url: string): Promise<number> {
  return (await fetch(url)).status
}

test('tells where it listens, on stdout and over the channel', async () => {
  const server = await start(await project())
  const line = await server.until(() => server.output.stdout.includes('\n') && server.output.stdout)
  expect(line).toBe(`Mock server ready at ${server.url('')} (admin ${server.admin('')})\n`)
  expect(await (await fetch(server.url('/books'))).json()).toEqual([{ id: 1, title: 'Emma' }])
  expect(await statusOf(server.admin('/health/ready'))).toBe(200)
})

test('says over the channel that a port is taken, and ends', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  for (const variable of ['MOCKLOOP_PORT', 'MOCKLOOP_ADMIN_PORT']) {
    const server = await start(await project(), { [variable]: String(port) })
    expect(server.messageOf('failed')).toEqual({
      type: 'failed',
      code: 'EADDRINUSE',
      port,
      message: expect.stringContaining(`Cannot listen on port ${port}: another program uses it.`),
    })
    expect(await server.exited).toEqual({ code: 1, signal: null })
    await server.until(() => server.output.stderr.includes(`set ${variable} to another port`))
  }
  other.close()
})

test.each([
  ['mockloop.json', '{"port": "x"}', '"port" of mockloop.json'],
  ['mockloop.json', '{', 'Correct the JSON'],
  ['spec/mock-api.json', 'x', 'mock-api.json'],
  ['scenarios/happy.json', '{"name":"happy","rules":[{}]}', 'scenarios/happy.json.rules[0]'],
])('says what is wrong with %s and ends', async (file, content, message) => {
  const target = await project()
  await writeFile(join(target, file), content)
  const server = await start(target)
  expect(server.messageOf('failed')?.message).toContain(message)
  expect((await server.exited).code).toBe(1)
})

test('ends when the process that started it is gone', async () => {
  const server = await start(await project())
  server.child.disconnect()
  expect(await server.exited).toEqual({ code: 0, signal: null })
})

test.each(['SIGTERM', 'SIGINT'] as const)('ends gracefully on %s', async (signal) => {
  const server = await start(await project())
  await statusOf(server.url('/books'))
  server.child.kill(signal)
  expect(await server.exited).toEqual({ code: 0, signal: null })
})

test('stops when asked: what is under way is answered first', async () => {
  const server = await start(await project())
  const held = request(server.url('/login'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': 2, expect: '100-continue' },
  })
  held.flushHeaders()
  // The server has begun with the request and waits for its body.
  await once(held, 'continue')
  const reply = server.ask({ type: 'stop' })
  const isOpen = () =>
    fetch(server.url('/books')).then(
      () => true,
      () => false,
    )
  while (await isOpen()) {
    // Asked again until the command has arrived.
  }
  held.end('{}')
  const [answer] = await once(held, 'response')
  expect(answer.statusCode).toBe(200)
  expect(await reply).toEqual({ type: 'reply', id: 1 })
  expect((await server.exited).code).toBe(0)
})

test('switches the scenario without a restart and remembers it', async () => {
  const target = await project()
  const server = await start(target)
  expect(await statusOf(server.url('/books/1'))).toBe(200)
  expect(await server.ask({ type: 'activateScenario', name: 'sold-out' })).toEqual({
    type: 'reply',
    id: 1,
  })
  expect(await statusOf(server.url('/books/1'))).toBe(404)
  await server.stop()
  const settings = JSON.parse(await readFile(join(target, 'mockloop.json'), 'utf8'))
  expect(settings).toMatchObject({ scenario: 'sold-out', name: 'Bookshop' })
  const again = await start(target)
  expect(await statusOf(again.url('/books/1'))).toBe(404)
})

test('loses no request while scenarios are switched under load', async () => {
  const server = await start(await project())
  const total = 600
  let switched = 0
  const load = Array.from({ length: 8 }, async (_, client) => {
    const statuses: number[] = []
    for (let number = client; number < total; number += 8) {
      statuses.push(await statusOf(server.url(`/books/${number + 1}`)))
    }
    return statuses
  })
  let done = false
  const switching = (async () => {
    for (; !done; switched += 1) {
      const name = switched % 2 === 0 ? 'sold-out' : 'happy'
      expect(await server.ask({ type: 'activateScenario', name })).not.toHaveProperty('error')
    }
  })()
  const statuses = (await Promise.all(load)).flat()
  done = true
  await switching
  expect(statuses.length).toBe(total)
  expect(statuses.every((status) => status === 200 || status === 404)).toBe(true)
  expect(switched).toBeGreaterThan(1)
  await server.until(() => server.entries.length === total)
  for (const { scenario, status } of server.entries) {
    expect(status).toBe(scenario === 'happy' ? 200 : 404)
  }
})

test('takes new scenarios and settings over, and says what it cannot do', async () => {
  const server = await start(await project())
  const gone = { ...soldOut, name: 'gone' }
  await server.ask({ type: 'reloadScenarios', scenarios: [happy(), gone], active: 'gone' })
  expect(await statusOf(server.url('/books/1'))).toBe(404)
  const settings = serverSettingsSchema.parse({ name: 'Bookshop', validate: 'off', port: 1 })
  await server.ask({ type: 'applySettings', settings })
  expect(await statusOf(server.url('/books/1'))).toBe(200)
  expect(await statusOf(server.url('/books/none'))).toBe(200)

  const unknown = await server.ask({ type: 'activateScenario', name: 'nothing' })
  expect(unknown).toMatchObject({ error: { code: 'NOT_FOUND' } })
  const damaged = { ...settings, seed: -1 }
  expect(await server.ask({ type: 'applySettings', settings: damaged })).toMatchObject({
    error: { code: 'INVALID_INPUT', message: expect.stringContaining('"seed"') },
  })
  // Not a scenario at all, as a newer app might send it.
  const scenarios = [{ name: 'a', rules: 1 }] as never
  expect(await server.ask({ type: 'reloadScenarios', scenarios, active: 'a' })).toMatchObject({
    error: { code: 'INVALID_INPUT' },
  })
})

test('leaves messages out that it does not know', async () => {
  const server = await start(await project())
  server.child.send('nonsense')
  server.child.send({ type: 'explode', id: 9 })
  expect(await server.ask({ type: 'activateScenario', name: 'happy' })).toMatchObject({ id: 1 })
  expect(await statusOf(server.url('/books'))).toBe(200)
})

test('waits with the log until the parent has stored what it got', async () => {
  const server = await start(await project())
  server.stopAcknowledging()
  for (let number = 1; number <= 30; number += 1) {
    await statusOf(server.url(`/books/${number}`))
    await server.until(() => server.entries.length >= Math.min(number, 16))
  }
  expect(server.messages.filter(({ type }) => type === 'logged').length).toBeLessThanOrEqual(16)
  server.child.send({ type: 'acknowledge', batch: 1 })
  await server.until(() => server.entries.length === 30)
})

test('runs by itself as an ordinary Node project', async () => {
  const target = await project()
  // Stands in for `npm install`: packages are found from the folder upwards.
  await symlink(join(process.cwd(), 'node_modules'), join(target, 'node_modules'))
  const child = spawn(process.execPath, ['server.js'], { cwd: target })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const [, url] = /^Mock server ready at (\S+) \(admin \S+\)\n$/.exec(line) ?? []
  expect(await statusOf(`${url}/books`)).toBe(200)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})
