import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type DesktopHost, rootFolder, waitForExit } from '../hosts/app-host.ts'
import { test } from '../hosts/test.ts'
import { AppPage } from '../pages/app-page.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')
const travel = join(rootFolder, 'examples', 'travel.yaml')

test('a second start hands its file to the first, which comes to the front', async ({ app }) => {
  const screen = new AppPage(app.page)
  const desktop = requireDesktop(app)
  desktop.send({ type: 'secondInstance', argv: [bookshop] })
  await screen.expectServer('Bookshop', 'running')
  expect(desktop.calls().map(({ api }) => api)).toContain('BrowserWindow.focus')
})

test('a file that the system hands over becomes the server on screen', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  requireDesktop(app).send({ type: 'openFile', path: travel })
  await screen.expectServer('Travel', 'running')
  await expect(screen.title('Travel')).toBeVisible()
})

test('a file that cannot be imported is told in a box', async ({ app }) => {
  const desktop = requireDesktop(app)
  desktop.send({ type: 'openFile', path: join(rootFolder, 'package.json') })
  await expect
    .poll(() => desktop.calls().find(({ api }) => api === 'dialog.showMessageBox')?.argument)
    .toMatchObject({ message: 'Import failed', detail: expect.stringContaining('package.json') })
})

test('the window stays on its own page, which may load itself again', async ({ app }) => {
  const screen = new AppPage(app.page)
  const desktop = requireDesktop(app)
  const navigations = () =>
    desktop.calls().flatMap(({ api, argument }) => (api === 'will-navigate' ? [argument] : []))

  await app.page.evaluate(() => window.location.assign('http://example.com/elsewhere'))
  await expect
    .poll(navigations)
    .toContainEqual({ url: 'http://example.com/elsewhere', prevented: true })
  await screen.expectLive()
  await app.page.evaluate(() => window.location.reload())
  await expect
    .poll(navigations)
    .toContainEqual({ url: expect.stringMatching(/^app:\/\/mockloop\//), prevented: false })
  await screen.expectLive()
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
})

test('other windows are not opened; web addresses go to the browser', async ({ app }) => {
  const desktop = requireDesktop(app)
  await app.page.evaluate(() => {
    window.open('file:///etc/passwd')
    window.open('https://example.com/docs')
  })
  await expect
    .poll(() => desktop.calls().filter(({ api }) => api === 'shell.openExternal'))
    .toEqual([{ type: 'called', api: 'shell.openExternal', argument: 'https://example.com/docs' }])
})

test('a page that crashed is offered to be loaded again, and the mocks go on', async ({ app }) => {
  const screen = new AppPage(app.page)
  const desktop = requireDesktop(app)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  const url = await screen.baseUrl()
  desktop.send({ type: 'crashPage' })
  await expect
    .poll(() => desktop.calls().find(({ api }) => api === 'dialog.showMessageBox')?.argument)
    .toMatchObject({ buttons: ['Reload', 'Quit'] })
  await screen.expectServer('Bookshop', 'running')
  expect((await fetch(`${url}/books`)).status).toBe(200)
})

test('menu commands reach the screen', async ({ app }) => {
  const desktop = requireDesktop(app)
  desktop.send({ type: 'menu', label: 'Command Palette…' })
  await expect(app.page.getByRole('dialog')).toBeVisible()
})

test('closing the window ends the app and its servers', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  const url = await screen.baseUrl()
  requireDesktop(app).send({ type: 'closeWindow' })
  expect(await waitForExit(app.process)).toBe(0)
  await expect(fetch(url)).rejects.toThrow()
})

function requireDesktop({ desktop }: { desktop: DesktopHost | null }): DesktopHost {
  if (!desktop) throw new Error('This test runs on the desktop host only.')
  return desktop
}
