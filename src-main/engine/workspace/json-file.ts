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

/** Replaces a JSON file in one step: whoever reads sees the old content or the new one, also after a crash. */
export async function writeJsonFile(path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = await open(temporary, 'w')
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

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
