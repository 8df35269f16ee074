import { join } from 'node:path'
import { expect } from '@playwright/test'
import { rootFolder } from '../hosts/app-host.ts'
import { test } from '../hosts/test.ts'
import { AppPage } from '../pages/app-page.ts'
import { ScenariosPage } from '../pages/scenarios-page.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')

test('the picker switches the answers of a running mock', async ({ app }) => {
  const screen = new AppPage(app.page)
  const scenarios = new ScenariosPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  const url = await screen.baseUrl()

  expect((await fetch(`${url}/books`)).status).toBe(200)
  await scenarios.pick('happy', 'rate-limited')
  await expect.poll(async () => (await fetch(`${url}/books`)).status).toBe(429)
  await screen.expectServer('Bookshop', 'running')
  await scenarios.pick('rate-limited', 'happy')
  await expect.poll(async () => (await fetch(`${url}/books`)).status).toBe(200)
})

test('a rule made on screen answers with its status and body', async ({ app }) => {
  const screen = new AppPage(app.page)
  const scenarios = new ScenariosPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  const url = await screen.baseUrl()

  await screen.openTab('Scenarios')
  await scenarios.create('sold-out')
  await scenarios.addRule('GET /books')
  await scenarios.answer('200', '{"total": 0, "books": []}')
  await scenarios.save()
  await scenarios.pick('happy', 'sold-out')

  await expect
    .poll(async () => (await fetch(`${url}/books`)).json())
    .toEqual({ total: 0, books: [] })
})

test('a body that breaks the schema is told while it is typed', async ({ app }) => {
  const screen = new AppPage(app.page)
  const scenarios = new ScenariosPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')

  await screen.openTab('Scenarios')
  await scenarios.create('broken')
  await scenarios.addRule('GET /books')
  await scenarios.answer('200', '{"total": "many", "books": []}')
  await expect(scenarios.bodyMessage(/\/total/)).toBeVisible()
  await scenarios.typeBody('{"total": 1, "books": []}')
  await expect(scenarios.bodyMessage(/\/total/)).toBeHidden()
})
