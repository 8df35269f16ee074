import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import type { AppHost } from './app-host.ts'
import { openDesktopHost } from './desktop-host.ts'
import { openWebHost } from './web-host.ts'

export interface HostOption {
  host: AppHost['kind']
}

/** A test that gets the app running on the host of its project, in a workspace of its own. */
export const test = base.extend<HostOption & { app: AppHost }>({
  host: ['web', { option: true }],
  app: async ({ host, browser }, use) => {
    const workspace = await mkdtemp(join(tmpdir(), 'mockloop-e2e-'))
    const page = host === 'web' ? await browser.newPage() : null
    const opened = page ? await openWebHost(page, workspace) : await openDesktopHost(workspace)
    // Before the window shows that it hears its engine, nothing in it could take a drop.
    await expect(opened.host.page.getByRole('status').getByText('Live')).toBeVisible()
    await use(opened.host)
    await opened.close()
    await page?.close()
    await rm(workspace, { recursive: true, force: true })
  },
})
