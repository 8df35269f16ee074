import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attach, type Client } from '../src-main/cli/connect.ts'
import { rootFolder, waitForExit } from './hosts/app-host.ts'
import { type ServedWorkspace, serveWorkspace } from './hosts/serve-workspace.ts'

const bookshop = join(rootFolder, 'examples', 'bookshop.yaml')

async function clientOf(workspace: string): Promise<Client> {
  return attach(JSON.parse(await readFile(join(workspace, 'engine.lock'), 'utf8')))
}

/** Sends requests one after the other until the server is gone; answers how many were answered. */
async function callUntilGone(url: string): Promise<number> {
  for (let answered = 0; ; answered += 1) {
    try {
      await (await fetch(`${url}/books`)).text()
    } catch {
      return answered
    }
  }
}

/** True once nothing listens there: the orphan noticed that its parent is gone. */
async function isGone(url: string): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  )
}

async function readyUrl(served: ServedWorkspace): Promise<string> {
  return /http:\S+/.exec(await served.line(/mock server ready/))?.[0] ?? ''
}

test('an engine killed at any moment leaves no orphan and a workspace that opens with its log', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 1_500 }), async (killAfterMs) => {
      const workspace = await mkdtemp(join(tmpdir(), 'mockloop-kill-'))
      const served = await serveWorkspace(workspace, [bookshop])
      const url = await readyUrl(served)
      const client = await clientOf(workspace)
      const calling = callUntilGone(url)
      let stored = 0
      const kill = setTimeout(() => served.process.kill('SIGKILL'), killAfterMs)
      for (;;) {
        const page = await client.log.page({ limit: 1 }).catch(() => null)
        if (!page) break
        stored = page.total
      }
      clearTimeout(kill)
      await waitForExit(served.process)
      await calling
      await expect.poll(() => isGone(url), { timeout: 10_000 }).toBe(true)

      const again = await serveWorkspace(workspace)
      try {
        const reopened = await clientOf(workspace)
        expect(await reopened.servers.list()).toMatchObject([
          { name: 'Bookshop', state: 'stopped', url: null },
        ])
        // What a screen had been shown is still there.
        expect((await reopened.log.page({ limit: 1 })).total).toBeGreaterThanOrEqual(stored)
      } finally {
        await again.stop()
      }
    }),
    { numRuns: 4, endOnFailure: true },
  )
})
