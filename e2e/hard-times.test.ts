import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { attach, type Client } from '../src-main/cli/connect.ts'
import { cliFile, waitForExit } from './hosts/app-host.ts'
import { listenForTrouble } from './hosts/listen-for-trouble.ts'
import { type ServedWorkspace, serveWorkspace } from './hosts/serve-workspace.ts'

/** Killed servers, taken ports, full and read-only disks, a second app: told clearly, nothing lost. */

const spec = `openapi: 3.1.0
info: {title: Ping, version: "1"}
paths: {/ping: {get: {operationId: ping, responses: {"200": {description: ok}}}}}
`
const source = { from: 'text', text: spec } as const
const anyPorts = { port: 0, adminPort: 0 }

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mockloop-hard-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function clientOf(workspace: string): Promise<Client> {
  return attach(JSON.parse(await readFile(join(workspace, 'engine.lock'), 'utf8')))
}

async function open(workspace: string): Promise<{ served: ServedWorkspace; client: Client }> {
  const served = await serveWorkspace(workspace)
  onTestFinished(async () => {
    await served.stop()
  })
  return { served, client: await clientOf(workspace) }
}

test('a killed mock is shown as crashed and comes back, and its neighbour misses nothing', async () => {
  const { client } = await open(join(await temporaryFolder(), 'workspace'))
  const start = async () =>
    (await client.specs.import({ source, settings: anyPorts, start: true })).server
  const [victim, neighbour] = [await start(), await start()]
  const statuses: number[] = []
  let calling = true
  const calls = (async () => {
    while (calling) statuses.push((await fetch(`${neighbour.url}/ping`)).status)
  })()
  process.kill(victim.pid ?? 0, 'SIGKILL')
  const described = () => client.servers.get({ serverId: victim.id })
  await expect
    .poll(described, { timeout: 20_000 })
    .toMatchObject({ state: 'running', restarts: 1, lastError: expect.stringContaining('SIGKILL') })
  calling = false
  await calls
  const again = await described()
  expect(again.pid).not.toBe(victim.pid)
  expect((await fetch(`${again.url}/ping`)).status).toBe(200)
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await client.servers.get({ serverId: neighbour.id })).toMatchObject({
    pid: neighbour.pid,
    restarts: 0,
  })
}, 60_000)

test('a port that was taken after it was chosen is named, with another one that works', async () => {
  const { client } = await open(join(await temporaryFolder(), 'workspace'))
  const { server } = await client.specs.import({ source, start: false })
  const other = createServer()
  await new Promise<void>((resolve) => {
    other.listen(server.settings.port, '127.0.0.1', resolve)
  })
  onTestFinished(() => void other.close())
  const failure = await client.servers.start({ serverId: server.id }).catch((error) => error)
  expect(failure).toMatchObject({ code: 'PORT_TAKEN', data: { port: server.settings.port } })
  expect(failure.message).toContain(`Use port ${failure.data.suggestedPort} instead`)
  const settings = { port: failure.data.suggestedPort, adminPort: 0 }
  await client.servers.updateSettings({ serverId: server.id, settings })
  const started = await client.servers.start({ serverId: server.id })
  expect((await fetch(`${started.url}/ping`)).status).toBe(200)
})

test('a second app on the same workspace says where the first one is, and disturbs nothing', async () => {
  const workspace = join(await temporaryFolder(), 'workspace')
  const { served, client } = await open(workspace)
  await client.specs.import({ source, settings: anyPorts, start: true })
  const before = await readFile(join(workspace, 'engine.lock'), 'utf8')
  const second = spawn(
    process.execPath,
    [cliFile, '--workspace', workspace, 'serve', '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  for (const stream of [second.stdout, second.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  await waitForExit(second)
  expect(said).toContain(new URL(served.link).host)
  expect(await readFile(join(workspace, 'engine.lock'), 'utf8')).toBe(before)
  expect(await client.servers.list()).toMatchObject([{ state: 'running' }])
})

test('a spec that is deleted while its mock runs is missed only by an update, which says so', async () => {
  const folder = await temporaryFolder()
  const { client } = await open(join(folder, 'workspace'))
  const path = join(folder, 'ping.yaml')
  await writeFile(path, spec)
  const imported = await client.specs.import({
    source: { from: 'path', path },
    settings: anyPorts,
    start: true,
  })
  const serverId = imported.server.id
  await rm(path)
  expect((await fetch(`${imported.server.url}/ping`)).status).toBe(200)
  const failure = await client.specs.update({ serverId }).catch((error) => error)
  expect(failure).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining(path) })
  expect((await fetch(`${imported.server.url}/ping`)).status).toBe(200)
  const restarted = await client.servers.restart({ serverId })
  expect((await fetch(`${restarted.url}/ping`)).status).toBe(200)
})

// A disk of its own for one process: needs Linux and the right to make a mount namespace.
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
if (!canMount) {
  console.warn(
    'SKIPPED: no file system can be mounted here; full and read-only disks were not tried.',
  )
}

/** Runs `serve` on a small disk that only it sees; `disk` is that folder as others reach it. */
function serveOnDisk(folder: string, mountOptions: string) {
  const script = `mount -t tmpfs -o ${mountOptions} tmpfs "$1" && shift && exec "$@"`
  const child = spawn(
    'unshare',
    ['-rm', 'sh', '-c', script, 'sh', folder, process.execPath, cliFile].concat([
      '--workspace',
      folder,
      'serve',
      '--port',
      '0',
    ]),
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  onTestFinished(async () => {
    child.kill('SIGINT')
    await waitForExit(child)
  })
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output.text += text
    })
  }
  return { child, output, disk: `/proc/${child.pid}/root${folder}` }
}

test.skipIf(!canMount)(
  'a full disk is told; requests are answered and kept until there is room',
  async () => {
    const { output, disk } = serveOnDisk(await temporaryFolder(), 'size=4m')
    await expect.poll(() => output.text, { timeout: 20_000 }).toContain('#token=')
    const client = await clientOf(disk)
    const told = await listenForTrouble(client)
    const { server } = await client.specs.import({ source, settings: anyPorts, start: true })
    const ping = async (mark: string) => (await fetch(`${server.url}/ping?${mark}`)).status
    expect(await ping('before')).toBe(200)

    const filler = join(disk, 'filler')
    await writeFile(filler, Buffer.alloc(8_000_000)).catch(() => undefined)
    const refused = await client.specs.import({ source, start: false }).catch((error) => error)
    expect(refused).toMatchObject({ code: 'IO_FAILED' })
    expect(refused.message).toMatch(/ENOSPC|no space/)
    expect(await client.servers.list()).toHaveLength(1)
    expect(await readdir(join(disk, 'servers'))).toEqual([server.id])

    for (let number = 0; number < 50; number += 1) expect(await ping('during')).toBe(200)
    await expect.poll(() => output.text, { timeout: 20_000 }).toContain('the disk is full')
    await expect.poll(() => told.join(), { timeout: 20_000 }).toContain('the disk is full')
    const logged = async (text: string) => (await client.log.page({ text, limit: 1 })).total
    await expect.poll(() => logged('during'), { timeout: 20_000 }).toBe(50)
    const scenario = { description: 'too much', rules: [] }
    const notSaved = await client.scenarios
      .save({ serverId: server.id, name: 'mine', scenario })
      .catch((error) => error)
    expect(notSaved).toMatchObject({ code: 'IO_FAILED' })

    await rm(filler)
    await expect.poll(() => output.text, { timeout: 20_000 }).toContain('saved to disk again')
    await expect.poll(() => told.join(), { timeout: 20_000 }).toContain('saved to disk again')
    await client.scenarios.save({ serverId: server.id, name: 'mine', scenario })
    const [row] = (await client.log.page({ text: 'during', limit: 1 })).rows
    expect(await client.log.get({ seq: row?.seq ?? 0 })).toMatchObject({ query: 'during' })
  },
  120_000,
)

test.skipIf(!canMount)('a read-only workspace is refused with what to do', async () => {
  const { child, output } = serveOnDisk(await temporaryFolder(), 'ro,size=1m')
  expect(await waitForExit(child)).toBe(1)
  expect(output.text).toMatch(/Cannot open the workspace .*read-only.*Choose a folder/)
})
