import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Locator, type Page } from 'playwright'
import { serveWorkspace } from '../e2e/hosts/serve-workspace.ts'
import { attach } from '../src-main/cli/connect.ts'
import { chromiumArgs, obtainChromium } from './find-chromium.ts'
import { rootFolder } from './run-command.ts'

/** Makes the pictures of the README from the built app with real traffic. */

const images = join(rootFolder, 'docs', 'images')
const workspace = await mkdtemp(join(tmpdir(), 'mockloop-pictures-'))
const served = await serveWorkspace(workspace)
const client = await attach(JSON.parse(await readFile(join(workspace, 'engine.lock'), 'utf8')))
for (const name of ['travel.yaml', 'warehouse.json', 'bookshop.yaml']) {
  await client.specs.import({ source: { from: 'sample', name }, start: true })
}
const shop = (await client.servers.list()).find(({ name }) => name === 'Bookshop')
if (!shop?.url) throw new Error('The bookshop does not run.')
await client.scenarios.save({
  serverId: shop.id,
  name: 'payment-declined',
  scenario: {
    description: 'Orders are refused, the shelf is slow',
    defaults: {},
    rules: [
      {
        when: { operation: 'placeOrder' },
        answer: { status: 402, body: { title: 'Payment declined', status: 402 } },
      },
      { when: { operation: 'listBooks', query: { genre: 'poetry' } }, answer: { delay: 1_500 } },
    ],
  },
})
const browser = await chromium.launch({ executablePath: obtainChromium(), args: chromiumArgs })
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(served.link)
  await page.getByRole('link', { name: /^Bookshop,/ }).click()
  await callFor(shop.url, 20_000)

  const main = page.getByRole('main')
  await openTab(page, 'Overview', main.getByRole('figure').last())
  await page.screenshot({ path: join(images, 'overview.png') })

  await page.getByRole('button', { name: 'Hide the drawer' }).click()
  await openTab(page, 'Scenarios', main.getByText('rate-limited').first())
  await main.getByRole('button', { name: /^payment-declined/ }).click()
  await main.getByRole('button', { name: /402/ }).click()
  await main.getByRole('textbox', { name: 'Body as JSON' }).waitFor()
  await page.screenshot({ path: join(images, 'scenarios.png') })

  const mistake = main.getByRole('row', { name: /POST/ }).first()
  await openTab(page, 'Log', mistake)
  await mistake.click()
  await main.getByText('How the request breaks the spec').waitFor()
  await page.screenshot({ path: join(images, 'log.png') })
} finally {
  await browser.close()
  await served.stop()
  await rm(workspace, { recursive: true, force: true })
}

/** Opens a tab and waits for the last of its parts to be there. */
async function openTab(page: Page, name: string, lastPart: Locator): Promise<void> {
  await page.getByRole('main').getByRole('tab', { name, exact: true }).click()
  await lastPart.waitFor()
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
