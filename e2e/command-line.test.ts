import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { cliFile, rootFolder, waitForExit } from './hosts/app-host.ts'
import { serveWorkspace } from './hosts/serve-workspace.ts'
import { mockloop } from './run-command-line.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')

const temporaryFolder = () => mkdtemp(join(tmpdir(), 'mockloop-cli-'))

/** Runs `mockloop mock` until it is ready; answers its addresses and a reader of its lines. */
async function mock(...args: string[]) {
  const child = spawn(
    process.execPath,
    [cliFile, 'mock', ...args, '--port', '0', '--admin-port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(async () => {
    child.kill('SIGINT')
    await waitForExit(child)
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const first = String((await lines.next()).value)
  const [, url = '', adminUrl = ''] =
    /^Mock server ready at (http:\/\/127\.0\.0\.1:\d+) \(admin (http:\/\/127\.0\.0\.1:\d+)\)$/.exec(
      first,
    ) ?? []
  return { child, url, adminUrl, nextLine: async () => String((await lines.next()).value) }
}

test('mock prints its addresses first, answers, and prints a line for each request', async () => {
  const { url, adminUrl, nextLine } = await mock(bookshop)
  expect((await fetch(`${url}/books`)).status).toBe(200)
  expect(await nextLine()).toMatch(/GET\s+\/books\s+200/)
  expect((await fetch(`${adminUrl}/health/ready`)).status).toBe(200)
})

test('mock ends by Ctrl-C with success and leaves nothing behind', async () => {
  const { child, url } = await mock(bookshop)
  child.kill('SIGINT')
  expect(await waitForExit(child)).toBe(0)
  await expect(fetch(url)).rejects.toThrow()
  const left = (await readdir(tmpdir())).filter((name) =>
    name.startsWith(`mockloop-mock-${child.pid}-`),
  )
  expect(left).toEqual([])
})

test('mock ends when nobody reads its output any more, without a stack', async () => {
  const { child, url } = await mock(bookshop)
  child.stdout.destroy()
  await fetch(`${url}/books`)
  expect(await waitForExit(child)).toBe(0)
})

test('mock plays the scenario it is given', async () => {
  const { url } = await mock(bookshop, '--scenario', 'errors')
  expect((await fetch(`${url}/books`)).status).toBeGreaterThanOrEqual(400)
})

test('mock does not start with a scenario that its spec does not give', async () => {
  const { code, stdout, stderr } = await mockloop('mock', bookshop, '--scenario', 'nosuch')
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/"nosuch".*Choose one of .*\berrors\b.*\bhappy\b/)
})

test('mock remembers, with collections as a file corrects them', async () => {
  const file = join(await temporaryFolder(), 'collections.json')
  await writeFile(file, '{"collections": {"books": {"seed": 2}}}')
  const { url } = await mock(bookshop, '--collections', file)
  expect(await (await fetch(`${url}/books`)).json()).toMatchObject({ total: 2 })

  await writeFile(file, '{"collections": {"books": {"id": "id"}}}')
  const refused = await mockloop('mock', bookshop, '--collections', file)
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('JSON pointer') })
  const missing = await mockloop('mock', bookshop, '--collections', '/no/such/file')
  expect(missing).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Cannot read the coll'),
  })
})

test('mock takes known credentials only, when it is given keys', async () => {
  const secured = join(await temporaryFolder(), 'secured.json')
  const signed = { type: 'http', scheme: 'bearer' }
  const orders = { get: { security: [{ signed: [] }], responses: { 200: { description: '' } } } }
  const api = { openapi: '3.1.0', info: { title: 'Secured', version: '1' } }
  const components = { securitySchemes: { signed } }
  await writeFile(secured, JSON.stringify({ ...api, components, paths: { '/orders': orders } }))
  const ask = async (url: string, token: string) =>
    (await fetch(`${url}/orders`, { headers: { authorization: `Bearer ${token}` } })).status
  const lax = await mock(secured)
  expect(await ask(lax.url, 'anything')).toBe(200)
  const keyFile = join(await temporaryFolder(), 'key')
  await writeFile(keyFile, 'from-a-file\n')
  const strict = await mock(secured, '--credential-key', 'known', '--credential-key', `@${keyFile}`)
  expect(await ask(strict.url, 'known')).toBe(200)
  expect(await ask(strict.url, 'from-a-file')).toBe(200)
  expect(await ask(strict.url, 'anything')).toBe(401)
  const closed = await mock(secured, '--credentials', 'strict')
  expect(await ask(closed.url, 'known')).toBe(401)
  const wrong = await mockloop('mock', secured, '--credential-key', '@/no/such/key')
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('cannot be read')])
})

test('a port that is taken ends mock with 1, for the mocked API and for the admin port', async () => {
  const { url, adminUrl } = await mock(bookshop)
  for (const taken of [url, adminUrl]) {
    const { port } = new URL(taken)
    const asApi = await mockloop('mock', bookshop, '--port', port)
    const asAdmin = await mockloop('mock', bookshop, '--port', '0', '--admin-port', port)
    for (const { code, stdout, stderr } of [asApi, asAdmin]) {
      expect(code).toBe(1)
      expect(stdout).toBe('')
      expect(stderr).toContain(`port ${port}: it is taken by another program`)
    }
  }
})

test('a spec that cannot be used ends with 1, a message that says where, and no stack', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'broken.yaml')
  await writeFile(file, 'openapi: 3.1.0\ninfo:\n  title: "unfinished\n')
  const { code, stdout, stderr } = await mockloop('mock', file, '--port', '0')
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain('broken.yaml')
  expect(stderr).toMatch(/line \d+|:\d+/)
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m)
})

test('a file that does not exist is named', async () => {
  const { code, stderr } = await mockloop('mock', '/no/such/file.yaml')
  expect(code).toBe(1)
  expect(stderr).toContain('/no/such/file.yaml')
})

test('wrong usage ends with 2 and help with 0', async () => {
  expect((await mockloop('mock')).code).toBe(2)
  expect((await mockloop('mock', bookshop, '--port', 'eighty')).code).toBe(2)
  expect((await mockloop('nonsense')).code).toBe(2)
  for (const command of [
    ['mock'],
    ['generate'],
    ['serve'],
    ['start'],
    ['stop'],
    ['restart'],
    ['update'],
    ['list'],
    ['logs'],
    ['scenario', 'use'],
    ['export'],
  ]) {
    const { code, stdout } = await mockloop(...command, '--help')
    expect(code).toBe(0)
    expect(stdout).toContain(`mockloop ${command.join(' ')}`)
  }
})

test('generate writes a project, and the same spec twice gives the same bytes', async () => {
  const folder = await temporaryFolder()
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  expect((await mockloop('generate', bookshop, '--out', first)).code).toBe(0)
  expect((await mockloop('generate', bookshop, '--out', second)).code).toBe(0)
  const files = (await readdir(first, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(first.length))
  expect(files).toContain('/server.js')
  for (const file of files) {
    expect(await readFile(first + file)).toEqual(await readFile(second + file))
  }
})

test('generate does not write over files that are not its own', async () => {
  const folder = join(await temporaryFolder(), 'mine')
  await mkdir(folder)
  await writeFile(join(folder, 'precious.txt'), 'mine')
  const { code, stderr } = await mockloop('generate', bookshop, '--out', folder)
  expect(code).toBe(1)
  expect(stderr).toContain(folder)
  expect(await readFile(join(folder, 'precious.txt'), 'utf8')).toBe('mine')
})

test('beside a running app the commands talk to it', async () => {
  const workspace = await temporaryFolder()
  const served = await serveWorkspace(workspace, [bookshop])
  onTestFinished(async () => {
    await served.stop()
  })
  const url = /http:\S+/.exec(await served.line(/mock server ready/))?.[0]
  const run = (...args: string[]) => mockloop('--workspace', workspace, ...args)

  const listed = JSON.parse((await run('list', '--json')).stdout)
  expect(listed).toMatchObject([{ state: 'running', url }])

  expect((await run('scenario', 'use', 'bookshop', 'errors')).code).toBe(0)
  expect((await fetch(`${url}/books`)).status).toBeGreaterThanOrEqual(400)
  expect((await run('scenario', 'list', 'bookshop')).stdout).toMatch(/\*\s+errors/)

  await expect
    .poll(async () => (await run('logs', '--status', '4xx', '--filter', '/books')).stdout, {
      timeout: 20_000,
    })
    .toMatch(/GET\s+\/books/)

  expect((await run('stop', 'bookshop')).code).toBe(0)
  expect(JSON.parse((await run('list', '--json')).stdout)).toMatchObject([{ state: 'stopped' }])
  expect((await run('start', 'bookshop')).code).toBe(0)
  expect((await run('restart', 'bookshop')).stdout).toContain('running')
  expect((await fetch(`${url}/books`)).status).toBeGreaterThanOrEqual(400)

  const out = join(await temporaryFolder(), 'bookshop.zip')
  expect((await run('export', 'bookshop', '--out', out)).code).toBe(0)
  expect((await readFile(out)).subarray(0, 2).toString()).toBe('PK')

  const { code, stderr } = await run('serve', '--port', '0')
  expect(code).toBe(1)
  expect(stderr).toContain('another MockLoop')
})

test('without a running app the commands open the workspace themselves', async () => {
  const workspace = await temporaryFolder()
  const { code, stdout } = await mockloop('--workspace', workspace, 'list')
  expect(code).toBe(0)
  expect(stdout).toContain('No servers yet')
  const nothing = await mockloop('--workspace', workspace, 'start')
  expect([nothing.code, nothing.stdout]).toEqual([1, ''])
  expect(nothing.stderr).toContain('Import a spec first')
  const missing = await mockloop('--workspace', workspace, 'stop', 'nothing')
  expect(missing.code).toBe(1)
  expect(missing.stderr).toContain('no servers')
})
