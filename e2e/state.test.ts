import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { cliFile, rootFolder } from './hosts/app-host.ts'
import { serveWorkspace } from './hosts/serve-workspace.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')

interface Result {
  code: number
  stdout: string
  stderr: string
}

function mockloop(...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cliFile, ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}

/** A running app with the bookshop in it, the commands beside it, and its mock. */
async function openBookshop() {
  const workspace = await mkdtemp(join(tmpdir(), 'mockloop-state-'))
  const served = await serveWorkspace(workspace, [bookshop])
  onTestFinished(async () => {
    await served.stop()
  })
  const url = /http:\S+/.exec(await served.line(/mock server ready/))?.[0]
  const run = (...args: string[]) => mockloop('--workspace', workspace, ...args)
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json', 'x-api-key': 'any' },
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  /** The Admin API of the app. */
  const admin = async (method: string, path: string, body?: unknown) => {
    const lock = JSON.parse(await readFile(join(workspace, 'engine.lock'), 'utf8'))
    const answer = await fetch(`${lock.url}/admin/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${lock.token}`, 'content-type': 'application/json' },
    })
    return { status: answer.status, body: await answer.json() }
  }
  const [server] = JSON.parse((await run('list', '--json')).stdout)
  return { run, ask, admin, serverId: String(server.id), folder: String(server.folder) }
}

const book = {
  title: 'A Field Guide to Foghorns',
  author: 'Mara Lindqvist',
  genre: 'travel',
  price: { amount: 12.5, currency: 'EUR' },
  inStock: 3,
}

test('the command line switches the state on, shows it and steers it', async () => {
  const { run, ask, folder } = await openBookshop()
  expect((await run('state', 'show', 'bookshop')).stdout).toContain('State is off')
  expect((await run('state', 'reset', 'bookshop')).stderr).toContain('Switch it on')
  expect((await run('state', 'on', 'bookshop')).stdout).toContain('is stateful now')

  const made = await ask('POST', '/books', book)
  expect(made).toMatchObject({ status: 201, body: book })
  const path = `/books/${made.body.id}`
  expect(await ask('GET', path)).toMatchObject({ status: 200, body: book })
  const shown = (await run('state', 'show', 'bookshop')).stdout
  expect(shown).toMatch(/^books\s+\/books\s+\/id\s+high \(100 %\)\s+6\*/m)
  expect((await run('state', 'items', 'bookshop', 'books')).stdout).toContain('Foghorns')

  expect((await run('state', 'snapshot', 'bookshop', 'before')).stdout).toContain('Kept before')
  expect((await ask('DELETE', path)).status).toBe(204)
  expect((await ask('GET', path)).status).toBe(404)
  expect((await run('state', 'rollback', 'bookshop')).stdout).toContain('Went back to before')
  expect((await ask('GET', path)).status).toBe(200)
  expect((await run('state', 'reset', 'bookshop')).code).toBe(0)
  expect((await ask('GET', path)).status).toBe(404)

  const file = join(folder, 'data', 'collections.json')
  expect(shown).toMatch(/^books\.reviews: .*\n.*"mockloop state correct"/m)
  const missing = await run('state', 'correct', 'bookshop')
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining(file) })
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, '{"collections": {"books": {"seed": 2, "id": "id"}}}')
  const refused = await run('state', 'correct', 'bookshop')
  expect(refused.stderr).toContain('collections.books.id must be a JSON pointer')
  await writeFile(file, '{"collections": {"books": {"seed": 2}}}')
  const corrected = await run('state', 'correct', 'bookshop')
  expect(corrected.stdout).toMatch(/^books .* corrected +2 /m)
  expect((await ask('GET', '/books')).body).toMatchObject({ total: 2 })
  const named = await run('state', 'snapshot', 'bookshop', 'a/b')
  expect(named.stderr).toContain('name must be 1 to 60 letters')

  const unknown = await run('state', 'rollback', 'bookshop', 'never')
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('known are "before"') })
  expect((await run('state', 'off', 'bookshop')).code).toBe(0)
  expect((await ask('GET', path)).status).toBe(200)
})

test('the Admin API shows and corrects the state, of running and of stopped servers', async () => {
  const { run, ask, admin, serverId, folder } = await openBookshop()
  const state = `/servers/${serverId}/state`
  await admin('PATCH', `/servers/${serverId}/settings`, { settings: { stateful: true } })
  const report = await admin('GET', state)
  expect(report.body).toMatchObject({
    stateful: true,
    collections: [
      { name: 'books', level: 'high', items: 5 },
      { name: 'books.reviews', parent: 'books' },
    ],
  })
  expect((await admin('GET', `${state}/collections/books?limit=2`)).body).toMatchObject({
    total: 5,
    items: [{ key: expect.any(String) }, {}],
  })
  const corrections = { collections: { books: { seed: [{ ...book, id: 7 }] } } }
  expect((await admin('PUT', `${state}/corrections`, { corrections })).status).toBe(200)
  expect((await ask('GET', '/books')).body).toMatchObject({ total: 1, books: [{ id: 7 }] })
  expect(JSON.parse(await readFile(join(folder, 'data/collections.json'), 'utf8'))).toEqual(
    corrections,
  )
  const wrong = { collections: { books: { id: '/isbn' } } }
  const refused = await admin('PUT', `${state}/corrections`, { corrections: wrong })
  expect(refused).toMatchObject({ status: 400, body: { message: expect.stringContaining('isbn') } })

  await run('stop', 'bookshop')
  expect((await admin('POST', `${state}/reset`, {})).status).toBe(409)
  expect((await admin('PUT', `${state}/corrections`, { corrections: wrong })).status).toBe(400)
  const off = { collections: { books: { off: true } } }
  expect((await admin('PUT', `${state}/corrections`, { corrections: off })).body).toMatchObject({
    collections: [{ name: 'books', off: true, items: null }, {}],
  })
  await run('start', 'bookshop')
  expect((await ask('GET', '/books/12345')).status).toBe(200)
})

test('what is kept on disk is there after a restart; a broken correction stops the start', async () => {
  const { run, ask, admin, serverId, folder } = await openBookshop()
  const settings = { stateful: true, stateSave: true }
  await admin('PATCH', `/servers/${serverId}/settings`, { settings })
  const made = await ask('POST', '/books', book)
  expect((await run('restart', 'bookshop')).code).toBe(0)
  expect(await ask('GET', `/books/${made.body.id}`)).toMatchObject({ status: 200, body: book })

  await writeFile(join(folder, 'data/collections.json'), '{"collections": {"books": {"id": 1}}}')
  const failed = await run('restart', 'bookshop')
  expect(failed.code).toBe(1)
  expect(failed.stderr).toContain('collections["books"].id must be a JSON pointer')
})

test('rules that are written by hand hold in a running server, and broken ones change nothing', async () => {
  const { ask, admin, serverId, folder } = await openBookshop()
  await admin('PATCH', `/servers/${serverId}/settings`, { settings: { stateful: true } })
  const file = join(folder, 'data/collections.json')
  const total = async () => (await ask('GET', '/books')).body.total
  const soon = { timeout: 20_000 }
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify({ collections: { books: { seed: 2 } } }))
  await expect.poll(total, soon).toBe(2)

  await writeFile(file, JSON.stringify({ collections: { books: { id: '/nothing' } } }))
  const said = async () => JSON.stringify((await admin('GET', `/servers/${serverId}/console`)).body)
  await expect.poll(said, soon).toContain('items have no member')
  expect(await total()).toBe(2)
})
