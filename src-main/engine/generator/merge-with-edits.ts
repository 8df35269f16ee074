import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../engine-error.ts'
import { isMissing } from '../workspace/json-file.ts'
import { shortDiff } from './short-diff.ts'
import { textHash } from './text-hash.ts'

/** SHA-256 of generated files by path. */
export type FileHashes = Record<string, string>

/** Files named in a conflict with their differences; the others are only counted. */
const shownConflicts = 5

/** The hashes of what was generated into a folder the last time; empty when nothing was. */
export async function readGenerated(targetFolder: string): Promise<FileHashes> {
  const text = await readOptional(join(targetFolder, '.mockloop', 'generated.json'))
  if (text === null) {
    return {}
  }
  try {
    const { files } = JSON.parse(text)
    return Object(files)
  } catch {
    // Without the hashes every existing file counts as edited, which is the careful assumption.
    return {}
  }
}

/**
 * Decides for each file whether the new content is written or what is on disk stays. An edit by hand
 * stays when generating gives what it gave before. Throws `CONFLICT` when both sides changed.
 */
export async function mergeWithEdits(options: {
  content: ReadonlyMap<string, string>
  hashes: FileHashes
  targetFolder: string
  overwrite: boolean
}): Promise<{ write: Map<string, string> }> {
  const { content, hashes, targetFolder, overwrite } = options
  if (!existsSync(targetFolder)) return { write: new Map(content) }
  const before = await readGenerated(targetFolder)
  const write = new Map<string, string>()
  const conflicts: { path: string; diff: string }[] = []

  for (const path of new Set([...content.keys(), ...Object.keys(before)])) {
    const generated = content.get(path)
    const onDisk = await readOptional(join(targetFolder, path))
    const edited = onDisk !== null && textHash(onDisk) !== before[path]
    if (!edited || onDisk === null) {
      if (generated !== undefined) {
        write.set(path, generated)
      }
    } else if (belongsToUser(path, onDisk) || before[path] === hashes[path]) {
      write.set(path, onDisk)
    } else if (overwrite || onDisk === generated) {
      if (generated !== undefined) {
        write.set(path, generated)
      }
    } else {
      conflicts.push({ path, diff: shortDiff(onDisk, generated ?? '') })
    }
  }
  if (conflicts.length > 0) {
    throw conflictError(conflicts)
  }
  return { write }
}

/** Settings and scenarios that a user wrote are not the generator's, although it may have made them first. */
function belongsToUser(path: string, onDisk: string): boolean {
  if (path === 'mockloop.json') {
    return true
  }
  if (!path.startsWith('scenarios/')) {
    return false
  }
  try {
    return JSON.parse(onDisk)?.derived !== true
  } catch {
    return true
  }
}

function conflictError(conflicts: { path: string; diff: string }[]): EngineError {
  const shown = conflicts.slice(0, shownConflicts)
  const more = conflicts.length - shown.length
  const names = shown.map(({ path }) => path).join(', ')
  return new EngineError(
    'CONFLICT',
    `Cannot generate the project anew: ${names}${more > 0 ? ` and ${more} more` : ''} ` +
      `${conflicts.length === 1 ? 'was' : 'were'} edited by hand and would change. ` +
      'Keep a copy of your edits and allow overwriting, or undo them.',
    {
      data: {
        problems: shown.map(({ path, diff }) => ({
          message: `${path}\n${diff}`,
          place: { file: path },
        })),
      },
    },
  )
}

async function readOptional(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) {
      return null
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new EngineError(
      'IO_FAILED',
      `Cannot read ${path}: ${reason}. Check the permissions of the folder.`,
      { cause: error },
    )
  }
}
