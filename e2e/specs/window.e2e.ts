import { join } from 'node:path'
import { expect } from '@playwright/test'
import { rootFolder } from '../hosts/app-host.ts'
import { test } from '../hosts/test.ts'
import { AppPage } from '../pages/app-page.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')

test('a tab begins at its top, however far the one before it was scrolled', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  await screen.openTab('Settings')
  await app.page.getByText('Redacted fields').scrollIntoViewIfNeeded()
  await screen.openTab('Export')
  await expect(screen.exportAsZip).toBeInViewport()
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

test('in the smallest window the address can be copied and each screen opened', async ({ app }) => {
  const screen = new AppPage(app.page)
  await app.page.setViewportSize({ width: 800, height: 560 })
  await app.dropFiles([bookshop])
  await screen.expectServer('Bookshop', 'running')
  await screen.openFromMenu('Settings')
  await expect(screen.selectedTab('Settings')).toBeInViewport({ ratio: 1 })
  await expect(screen.address).toBeInViewport({ ratio: 1 })
  await expect(screen.button('Copy base URL of Bookshop')).toBeInViewport({ ratio: 1 })
  await screen.openFromMenu('Overview')
  await expect(screen.selectedTab('Overview')).toBeInViewport({ ratio: 1 })
})
