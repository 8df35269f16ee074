import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

export interface ProjectEntry {
  /** Relative to the project, with `/`. */
  path: string
  /** On this machine. */
  source: string
  bytes: number
}

/** Not part of what a user takes away: installed again, kept elsewhere, or half written. */
const leftOut = /(?:^|\/)(?:node_modules|\.git|\.DS_Store)$|\.tmp$/

/** The files of a project that an export contains, in the order of their paths. Links are not followed. */
export async function projectEntries(projectFolder: string): Promise<ProjectEntry[]> {
  const entries: ProjectEntry[] = []
  await collect('')
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))

  async function collect(folder: string): Promise<void> {
    for (const entry of await readdir(join(projectFolder, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (leftOut.test(path)) {
        continue
      }
      if (entry.isDirectory()) {
        await collect(path)
      } else if (entry.isFile()) {
        const source = join(projectFolder, path)
        entries.push({ path, source, bytes: (await lstat(source)).size })
      }
    }
  }
}
