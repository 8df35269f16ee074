import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { test } from '../hosts/test.ts'
import { AppPage } from '../pages/app-page.ts'

function zoo(...paths: string[]): string {
  const items = paths.map((path) => `  ${path}: {get: {responses: {"204": {description: ok}}}}`)
  return ['openapi: 3.1.0', 'info: {title: Zoo, version: "1"}', 'paths:', ...items].join('\n')
}

test('a server is updated from its changed spec and keeps its address', async ({ app }) => {
  const file = join(await mkdtemp(join(tmpdir(), 'mockloop-zoo-')), 'zoo.yaml')
  await writeFile(file, zoo('/lions'))
  const screen = new AppPage(app.page)
  await app.dropFiles([file])
  await screen.expectServer('Zoo', 'running')
  const url = await screen.baseUrl()

  await writeFile(file, zoo('/lions', '/wolves'))
  if (app.desktop) {
    await screen.chooseAction('Zoo', 'Read its spec again')
  } else {
    // A browser does not tell where a dropped file lies.
    const chooser = app.page.waitForEvent('filechooser')
    await screen.chooseAction('Zoo', 'Update from a file…')
    await (await chooser).setFiles(file)
  }
  await expect(screen.operation('GET /wolves')).toBeVisible()
  await screen.expectServer('Zoo', 'running')
  expect((await fetch(`${url}/wolves`)).status).toBe(204)
})
