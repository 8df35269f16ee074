import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Page } from '@playwright/test'

/** Dispatches what a browser dispatches when files are dragged over the window and dropped. */
export async function dropFiles(page: Page, paths: string[]): Promise<void> {
  const files = await Promise.all(
    paths.map(async (path) => ({
      path,
      name: basename(path),
      data: (await readFile(path)).toString('base64'),
    })),
  )
  await page.evaluate((dropped) => {
    // Present on the desktop double only: there a file has a path.
    const known = Reflect.get(window, '__mockloopDoublePaths') as Map<string, string> | undefined
    const transfer = new DataTransfer()
    for (const { path, name, data } of dropped) {
      known?.set(name, path)
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
      transfer.items.add(new File([bytes], name))
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
      )
    }
  }, files)
}
