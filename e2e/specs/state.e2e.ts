import { join } from 'node:path'
import { expect } from '@playwright/test'
import { rootFolder } from '../hosts/app-host.ts'
import { test } from '../hosts/test.ts'
import { AppPage } from '../pages/app-page.ts'
import { StatePage } from '../pages/state-page.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')

test('a server is made stateful, watched, put back and corrected on screen', async ({ app }) => {
  const screen = new AppPage(app.page)
  const state = new StatePage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  const url = await screen.baseUrl()
  const remove = async (id: number) =>
    (await fetch(`${url}/books/${id}`, { method: 'DELETE', headers: { 'x-api-key': 'any' } }))
      .status

  await screen.openTab('State')
  await expect(state.collection('books')).toContainText('High confidence')
  await state.switchOn()
  await expect(state.collection('books')).toContainText('5 items')
  const items = await state.open('books')
  await expect(items).toContainText('Lighthouse')

  expect(await remove(12)).toBe(204)
  await expect(state.collection('books')).toContainText('4 items')
  await expect(items).not.toContainText('Lighthouse')
  await state.press('Reset')
  await expect(state.collection('books')).toContainText('5 items')
  await state.undo()
  await expect(state.collection('books')).toContainText('4 items')

  await state.startWith('books', 2)
  await expect(state.collection('books')).toContainText('2 items')
  await expect(state.collection('books')).toContainText('Corrected')
  const answer = await fetch(`${url}/books`, { headers: { 'x-api-key': 'any' } })
  expect(await answer.json()).toMatchObject({ total: 2 })

  await state.giveRole('books', 'DELETE /books/{bookId}', 'none')
  expect(await remove(12)).toBe(204)
  await expect(state.collection('books')).toContainText('2 items')
})
