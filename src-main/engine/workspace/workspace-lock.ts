import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { EngineError } from '../engine-error.ts'
import { draftPath, isMissing, writeJsonFile } from './json-file.ts'

const ownerSchema = z.object({
  pid: z.number().int(),
  /** Base URL of the owner's HTTP door; null while it is starting. */
  url: z.string().nullable(),
  token: z.string(),
})
/** Another process that has the workspace, and how to reach it. */
export type WorkspaceOwner = z.infer<typeof ownerSchema> & { url: string }

const waitForOwnerMs = 5_000
const pollMs = 50

export interface WorkspaceLock {
  /** Tells other processes where to reach this one. */
  announce(url: string): Promise<void>
  release(): Promise<void>
}

/**
 * Makes this process the owner of a workspace. Answers the lock, or the other process that owns it.
 * A lock whose process is gone, or whose number now belongs to another program, is taken over.
 */
export async function takeWorkspaceLock(
  lockFile: string,
  token: string,
): Promise<{ lock: WorkspaceLock } | { owner: WorkspaceOwner }> {
  await makeFolder(dirname(lockFile))
  const giveUpAt = performance.now() + waitForOwnerMs
  while (performance.now() < giveUpAt) {
    if (await createLock(lockFile, token)) return { lock: ownLock(lockFile, token) }
    const text = await readLock(lockFile)
    if (text === null) continue
    const owner = await livingOwner(text)
    if (owner?.url) return { owner: { ...owner, url: owner.url } }
    // An owner without URL is starting, or is a command that will soon be done.
    if (owner) await setTimeout(pollMs)
    else await removeStaleLock(lockFile, text)
  }
  throw new EngineError(
    'CONFLICT',
    `Cannot open the workspace: another MockLoop command holds its lock ${lockFile}. Wait until it is done and try again.`,
  )
}

/** The living process that wrote a lock, or null. */
async function livingOwner(text: string): Promise<z.infer<typeof ownerSchema> | null> {
  const owner = parseOwner(text)
  if (!owner || !isAlive(owner.pid)) return null
  if (owner.url === null || owner.pid === process.pid) return owner
  return (await answers(owner.url, owner.token)) ? owner : null
}

/** A hard link appears whole or not at all: nobody can read a lock that is half written. */
async function createLock(lockFile: string, token: string): Promise<boolean> {
  const draft = draftPath(lockFile)
  try {
    await writeFile(draft, JSON.stringify({ pid: process.pid, url: null, token }), { mode: 0o600 })
    await link(draft, lockFile)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw cannotWrite(dirname(lockFile), error)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Removes a lock whose text was read before, and none that another process has made in the meantime. */
async function removeStaleLock(lockFile: string, text: string): Promise<void> {
  const aside = draftPath(lockFile)
  try {
    await rename(lockFile, aside)
  } catch (error) {
    if (isMissing(error)) return
    throw cannotWrite(dirname(lockFile), error)
  }
  try {
    if ((await readFile(aside, 'utf8')) !== text) await link(aside, lockFile)
  } finally {
    await rm(aside, { force: true })
  }
}

function ownLock(lockFile: string, token: string): WorkspaceLock {
  return {
    async announce(url) {
      await writeJsonFile(lockFile, { pid: process.pid, url, token }, 0o600)
    },
    async release() {
      const text = await readLock(lockFile)
      if (text !== null && parseOwner(text)?.token === token) await rm(lockFile, { force: true })
    },
  }
}

/** Text of the lock file; null when there is none. */
async function readLock(lockFile: string): Promise<string | null> {
  try {
    return await readFile(lockFile, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw cannotWrite(dirname(lockFile), error)
  }
}

/** Null when the lock is damaged. */
function parseOwner(text: string): z.infer<typeof ownerSchema> | null {
  try {
    return ownerSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A living process number is no proof, since numbers are reused; only the owner knows the token. */
async function answers(url: string, token: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/admin/api/v1/workspace`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(2_000),
    })
    return response.ok
  } catch {
    return false
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw cannotWrite(folder, error)
  }
}

function cannotWrite(folder: string, error: unknown): EngineError {
  const reason = error instanceof Error ? error.message : String(error)
  return new EngineError(
    'IO_FAILED',
    `Cannot open the workspace ${folder}: ${reason}. Choose a folder you can write to with --workspace.`,
    { cause: error },
  )
}
