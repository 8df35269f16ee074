import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { serveWorkspace } from '../e2e/hosts/serve-workspace.ts'
import { chromiumArgs, obtainChromium } from './find-chromium.ts'
import { rootFolder } from './run-command.ts'

/** Makes the pictures of the README from the built app with real traffic. */

const images = join(rootFolder, 'docs', 'images')
const workspace = await mkdtemp(join(tmpdir(), 'mockloop-pictures-'))
const served = await serveWorkspace(workspace, [
  join(rootFolder, 'examples', 'travel.yaml'),
  join(rootFolder, 'examples', 'warehouse.json'),
  join(rootFolder, 'examples', 'bookshop.yaml'),
])
const browser = await chromium.launch({ executablePath: obtainChromium(), args: chromiumArgs })
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(served.link)
  const url = /http:\S+/.exec(await served.line(/^Bookshop.*ready/))?.[0] ?? ''
  await page.getByRole('link', { name: /^Bookshop,/ }).click()
  await callFor(url, 20_000)

  await openTab(page, 'Overview')
  await page.screenshot({ path: join(images, 'overview.png') })

  await openTab(page, 'Scenarios')
  await page.screenshot({ path: join(images, 'scenarios.png') })

  await openTab(page, 'Log')
  await page.getByRole('row', { name: /POST/ }).first().click()
  await page.screenshot({ path: join(images, 'log.png') })
} finally {
  await browser.close()
  await served.stop()
  await rm(workspace, { recursive: true, force: true })
}

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('tab', { name, exact: true }).click()
  await page.waitForLoadState('networkidle')
}

/** Traffic as a front end in development makes it: lists, items, mistakes, a burst now and then. */
async function callFor(url: string, durationMs: number): Promise<void> {
  const json = { 'content-type': 'application/json' }
  const requests: [string, RequestInit?][] = [
    ['/books'],
    ['/books?limit=5'],
    ['/books/1'],
    ['/authors'],
    ['/books/none'],
    ['/boks'],
    ['/books', { method: 'POST', headers: json, body: '{"title":""}' }],
  ]
  const end = Date.now() + durationMs
  for (let turn = 0; Date.now() < end; turn += 1) {
    const burst = 1 + Math.round(4 + 4 * Math.sin(turn / 9))
    const calls = Array.from({ length: burst }, (_, index) => {
      const [path, init] = requests[(turn * 3 + index) % requests.length] ?? ['/books']
      return fetch(url + path, init).then((response) => response.arrayBuffer())
    })
    await Promise.all(calls)
    await new Promise((resolve) => {
      setTimeout(resolve, 60)
    })
  }
}
