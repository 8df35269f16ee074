import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { EngineError } from '../engine-error.ts'
import { draftPath, isMissing } from '../workspace/json-file.ts'
import { projectEntries } from './project-entries.ts'
import { zipProject } from './zip-project.ts'

export interface ExportedProject {
  /** The folder or the ZIP file, absolute. */
  path: string
  files: number
  /** Size of the ZIP file, or of all files together. */
  bytes: number
}

/**
 * Copies the project that has been running to a new place, as a folder or a ZIP file. A folder must not
 * exist or be empty; a ZIP file of the same name is replaced. Nothing is left behind by a failure.
 */
export async function exportProject(options: {
  projectFolder: string
  as: 'folder' | 'zip'
  path: string
}): Promise<ExportedProject> {
  const { projectFolder, as } = options
  const path = resolve(options.path)
  try {
    await refuseInside(projectFolder, path)
    return as === 'zip' ? await toZip(projectFolder, path) : await toFolder(projectFolder, path)
  } catch (error) {
    if (error instanceof EngineError) {
      throw error
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new EngineError(
      'IO_FAILED',
      `Cannot export to ${path}: ${reason}. Check free space and permissions, or choose another place.`,
      { cause: error },
    )
  }
}

async function toFolder(projectFolder: string, path: string): Promise<ExportedProject> {
  const existed = await isEmptyFolder(path)
  const entries = await projectEntries(projectFolder)
  try {
    for (const entry of entries) {
      const target = join(path, entry.path)
      await mkdir(dirname(target), { recursive: true })
      await copyFile(entry.source, target, constants.COPYFILE_EXCL)
    }
  } catch (error) {
    await rm(path, { recursive: true, force: true })
    if (existed) {
      await mkdir(path)
    }
    throw error
  }
  return { path, files: entries.length, bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0) }
}

async function toZip(projectFolder: string, path: string): Promise<ExportedProject> {
  if (await isFolder(path)) {
    throw new EngineError(
      'CONFLICT',
      `Cannot export to ${path}: it is a folder. Name a file, such as ${basename(path)}.zip.`,
    )
  }
  const bytes = await zipProject(projectFolder)
  const temporary = draftPath(path)
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(temporary, bytes)
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
  const { length: files } = await projectEntries(projectFolder)
  return { path, files, bytes: bytes.length }
}

/** True when the folder exists and is empty, false when nothing is there. */
async function isEmptyFolder(path: string): Promise<boolean> {
  let names: string[]
  try {
    names = await readdir(path)
  } catch (error) {
    if (isMissing(error)) {
      return false
    }
    throw error
  }
  if (names.length > 0) {
    throw new EngineError(
      'CONFLICT',
      `Cannot export to ${path}: the folder is not empty. Choose a new or an empty one.`,
    )
  }
  return true
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    if (isMissing(error)) {
      return false
    }
    throw error
  }
}

/** An export into the project would become part of the next export. */
async function refuseInside(projectFolder: string, path: string): Promise<void> {
  const project = await realpath(projectFolder)
  const target = await realTarget(path)
  if (target === project || target.startsWith(project + sep)) {
    throw new EngineError(
      'INVALID_INPUT',
      `Cannot export to ${path}: it is inside the project itself. Choose a place outside of ${projectFolder}.`,
    )
  }
}

/** The real path of what may not exist yet: links in its existing part are followed. */
async function realTarget(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const parent = dirname(path)
    if (!isMissing(error) || parent === path) {
      throw error
    }
    return join(await realTarget(parent), basename(path))
  }
}
