import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { attach } from '../../src-main/cli/connect.ts'
import { rootFolder } from '../hosts/app-host.ts'
import { test } from '../hosts/test.ts'
import { AppPage } from '../pages/app-page.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')

test('a server that is killed is told with its reason, and runs again', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  const lock: unknown = JSON.parse(await readFile(join(app.workspace, 'engine.lock'), 'utf8'))
  const client = await attach(lock as Parameters<typeof attach>[0])
  const [server] = await client.servers.list()
  process.kill(server?.pid ?? 0, 'SIGKILL')
  await expect(screen.notice(/Bookshop crashed\. The server was ended by SIGKILL/)).toBeVisible()
  await screen.expectServer('Bookshop', 'running')
  expect((await client.servers.list())[0]?.pid).not.toBe(server?.pid)
})

test('a taken port is explained, and a click takes a free one', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  const before = await screen.baseUrl()
  await screen.button('Stop').click()
  await screen.expectServer('Bookshop', 'stopped')
  const holder = createServer().listen(Number(new URL(before).port), '127.0.0.1')
  await once(holder, 'listening')
  try {
    await screen.button('Start').click()
    const notice = screen.notice(/the port is taken by another program/)
    await notice.getByRole('button', { name: /^Use port \d+ instead$/ }).click()
    await screen.expectServer('Bookshop', 'running')
    const url = await screen.baseUrl()
    expect(url).not.toBe(before)
    expect((await fetch(`${url}/books`)).status).toBe(200)
  } finally {
    holder.close()
  }
})

test('settings that are not saved yet are there again after a look at the log', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  await screen.openTab('Settings')
  await app.page.getByLabel('Seed').fill('77')
  await screen.openTab('Log')
  await screen.openTab('Settings')
  await expect(app.page.getByLabel('Seed')).toHaveValue('77')
  await screen.button('Discard').click()
  await screen.openTab('Log')
  await screen.openTab('Settings')
  await expect(app.page.getByLabel('Seed')).toHaveValue('1')
})

test('a removed server comes back by undo, and runs as before', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  await screen.remove('Bookshop')
  await expect(screen.welcome).toBeVisible()
  await screen.undo(/Removed Bookshop/)
  await screen.expectServer('Bookshop', 'running')
})

test('a file that was imported before is offered again', async ({ app }) => {
  test.skip(app.kind === 'web', 'a dropped file has no path in a browser')
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  await screen.remove('Bookshop')
  await app.page.getByRole('button', { name: 'Import bookshop.yaml again' }).click()
  await screen.expectServer('Bookshop', 'running')
})
