import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../src-main/contract/server.ts'
import type { MockApi, Operation } from '../src-main/engine/specs/mock-api.ts'
import { cliFile, rootFolder, waitForExit } from './hosts/app-host.ts'
import { type ServedWorkspace, serveWorkspace } from './hosts/serve-workspace.ts'

const run = promisify(execFile)

interface Answer {
  status: number
  headers: [string, string][]
  body: string
}

interface Ports {
  url: string
  adminUrl: string
}

let served: ServedWorkspace
let inApp: Ports
let alone: Ports
let folder: string
let mockApi: MockApi
let stopAlone: () => Promise<void>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mockloop-exported-'))
  const workspace = join(folder, 'workspace')
  const project = join(folder, 'project')
  served = await serveWorkspace(workspace, [join(rootFolder, 'examples', 'travel.yaml')])
  await served.line(/mock server ready/)
  const mockloop = (...args: string[]) =>
    run(process.execPath, [cliFile, '--workspace', workspace, ...args])
  const [server] = JSON.parse((await mockloop('list', '--json')).stdout) as Server[]
  if (!server?.url || !server.adminUrl) throw new Error('The server does not run.')
  inApp = { url: server.url, adminUrl: server.adminUrl }
  await mockloop('export', server.id, '--out', project)
  mockApi = JSON.parse(await readFile(join(project, 'spec', 'mock-api.json'), 'utf8')) as MockApi

  await run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund'], { cwd: project })
  const child = spawn('npm', ['start'], {
    cwd: project,
    env: { ...process.env, MOCKLOOP_PORT: '0', MOCKLOOP_ADMIN_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  alone = await new Promise<Ports>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [url, adminUrl] = line.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? []
      if (url && adminUrl) resolve({ url, adminUrl })
    })
    child.once('exit', (code) => reject(new Error(`The project ended with code ${code}.`)))
  })
  stopAlone = async () => {
    // npm starts Node through a shell: the signal is for all of them.
    if (child.pid) process.kill(-child.pid, 'SIGTERM')
    await waitForExit(child)
  }
}, 180_000)

afterAll(async () => {
  await stopAlone?.()
  await served?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function ask(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init)
  return {
    status: response.status,
    // The clock is the one thing that may differ.
    headers: [...response.headers].filter(([name]) => name !== 'date'),
    body: Buffer.from(await response.arrayBuffer()).toString('latin1'),
  }
}

async function expectSame(path: string, init?: RequestInit): Promise<Answer> {
  const [app, exported] = await Promise.all([
    ask(inApp.url + path, init),
    ask(alone.url + path, init),
  ])
  expect(exported).toEqual(app)
  return app
}

function pathOf({ path }: Operation): string {
  return path.replaceAll(/\{[^}]*\}/g, '7')
}

test('every operation gives the same bytes inside the app and exported', async () => {
  expect(mockApi.operations.length).toBeGreaterThan(10)
  for (const operation of mockApi.operations) {
    const { method } = operation
    const body = operation.requestBody
      ? { body: '{}', headers: { 'content-type': 'application/json' } }
      : {}
    await expectSame(pathOf(operation), { method, ...body })
    await expectSame(pathOf(operation), {
      method,
      headers: { authorization: 'Bearer x', prefer: 'dynamic=true' },
    })
  }
})

test('what no operation answers is refused in the same words', async () => {
  expect((await expectSame('/not/there')).status).toBe(404)
  expect((await expectSame(pathOf(mockApi.operations[0]!), { method: 'PROPFIND' })).status).toBe(
    405,
  )
})

test('both admin ports tell the same description and scenarios and take a switch', async () => {
  for (const path of ['/openapi.json', '/admin/api/v1/scenarios']) {
    expect((await ask(alone.adminUrl + path)).body).toBe((await ask(inApp.adminUrl + path)).body)
  }
  for (const { adminUrl } of [inApp, alone]) {
    const switched = await ask(`${adminUrl}/admin/api/v1/scenarios/errors/activate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(switched.status).toBe(200)
    expect((await ask(`${adminUrl}/health/ready`)).status).toBe(200)
    expect((await ask(`${adminUrl}/metrics`)).body).toContain('requests_total{')
  }
  for (const operation of mockApi.operations.filter(({ method }) => method === 'GET')) {
    await expectSame(pathOf(operation), { headers: { authorization: 'Bearer x' } })
  }
})
