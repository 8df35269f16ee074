import { type StatsListener, unwatchFile, watchFile } from 'node:fs'
import { join } from 'node:path'

/** How often the file is looked at, in milliseconds. */
const lookEvery = 500

/**
 * Calls `changed` after `data/collections.json` of a project was written, made or removed; answers how to stop. It is
 * looked at again and again, for many editors put another file in its place, and the folder may not be there yet.
 */
export function watchCorrections(projectFolder: string, changed: () => void): () => void {
  const path = join(projectFolder, 'data', 'collections.json')
  const look: StatsListener = (now, before) => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) changed()
  }
  watchFile(path, { interval: lookEvery, persistent: false }, look)
  return () => unwatchFile(path, look)
}
