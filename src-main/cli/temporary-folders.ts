import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const namePattern = /^mockloop-mock-(\d+)-/

/** Beginning of the path of a folder that belongs to this process. */
export function temporaryPrefix(): string {
  return join(tmpdir(), `mockloop-mock-${process.pid}-`)
}

/** Removes what processes left that were killed before they could clean up. */
export async function removeAbandonedFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = namePattern.exec(name)?.[1]
    if (pid && !isRunning(Number(pid))) {
      await rm(join(tmpdir(), name), { recursive: true, force: true })
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
