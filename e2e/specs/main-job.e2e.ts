import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type AppHost, rootFolder } from '../hosts/app-host.ts'
import { test } from '../hosts/test.ts'
import { AppPage } from '../pages/app-page.ts'
import { LogPage } from '../pages/log-page.ts'
import { ScenariosPage } from '../pages/scenarios-page.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')

test('drop a file: its mock runs, and each call is a live row with its reason', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  const url = await screen.baseUrl()

  expect((await fetch(`${url}/books`)).status).toBe(200)
  await expect(screen.logRow(/200 GET \/books example/)).toBeVisible()
  expect((await fetch(`${url}/nothing-here`)).status).toBe(404)
  await expect(screen.logRow(/404 GET \/nothing-here no operation matches/)).toBeVisible()
  await expect(screen.operation('GET /books, 1 request, last status 200')).toBeVisible()
})

test('the line that is offered to try the mock is answered with success', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([join(rootFolder, 'examples', 'travel.yaml')])
  await screen.expectServer('Travel', 'running')
  // The call has a query, which a shell gets in quotes.
  const call = /curl '(http[^']+)'/
  await expect(screen.tryIt).toContainText(call)
  await expect(screen.emptyLog).toContainText(call)
  const [, address = ''] = call.exec((await screen.emptyLog.textContent()) ?? '') ?? []
  await expect(screen.tryIt).toContainText(address)
  expect((await fetch(address)).status).toBe(200)
})

test('stop and start a server', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  const url = await screen.baseUrl()
  await screen.button('Stop').click()
  await screen.expectServer('Bookshop', 'stopped')
  await expect(fetch(url)).rejects.toThrow()
  await screen.button('Start').click()
  await screen.expectServer('Bookshop', 'running')
  expect((await fetch(`${url}/books`)).status).toBe(200)
})

test('two files dropped at once become two servers', async ({ app }) => {
  const other = join(await mkdtemp(join(tmpdir(), 'mockloop-drop-')), 'other.yaml')
  await writeFile(
    other,
    'openapi: 3.1.0\ninfo: {title: Other, version: "1"}\npaths: {/ping: {get: {responses: {"204": {description: ok}}}}}\n',
  )
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop, other])
  await screen.expectServer('Bookshop', 'running')
  await screen.expectServer('Other', 'running')
})

test('import, watch, switch a scenario and export by keyboard alone', async ({ app }) => {
  const screen = new AppPage(app.page)
  const log = new LogPage(app.page)
  const scenarios = new ScenariosPage(app.page)
  await screen.moveTo(screen.sample('Bookshop'))
  await log.press('Enter')
  await screen.expectServer('Bookshop', 'running')
  const url = await screen.baseUrl()

  await screen.moveTo(screen.selectedTab('Overview'))
  await log.press('End', 'ArrowLeft', 'ArrowLeft')
  await expect(screen.selectedTab('Log')).toBeFocused()
  expect((await fetch(`${url}/books`)).status).toBe(200)
  await expect(screen.logRow(/200 GET \/books/)).toBeVisible()
  await log.press('j')
  await expect(log.details).toContainText('Why this answer?')

  await screen.moveTo(scenarios.picker('happy'))
  await log.press('Enter')
  await screen.moveTo(scenarios.choice('rate-limited'), 'ArrowDown')
  await log.press('Enter')
  await expect(scenarios.picker('rate-limited')).toBeVisible()
  // The picker shows the choice while the server is told.
  await expect.poll(async () => (await fetch(`${url}/books`)).status).toBe(429)

  await screen.moveTo(screen.selectedTab('Log'))
  await log.press('End', 'Enter')
  await expectExport(app, async () => {
    await screen.moveTo(screen.exportAsZip)
    await log.press('Enter')
  })
})

test('export the project as a ZIP file', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  await screen.openTab('Export')
  await expectExport(app, () => screen.exportAsZip.click())
})

/** Saves an archive where the host lets its user choose. */
async function expectExport(app: AppHost, press: () => Promise<void>): Promise<void> {
  const path = join(await mkdtemp(join(tmpdir(), 'mockloop-export-')), 'bookshop.zip')
  if (app.desktop) {
    app.desktop.send({ type: 'answerSaveDialog', path })
    await press()
    await expect(new AppPage(app.page).notice(/bookshop\.zip/)).toBeVisible()
  } else {
    const download = app.page.waitForEvent('download')
    await press()
    await (await download).saveAs(path)
  }
  expect((await readFile(path)).subarray(0, 2).toString()).toBe('PK')
}
