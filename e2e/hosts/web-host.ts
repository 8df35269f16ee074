import type { Page } from '@playwright/test'
import type { AppHost } from './app-host.ts'
import { dropFiles } from './drop-files.ts'
import { serveWorkspace } from './serve-workspace.ts'

/** Serves a workspace by the command line and opens its link in the page. */
export async function openWebHost(
  page: Page,
  workspace: string,
): Promise<{ host: AppHost; close(): Promise<void> }> {
  const served = await serveWorkspace(workspace)
  await page.goto(served.link)
  return {
    host: {
      kind: 'web',
      page,
      workspace,
      process: served.process,
      dropFiles: (paths) => dropFiles(page, paths),
      desktop: null,
    },
    close: async () => {
      await served.stop()
    },
  }
}
