import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Page } from '@playwright/test'

/** Drags files and folders from outside of the browser over the window, and drops them. */
export async function dropFiles(page: Page, paths: string[]): Promise<void> {
  const names = await Promise.all(
    paths.map(async (path) => [basename(path), (await stat(path)).isFile() ? path : ''] as const),
  )
  await page.evaluate((dropped) => {
    // Present on the desktop double only: there a file has a path.
    const known = Reflect.get(window, '__mockloopDoublePaths') as Map<string, string> | undefined
    for (const [name, path] of dropped) known?.set(name, path)
  }, names)
  const devTools = await page.context().newCDPSession(page)
  const drag = { x: 200, y: 200, data: { items: [], files: paths, dragOperationsMask: 1 } }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', { type, ...drag })
  }
  await devTools.detach()
}
