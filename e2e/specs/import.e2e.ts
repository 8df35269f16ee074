import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
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

test('a cancelled import leaves nothing, and the window says so', async ({ app }) => {
  const screen = new AppPage(app.page)
  // Half of a description, so that the import goes on for as long as the test wants.
  const source = createServer((_request, response) => response.write(api.slice(0, 50)))
  await once(source.listen(0, '127.0.0.1'), 'listening')
  const { port } = source.address() as AddressInfo
  try {
    const asked = once(source, 'request')
    const address = `http://127.0.0.1:${port}/big.yaml`
    await screen.importFrom(address)
    const [, response] = await asked
    const hungUp = once(response, 'close')
    await screen.cancelImport(address)
    await hungUp
    await expect(screen.note(/Cancelled the import of .*big\.yaml\. Nothing was/)).toBeVisible()
    await expect(screen.welcome).toBeVisible()
    expect(await readdir(join(app.workspace, 'servers')).catch(() => [])).toEqual([])
  } finally {
    source.closeAllConnections()
    source.close()
  }
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
})
