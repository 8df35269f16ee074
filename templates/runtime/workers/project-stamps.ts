import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const mockApiFile = join('spec', 'mock-api.json')
const codeFile = /\.[cm]?[jt]s$|\.node$|\.wasm$/

/**
 * Takes note of what every process of the server reads from the project: its code and its spec. The outcome names a file
 * that was written, added or removed since; null when there is none. Scenarios, settings and data are not among them:
 * workers get those from their primary.
 */
export function watchProject(folder: string): () => string | null {
  const before = stampsOf(folder)
  return () => {
    const now = stampsOf(folder)
    for (const [file, stamp] of before) if (now.get(file) !== stamp) return file
    for (const file of now.keys()) if (!before.has(file)) return file
    return null
  }
}

/** Size and time of change, by path. */
function stampsOf(folder: string): Map<string, string> {
  const stamps = new Map<string, string>()
  stamp(mockApiFile)
  walk('')
  return stamps

  function walk(place: string): void {
    for (const entry of entriesOf(join(folder, place))) {
      const path = join(place, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) walk(path)
      } else if (codeFile.test(entry.name)) {
        stamp(path)
      }
    }
  }

  function stamp(path: string): void {
    const found = statSync(join(folder, path), { throwIfNoEntry: false })
    if (found !== undefined) stamps.set(path, `${found.size} ${found.mtimeMs}`)
  }
}

/** None of a folder that is gone or cannot be read: then its files have changed. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
