import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { projectEntries } from './project-entries.ts'

/** The same project gives the same bytes: no times, no permissions of this machine. */
const sameForAll = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true }

/** A project as a ZIP file with one folder, named like its package. */
export async function zipProject(projectFolder: string): Promise<Buffer> {
  const zip = new ZipFile()
  const folder = await packageName(projectFolder)
  for (const { path, source } of await projectEntries(projectFolder)) {
    zip.addBuffer(await readFile(source), `${folder}/${path}`, sameForAll)
  }
  const bytes = buffer(zip.outputStream)
  zip.end()
  return bytes
}

async function packageName(projectFolder: string): Promise<string> {
  const text = await readFile(join(projectFolder, 'package.json'), 'utf8')
  const name: unknown = JSON.parse(text)?.name
  return typeof name === 'string' && /^[a-z0-9][a-z0-9-]*$/.test(name) ? name : 'api-mock'
}
