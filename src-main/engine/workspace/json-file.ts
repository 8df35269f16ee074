import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { EngineError } from '../engine-error.ts'

/** Content of a JSON file, or undefined when there is no such file. Throws `SyntaxError` when it is not JSON. */
export async function readJsonFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/**
 * Replaces a JSON file in one step: whoever reads sees the old content or the new one, also after a crash.
 * @param mode who may read and write it
 */
export async function writeJsonFile(path: string, value: unknown, mode = 0o666): Promise<void> {
  const temporary = draftPath(path)
  try {
    const file = await open(temporary, 'w', mode)
    try {
      await file.writeFile(`${JSON.stringify(value, null, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw new EngineError(
      'IO_FAILED',
      `Cannot write ${path}: ${error instanceof Error ? error.message : String(error)}. Check free space and permissions.`,
      { cause: error },
    )
  }
}

/** A name beside the file that no other writer has, be it in this process. */
export function draftPath(path: string): string {
  return `${path}.${randomUUID()}.tmp`
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
