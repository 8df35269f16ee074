import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rootFolder } from './run-command.ts'

const sources = [
  'src-main',
  'src-preload',
  'src-renderer',
  'templates',
  'scripts',
  'electron.vite.config.ts',
  'package.json',
]
const recordFile = join(rootFolder, 'out', 'build.json')

/** Notes what the build was made from. */
export async function recordBuild(): Promise<void> {
  await writeFile(recordFile, JSON.stringify(await describeSources()))
}

/** True when `out` was built from the sources as they are now. */
export async function isBuilt(): Promise<boolean> {
  const recorded = await readFile(recordFile, 'utf8').catch(() => null)
  return recorded !== null && recorded === JSON.stringify(await describeSources())
}

/** Path, size and time of every source file, sorted. */
async function describeSources(): Promise<string[]> {
  const described: string[] = []
  async function visit(path: string): Promise<void> {
    const about = await stat(join(rootFolder, path))
    if (!about.isDirectory()) {
      described.push(`${path} ${about.size} ${about.mtimeMs}`)
      return
    }
    for (const name of await readdir(join(rootFolder, path))) await visit(join(path, name))
  }
  for (const source of sources) await visit(source)
  return described.sort()
}
