import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { attach } from '../src-main/cli/connect.ts'
import { cliFile, rootFolder, waitForExit } from './hosts/app-host.ts'
import { serveWorkspace } from './hosts/serve-workspace.ts'

/** Servers of several workers, through each door that starts some. */

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')
const run = promisify(execFile)

/** Over a connection of its own: connections go to the workers in turn. */
async function ask(url: string, method = 'GET', body?: unknown) {
  const sent = request(url, {
    method,
    agent: false,
    headers: { 'content-type': 'application/json', 'x-api-key': 'any' },
  }).end(body === undefined ? '' : JSON.stringify(body))
  const [response] = await once(sent, 'response')
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return { status: Number(response.statusCode), body: text === '' ? undefined : JSON.parse(text) }
}

async function statuses(url: string, count: number): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => ask(url)))
  return answers.map(({ status }) => status)
}

async function workersOf(adminUrl: string): Promise<number[]> {
  const { workers } = (await ask(`${adminUrl}/health`)).body
  return workers.map(({ pid }: { pid: number }) => pid)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function startMock(...args: string[]) {
  const child: ChildProcess = spawn(
    process.execPath,
    [cliFile, 'mock', bookshop, '--port', '0', '--workers', '2', ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  const [url = '', adminUrl = ''] = await new Promise<string[]>((resolve) => {
    if (child.stdout === null) throw new Error('Its output is not to be had.')
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      if (lines.length === 1) resolve(line.match(/http:[\d./:]+/g) ?? [])
    })
  })
  return { child, lines, url, adminUrl }
}

test('mock --workers acts as one server and leaves no process behind', async () => {
  const { child, lines, url, adminUrl } = await startMock('--stateful')
  const pids = await workersOf(adminUrl)
  expect(pids).toHaveLength(2)

  const rules = [{ when: { operation: 'listBooks' }, answer: { status: 503, times: 2 } }]
  await ask(`${adminUrl}/admin/api/v1/scenarios/busy-at-first`, 'PUT', { rules })
  await ask(`${adminUrl}/admin/api/v1/scenarios/busy-at-first/activate`, 'POST', {})
  const answers = await statuses(`${url}/books`, 40)
  expect(answers.filter((status) => status === 503)).toHaveLength(2)

  const review = { reader: 'Ada', stars: 5, text: 'Could not put it down.' }
  const { body } = await ask(`${url}/books`)
  const place = `${url}/books/${body.books[0].id}/reviews`
  const before = (await ask(place)).body.length
  for (let at = 1; at <= 4; at += 1) {
    expect((await ask(place, 'POST', review)).status).toBe(201)
    expect((await ask(place)).body).toHaveLength(before + at)
  }

  child.kill('SIGINT')
  expect(await waitForExit(child)).toBe(0)
  expect(lines.slice(1)).toHaveLength(40 + 1 + 1 + 8)
  expect(pids.some(isAlive)).toBe(false)
})

test('workers do not outlive a mock that is killed', async () => {
  const { child, adminUrl } = await startMock('--quiet')
  const pids = await workersOf(adminUrl)
  child.kill('SIGKILL')
  await waitForExit(child)
  await expect.poll(() => pids.some(isAlive), { timeout: 60_000 }).toBe(false)
})

test('a wrong number of workers is wrong usage', async () => {
  const failed = run(process.execPath, [cliFile, 'mock', bookshop, '--workers', '0'])
  await expect(failed).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Give a whole number from 1 to 64.'),
  })
})

test('a server of the workspace has the workers of its settings, whatever happens to them', async () => {
  const workspace = await mkdtemp(join(tmpdir(), 'mockloop-workers-'))
  const served = await serveWorkspace(workspace, [bookshop])
  onTestFinished(async () => void (await served.stop()))
  await served.line(/mock server ready/)
  const client = await attach(JSON.parse(await readFile(join(workspace, 'engine.lock'), 'utf8')))
  const mockloop = (...args: string[]) =>
    run(process.execPath, [cliFile, '--workspace', workspace, ...args])
  const [{ id: serverId }] = JSON.parse((await mockloop('list', '--json')).stdout)

  const [before] = JSON.parse((await mockloop('start', '--workers', '2', '--json')).stdout)
  expect(before).toMatchObject({ needsRestart: true, settings: { workers: 2 } })
  await mockloop('restart', serverId)
  const [server] = await client.servers.list()
  const { url, adminUrl } = { url: server?.url ?? '', adminUrl: server?.adminUrl ?? '' }
  expect(server?.needsRestart).toBe(false)

  for (const name of ['errors', 'happy']) {
    await mockloop('scenario', 'use', serverId, name)
    const [first = 0, ...others] = await statuses(`${url}/books`, 8)
    expect(first >= 400).toBe(name === 'errors')
    expect(others).toEqual(others.map(() => first))
  }

  const [victim = 0] = await workersOf(adminUrl)
  process.kill(victim, 'SIGKILL')
  const told = async () =>
    (await client.servers.console({ serverId })).some(({ text }) =>
      text.includes(`Worker ${victim} was ended by SIGKILL. Another one is started now`),
    )
  await expect.poll(told, { timeout: 60_000 }).toBe(true)
  const state = async () => (await client.servers.get({ serverId })).workers
  await expect.poll(async () => (await state())?.answering, { timeout: 60_000 }).toBe(2)
  expect(await state()).toMatchObject({
    wanted: 2,
    lost: 1,
    lastLoss: { message: expect.stringContaining(`Worker ${victim} was ended by SIGKILL`) },
  })
  expect(await workersOf(adminUrl)).not.toContain(victim)
  expect(await statuses(`${url}/books`, 8)).toEqual(Array(8).fill(200))

  const logged = async () => (await client.log.page({ limit: 100 })).rows.length
  await expect.poll(logged, { timeout: 60_000 }).toBe(8 + 8 + 8)
})
