import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunningProject } from '../projects-for-tests.ts'
import {
  activate,
  ask,
  healthOf,
  putScenario,
  serversOfWorkers,
  statuses,
} from './servers-for-tests.ts'

const { project, start } = serversOfWorkers()

/** A project whose `server.js` begins with this code, in every process of the server. */
async function projectWith(code: string, extend = ''): Promise<string> {
  const target = await project()
  const file = join(target, 'server.js')
  const own = (await readFile(file, 'utf8')).replace(/\}\)\s*$/, `  ${extend}\n})\n`)
  await writeFile(
    file,
    `import { appendFileSync, existsSync, mkdirSync } from 'node:fs'\n${code}\n${own}`,
  )
  return target
}

async function killOne(server: RunningProject): Promise<number> {
  const pid = (await healthOf(server)).workers.find(({ isAnswering }) => isAnswering)?.pid ?? 0
  process.kill(pid, 'SIGKILL')
  return pid
}

const told = (server: RunningProject, text: string) =>
  server.until(() => server.output.stderr.includes(text))

test('a lost worker shows on the console, the admin port, the metrics and the channel', async () => {
  const server = await start()
  expect(server.messageOf('workersChanged')?.workers).toEqual({
    wanted: 2,
    answering: 2,
    lost: 0,
    lastLoss: null,
  })
  const before = await healthOf(server)
  expect(before).toMatchObject({ status: 'ok', workerLosses: { count: 0, last: null } })
  const pid = await killOne(server)
  const message = expect.stringContaining(
    `Worker ${pid} was ended by SIGKILL. Another one is started now; 1 goes on.`,
  )
  const states = () =>
    server.messages.flatMap((each) => (each.type === 'workersChanged' ? [each.workers] : []))
  await server.until(() => states().length === 3)
  expect(states().slice(1)).toEqual([
    { wanted: 2, answering: 1, lost: 1, lastLoss: { at: expect.any(Number), message } },
    { wanted: 2, answering: 2, lost: 1, lastLoss: { at: expect.any(Number), message } },
  ])
  expect(await healthOf(server)).toMatchObject({
    status: 'ok',
    workerLosses: { count: 1, last: { at: expect.stringMatching(/^\d{4}-.*Z$/), message } },
  })
  const metrics = (await ask(server.admin('/metrics'))).body
  expect(metrics).toMatch(/^workers_lost_total 1$/m)
  expect(metrics).toMatch(/^workers_answering 2$/m)
  await told(server, 'Another one is started now')
})

test('a worker that ends again and again is given up, and with the last one the server', async () => {
  const target = await projectWith(
    `const isBroken = () => existsSync(import.meta.dirname + '/broken')`,
    'extend: () => { if (isBroken()) process.exit(7) },',
  )
  const server = await start({}, target)
  await writeFile(join(target, 'broken'), '')
  await killOne(server)
  await told(server, '6 in a row ended within 10 s of their start; 1 goes on.')
  expect(server.output.stderr.match(/Another one is started/g)).toHaveLength(5)
  expect(server.output.stderr).toContain('Another one is started in 800 ms')
  expect(await healthOf(server)).toMatchObject({
    status: 'degraded',
    workerLosses: { count: 6, last: { message: expect.stringContaining('Restart the server') } },
  })
  expect(await statuses(server.url('/books'), 4)).toEqual([200, 200, 200, 200])
  await killOne(server)
  expect((await server.exited).code).toBe(1)
  expect(server.output.stderr).toMatch(
    /ended with code 7\. No worker is left, and none is started, because 6 in a row ended.*\n$/,
  )
})

test('no worker answers by another project than the others', async () => {
  const target = await project()
  const server = await start({}, target)
  const file = join(target, 'routes', 'books.js')
  await appendFile(file, '\n')
  await killOne(server)
  await told(server, `${join('routes', 'books.js')} was changed since the server started`)
  expect(await healthOf(server)).toMatchObject({ status: 'degraded', workers: [{}] })
  expect(await statuses(server.url('/books'), 4)).toEqual([200, 200, 200, 200])
  await killOne(server)
  expect((await server.exited).code).toBe(1)
  expect(server.output.stderr).toMatch(/No worker is left, .*books\.js was changed.*\n$/)
})

test('a project that changes while a worker reads it is not answered by either', async () => {
  const target = await projectWith(`
const place = import.meta.dirname
if (existsSync(place + '/swap')) appendFileSync(place + '/routes/books.js', '\\n')`)
  const server = await start({}, target)
  await writeFile(join(target, 'swap'), '')
  await killOne(server)
  await told(server, `${join('routes', 'books.js')} was changed since the server started`)
  expect(server.output.stderr.match(/Another one is started/g)).toHaveLength(1)
  expect(await healthOf(server)).toMatchObject({ status: 'degraded', workers: [{}] })
})

test('a server whose spec is gone fails with the last of its workers', async () => {
  const target = await project()
  const server = await start({}, target)
  await rm(join(target, 'spec', 'mock-api.json'))
  for (const { pid } of (await healthOf(server)).workers) process.kill(pid, 'SIGKILL')
  expect((await server.exited).code).toBe(1)
  expect(server.output.stderr).toMatch(/No worker is left, .*mock-api\.json was changed.*\n$/)
})

test('workers that were all lost find the port of their server again, one after the other', async () => {
  // The first that comes goes on, the others wait for a word.
  const target = await projectWith(`
const place = import.meta.dirname
if (existsSync(place + '/hold')) {
  try {
    mkdirSync(place + '/first')
  } catch {
    while (!existsSync(place + '/go')) await new Promise((go) => setTimeout(go, 10))
  }
}`)
  const server = await start({}, target)
  await writeFile(join(target, 'hold'), '')
  for (const { pid } of (await healthOf(server)).workers) process.kill(pid, 'SIGKILL')
  const answering = (count: number) => {
    const last = server.messages.findLast((each) => each.type === 'workersChanged')
    return last !== undefined && last.workers.lost >= 2 && last.workers.answering === count
  }
  await server.until(() => answering(1))
  expect(await statuses(server.url('/books'), 2)).toEqual([200, 200])
  await writeFile(join(target, 'go'), '')
  await server.until(() => answering(2))
  expect((await healthOf(server)).workerLosses.count).toBe(2)
  expect(await statuses(server.url('/books'), 4)).toEqual([200, 200, 200, 200])
})

test('a decision that its worker did not live to send is made, and made once', async () => {
  const server = await start()
  const rule = {
    when: { operation: 'listBooks' },
    answer: { status: 503, times: 1, delay: 600_000 },
  }
  await putScenario(server, 'once', { rules: [rule] })
  await activate(server, 'once')
  const asked = ['a', 'b'].map((name) =>
    ask(server.url(`/books?${name}`)).then(
      ({ status }) => status,
      () => 'cut off',
    ),
  )
  // One of them is answered past the rule: by then the other was given its one time, and waits.
  expect(await Promise.race(asked)).toBe(200)
  for (const { pid } of (await healthOf(server)).workers) process.kill(pid, 'SIGKILL')
  expect((await Promise.all(asked)).toSorted()).toEqual([200, 'cut off'])
  await server.until(() => {
    const last = server.messages.findLast((each) => each.type === 'workersChanged')
    return last?.workers.lost === 2 && last.workers.answering === 2
  })
  expect(await statuses(server.url('/books'), 4)).toEqual([200, 200, 200, 200])
})
