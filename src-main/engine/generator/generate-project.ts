import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EngineError } from '../engine-error.ts'
import { type FileHashes, mergeWithEdits, readGenerated } from './merge-with-edits.ts'
import { placeProject, recoverProject } from './place-project.ts'
import type { ProjectSource } from './project-content.ts'
import { projectContent } from './project-content.ts'
import { textHash } from './text-hash.ts'

export interface GeneratedProject {
  /** Paths of all generated files, with `/`. */
  files: string[]
}

/** Where a project keeps the hashes of what was generated, to know later what was edited by hand. */
const hashFile = '.mockloop/generated.json'

/**
 * Writes the project of a mock API. The folder appears complete or not at all. Over an existing project,
 * `mockloop.json`, the user's own scenarios and all other files of the user stay; generated files that were
 * edited by hand stay where generating gives the same as before.
 * Throws `CONFLICT` with a short diff where an edit and a change of the spec meet, unless `overwrite` is true,
 * and for a folder that holds something else than a project; `IO_FAILED` when the folder cannot be written.
 */
export async function generateProject(
  options: ProjectSource & {
    targetFolder: string
    overwrite?: boolean
    /** Awaited when nothing can be refused any more and nothing is changed yet. */
    beforePlacing?(): Promise<void>
  },
): Promise<GeneratedProject> {
  const { targetFolder, overwrite = false } = options
  const content = projectContent(options)
  await recoverProject(targetFolder)
  await refuseForeignFolder(targetFolder)
  const hashes = hashesOf(content)
  const merged = await mergeWithEdits({ content, hashes, targetFolder, overwrite })
  merged.write.set(hashFile, `${JSON.stringify({ files: hashes }, null, 2)}\n`)
  const previous = await readGenerated(targetFolder)
  await options.beforePlacing?.()
  await placeProject({
    targetFolder,
    write: merged.write,
    // What was generated before and is not any more must not come along with the user's files.
    remove: Object.keys(previous).filter((path) => !content.has(path)),
  })
  return { files: [...content.keys(), hashFile].sort() }
}

/** Only an empty folder or an earlier project is written to: whatever else is there was not meant. */
async function refuseForeignFolder(targetFolder: string): Promise<void> {
  const names = await readdir(targetFolder).catch((): string[] => [])
  if (names.length === 0 || names.includes(dirname(hashFile))) return
  throw new EngineError(
    'CONFLICT',
    `Cannot write the project to ${targetFolder}: the folder holds other files. Choose a new or an empty one.`,
  )
}

function hashesOf(content: ReadonlyMap<string, string>): FileHashes {
  return Object.fromEntries(
    [...content]
      .map(([path, text]): [string, string] => [path, textHash(text)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
