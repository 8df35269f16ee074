import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { EngineError } from '../engine-error.ts'

/**
 * Puts a project into its place in one step: it is written beside the old one, gets a copy of the user's
 * own files from there, and changes places with it. When the process dies between the two renames,
 * `recoverProject` brings the old project back.
 */
export async function placeProject(options: {
  targetFolder: string
  /** Content by path with `/`. */
  write: ReadonlyMap<string, string>
  /** Paths that do not come along although they exist. */
  remove: readonly string[]
}): Promise<void> {
  const { targetFolder, write, remove } = options
  const next = join(dirname(targetFolder), `.${basename(targetFolder)}.next`)
  const previous = previousFolder(targetFolder)
  try {
    await rm(next, { recursive: true, force: true })
    await writeFiles(next, write)
    if (existsSync(targetFolder)) {
      await copyUserFiles(targetFolder, next, new Set([...write.keys(), ...remove]))
      await rename(targetFolder, previous)
    }
    await rename(next, targetFolder)
    await moveInstalledPackages(previous, targetFolder)
    await rm(previous, { recursive: true, force: true })
  } catch (error) {
    await recoverProject(targetFolder)
    await rm(next, { recursive: true, force: true })
    const reason = error instanceof Error ? error.message : String(error)
    throw new EngineError(
      'IO_FAILED',
      `Cannot write the project to ${targetFolder}: ${reason}. Check free space and permissions.`,
      { cause: error },
    )
  }
}

function previousFolder(targetFolder: string): string {
  return join(dirname(targetFolder), `.${basename(targetFolder)}.previous`)
}

/** Undoes the first of the two renames of `placeProject`, when the second did not happen. */
export async function recoverProject(targetFolder: string): Promise<void> {
  const previous = previousFolder(targetFolder)
  if (existsSync(previous) && !existsSync(targetFolder)) {
    await rename(previous, targetFolder)
  }
}

/** Cleans up after `placeProject` in a folder of projects, when a process died during it. */
export async function recoverProjects(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, project] = /^\.(.+)\.(?:next|previous)$/.exec(name) ?? []
    if (project === undefined) continue
    await recoverProject(join(folder, project))
    await rm(join(folder, name), { recursive: true, force: true })
  }
}

async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const folders = new Set([...files.keys()].map((path) => dirname(join(folder, path))))
  for (const each of folders) {
    await mkdir(each, { recursive: true })
  }
  await Promise.all([...files].map(([path, text]) => writeFile(join(folder, path), text)))
}

async function copyUserFiles(
  from: string,
  to: string,
  generated: ReadonlySet<string>,
): Promise<void> {
  await cp(from, to, {
    recursive: true,
    force: false,
    verbatimSymlinks: true,
    preserveTimestamps: true,
    filter: (path) => {
      const inside = relative(from, path).split(sep).join('/')
      return inside !== 'node_modules' && !generated.has(inside)
    },
  })
}

/** Moved instead of copied, because they are many; lost, they can be installed again. */
async function moveInstalledPackages(previous: string, targetFolder: string): Promise<void> {
  const packages = join(previous, 'node_modules')
  if (existsSync(packages)) {
    await rename(packages, join(targetFolder, 'node_modules'))
  }
}
