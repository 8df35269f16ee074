import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect } from '@playwright/test'
import { ZipFile } from 'yazl'
import { type AppHost, rootFolder } from '../hosts/app-host.ts'
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

/** A folder with a description, a file that it refers to, and what else lies about in a project. */
async function makeFolder(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'mockloop-folder-')), 'api')
  for (const inside of ['schemas', 'node_modules']) {
    await mkdir(join(folder, inside), { recursive: true })
  }
  await writeFile(join(folder, 'openapi.yaml'), api)
  await writeFile(join(folder, 'schemas', 'pong.yaml'), pong)
  await writeFile(join(folder, 'node_modules', 'other.yaml'), api.replace('Parts', 'Other'))
  await writeFile(join(folder, 'logo.png'), 'not for us')
  return folder
}

async function makeZip(): Promise<string> {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(api), 'api/openapi.yaml')
  zip.addBuffer(Buffer.from(pong), 'api/schemas/pong.yaml')
  zip.addBuffer(Buffer.from('not for us'), 'api/logo.png')
  zip.end()
  const path = join(await mkdtemp(join(tmpdir(), 'mockloop-zip-')), 'api.zip')
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

async function expectParts(screen: AppPage): Promise<void> {
  await screen.expectServer('Parts', 'running')
  const answer = await fetch(`${await screen.baseUrl()}/ping`)
  expect(await answer.json()).toEqual({ pong: 'yes it is' })
}

test('a dropped folder becomes a server, with the files it refers to', async ({ app }) => {
  await app.dropFiles([await makeFolder()])
  await expectParts(new AppPage(app.page))
})

test('a dropped ZIP becomes a server, with the files it refers to', async ({ app }) => {
  await app.dropFiles([await makeZip()])
  await expectParts(new AppPage(app.page))
})

test('a ZIP that is chosen becomes a server, with the files it refers to', async ({ app }) => {
  const screen = new AppPage(app.page)
  await screen.choose('Choose files…', await makeZip())
  await expectParts(screen)
})

test('a folder that is chosen becomes a server, without what is not its own', async ({ app }) => {
  const screen = new AppPage(app.page)
  await screen.choose('Choose a folder…', await makeFolder())
  await expectParts(screen)
  await expect(screen.server('Other')).toBeHidden()
})

test('a folder without a description is refused with the reason', async ({ app }) => {
  const screen = new AppPage(app.page)
  const folder = join(await mkdtemp(join(tmpdir(), 'mockloop-folder-')), 'pictures')
  await mkdir(folder)
  await writeFile(join(folder, 'logo.png'), 'not for us')
  await app.dropFiles([folder])
  await expect(screen.notice(/Cannot import pictures: it holds no YAML or JSON/)).toBeVisible()
})

test('a description that works takes the failure of the one before it off the screen', async ({
  app,
}) => {
  const screen = new AppPage(app.page)
  const broken = join(await mkdtemp(join(tmpdir(), 'mockloop-broken-')), 'broken.yaml')
  await writeFile(broken, 'openapi: 3.1.0\npaths: [\n')
  await app.dropFiles([broken])
  await expect(screen.dialog('Import failed')).toContainText('Cannot import broken.yaml')
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  await expect(screen.dialog('Import failed')).toBeHidden()
})

/** An address that sends half of a description, so that an import goes on for as long as a test wants. */
async function serveHalf() {
  const source = createServer((_request, response) => response.write(api.slice(0, 50)))
  await once(source.listen(0, '127.0.0.1'), 'listening')
  const { port } = source.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/half.yaml`,
    /** Resolves with its answer when it is asked. */
    asked: once(source, 'request').then(([, response]) => response as ServerResponse),
    close() {
      source.closeAllConnections()
      source.close()
    },
  }
}

async function expectNothing(app: AppHost): Promise<void> {
  const screen = new AppPage(app.page)
  await expect(screen.note(/Cancelled the import of .*\. Nothing was added/)).toBeVisible()
  await expect(screen.welcome).toBeVisible()
  expect(await readdir(join(app.workspace, 'servers')).catch(() => [])).toEqual([])
}

test('a cancelled import leaves nothing, and the window says so', async ({ app }) => {
  const screen = new AppPage(app.page)
  const source = await serveHalf()
  try {
    await screen.importFrom(source.address)
    const hungUp = once(await source.asked, 'close')
    await screen.cancelImport(source.address)
    await hungUp
    await expectNothing(app)
  } finally {
    source.close()
  }
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
})

test('an import is cancelled also before the engine knows of it', async ({ app }) => {
  test.skip(app.kind === 'desktop', 'a call through a port cannot be held up')
  const screen = new AppPage(app.page)
  const source = await serveHalf()
  const onItsWay = Promise.withResolvers<void>()
  await app.page.route('**/rpc/specs/import', async (route) => {
    await onItsWay.promise
    await route.continue()
  })
  try {
    await screen.importFrom(source.address)
    const answered = app.page.waitForResponse('**/rpc/specs/cancelImport')
    await screen.cancelImport(source.address)
    await answered
    onItsWay.resolve()
    await expectNothing(app)
  } finally {
    source.close()
  }
})

test('files that take long to read are told, and can be cancelled', async ({ app }) => {
  const screen = new AppPage(app.page)
  const read = await app.page.evaluateHandle(() => {
    const disk = Promise.withResolvers<void>()
    const text = File.prototype.text
    File.prototype.text = async function (this: File) {
      await disk.promise
      return text.call(this)
    }
    return disk.resolve
  })
  await app.dropFiles([bookshop])
  await screen.cancelImport('the files')
  await read.evaluate((resolve) => resolve())
  await expectNothing(app)
})
