import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect } from '@playwright/test'
import { ZipFile } from 'yazl'
import { rootFolder } from '../hosts/app-host.ts'
import { test } from '../hosts/test.ts'
import { AppPage } from '../pages/app-page.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')
const api = `openapi: 3.1.0
info: {title: Parts, version: "1"}
paths:
  /ping:
    get:
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "schemas/pong.yaml"}}}
`
const pong = 'type: object\nrequired: [pong]\nproperties: {pong: {const: yes it is}}\n'

test('a dropped folder becomes a server, with the files it refers to', async ({ app }) => {
  const folder = join(await mkdtemp(join(tmpdir(), 'mockloop-folder-')), 'api')
  await mkdir(join(folder, 'schemas'), { recursive: true })
  await writeFile(join(folder, 'openapi.yaml'), api)
  await writeFile(join(folder, 'schemas', 'pong.yaml'), pong)
  const screen = new AppPage(app.page)
  await app.dropFiles([folder])
  await screen.expectServer('Parts', 'running')
  const answer = await fetch(`${await screen.baseUrl()}/ping`)
  expect(await answer.json()).toEqual({ pong: 'yes it is' })
})

test('a dropped ZIP becomes a server, with the files it refers to', async ({ app }) => {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(api), 'api/openapi.yaml')
  zip.addBuffer(Buffer.from(pong), 'api/schemas/pong.yaml')
  zip.addBuffer(Buffer.from('not for us'), 'api/logo.png')
  zip.end()
  const path = join(await mkdtemp(join(tmpdir(), 'mockloop-zip-')), 'api.zip')
  await pipeline(zip.outputStream, createWriteStream(path))
  const screen = new AppPage(app.page)
  await app.dropFiles([path])
  await screen.expectServer('Parts', 'running')
  const answer = await fetch(`${await screen.baseUrl()}/ping`)
  expect(await answer.json()).toEqual({ pong: 'yes it is' })
})

test('a tab begins at its top, however far the one before it was scrolled', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  await screen.openTab('Settings')
  await app.page.getByText('Redacted fields').scrollIntoViewIfNeeded()
  await screen.openTab('Export')
  await expect(app.page.getByRole('button', { name: /(Export as|Download) ZIP/ })).toBeInViewport()
})

test('the theme is switched and survives a reload', async ({ app }) => {
  const screen = new AppPage(app.page)
  await screen.chooseTheme('Dark')
  await screen.expectColourScheme('dark')
  await app.page.reload()
  await screen.expectLive()
  await screen.expectColourScheme('dark')
  await screen.chooseTheme('Light')
  await screen.expectColourScheme('light')
})

test('the palette finds servers, operations, scenarios, commands and requests', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  await screen.runFromPalette('rate', 'Scenario: rate-limited')
  await expect(screen.server('Bookshop')).toHaveAccessibleName(/scenario rate-limited/)
  await screen.runFromPalette('orders', 'POST /orders')
  await expect(app.page.getByText('Order some books').first()).toBeVisible()
  await expect(screen.selectedTab('Operation')).toBeVisible()
  await screen.runFromPalette('export server')
  await expect(screen.selectedTab('Export')).toBeVisible()
  await screen.runFromPalette('some text', 'Requests with “some text”')
  await expect(screen.selectedTab('Log')).toBeVisible()
})
