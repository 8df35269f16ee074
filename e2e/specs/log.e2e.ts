import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type AppHost, rootFolder } from '../hosts/app-host.ts'
import { test } from '../hosts/test.ts'
import { AppPage } from '../pages/app-page.ts'
import { LogPage } from '../pages/log-page.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')

/** The Log tab of a running bookshop that was called at each of the paths, one after the other. */
async function openLog(app: AppHost, ...paths: string[]) {
  const screen = new AppPage(app.page)
  const log = new LogPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  const url = await screen.baseUrl()
  await screen.openTab('Log')
  const call = async (path: string) => {
    await fetch(url + path)
    await expect(screen.logRow(new RegExp(` GET ${path} `))).toBeVisible()
  }
  for (const path of paths) await call(path)
  return { screen, log, url, call }
}

test('the log is read by keyboard: j, k, Enter and Esc', async ({ app }) => {
  const { log } = await openLog(app, '/first', '/second', '/third')
  await log.press('j')
  await expect(log.openRow).toContainText('/third')
  await log.press('j', 'j')
  await expect(log.openRow).toContainText('/first')
  await expect(log.details).toContainText('/first')
  await log.press('k')
  await expect(log.openRow).toContainText('/second')
  await log.press('Escape')
  await expect(log.details).toBeHidden()
  await log.press('Enter')
  await expect(log.openRow).toContainText('/third')
})

test('rows that arrive while one is read wait behind a pill', async ({ app }) => {
  const { screen, log, url } = await openLog(app, '/first')
  await log.press('j')
  await expect(log.openRow).toContainText('/first')
  for (const path of ['/second', '/third']) await fetch(url + path)
  await expect(log.pill).toHaveText('↑ 2 new')
  await expect(screen.logRow(/GET \/third/)).toBeHidden()
  await log.pill.click()
  await expect(screen.logRow(/GET \/third/)).toBeVisible()
  await expect(log.openRow).toContainText('/first')
})

test('a cleared log comes back by undo', async ({ app }) => {
  const { screen, log } = await openLog(app, '/first')
  await log.clear()
  await screen.undo(/Cleared 1 request/)
  await expect(screen.logRow(/GET \/first/)).toBeVisible()
})

test('a request is sent again from the menu of its row', async ({ app }) => {
  const { screen, log, url } = await openLog(app)
  const body = JSON.stringify({ title: '' })
  const headers = { 'content-type': 'application/json' }
  await fetch(`${url}/books`, { method: 'POST', headers, body })
  const row = screen.logRow(/422 POST \/books/)
  await log.choose(row, 'Send again')
  await expect(screen.note(/Sent again: 422/)).toBeVisible()
  await expect(log.grid.getByRole('row', { name: /422 POST \/books/ })).toHaveCount(2)
})

test('beside the operations a reason is read to its end', async ({ app }) => {
  await app.page.setViewportSize({ width: 1280, height: 800 })
  const { log, url } = await openLog(app)
  await fetch(`${url}/books?limit=none`)
  const reason = log.grid.getByText('breaks the spec (query limit)')
  await expect(reason).toBeVisible()
  expect(await reason.evaluate((cell) => cell.scrollWidth - cell.clientWidth)).toBe(0)
})

test('a row becomes a rule that answers like it', async ({ app }) => {
  const { screen, log } = await openLog(app, '/books')
  await log.choose(screen.logRow(/200 GET \/books/), 'Make a rule from this…')
  await expect(screen.dialog(/rule/i)).toBeVisible()
})

test('a request that no operation matched says why it makes no rule', async ({ app }) => {
  const { screen, log } = await openLog(app, '/nothing-here')
  await log.press('j')
  await expect(log.details).toContainText('No rule can answer it')
  await expect(screen.button('Make a rule from this')).toBeDisabled()
})

test('a request is copied as a command line', async ({ app }) => {
  const { screen, log } = await openLog(app, '/books')
  await log.choose(screen.logRow(/200 GET \/books/), 'Copy as cURL')
  await expect(screen.note(/Copied as cURL/)).toBeVisible()
})
