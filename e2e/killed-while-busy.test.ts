import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attach, type Client } from '../src-main/cli/connect.ts'
import { waitForExit } from './hosts/app-host.ts'
import { serveWorkspace } from './hosts/serve-workspace.ts'

/** The engine is killed while it imports, generates anew, saves, clears and exports. */

const specOf = (number: number) => `openapi: 3.1.0
info: {title: Numbers ${number}, version: "1"}
paths:
  /numbers: {get: {operationId: listNumbers, responses: {"200": {description: all}}}}
`

async function clientOf(workspace: string): Promise<Client> {
  return attach(JSON.parse(await readFile(join(workspace, 'engine.lock'), 'utf8')))
}

/** What the engine said is done. */
interface Done {
  imported: Set<string>
  /** Number of the last scenario that was saved, and of the one being saved. */
  saved: number
  saving: number
  exported: { path: string; files: number }[]
}

/** Does all that at the same time, over and over, until the engine is gone. */
async function workUntilGone(client: Client, workspace: string, serverId: string): Promise<Done> {
  const done: Done = { imported: new Set([serverId]), saved: 0, saving: 0, exported: [] }
  const untilGone = async (work: (round: number) => Promise<unknown>) => {
    try {
      for (let round = 1; ; round += 1) await work(round)
    } catch {
      // The connection broke: the engine was killed.
    }
  }
  await Promise.all([
    untilGone(async (round) => {
      const source = { from: 'text', text: specOf(round) } as const
      const { server } = await client.specs.import({ source, start: false })
      done.imported.add(server.id)
    }),
    untilGone(async (round) => {
      await client.specs.update({ serverId, source: { from: 'text', text: specOf(round) } })
    }),
    untilGone(async (round) => {
      done.saving = round
      const scenario = { description: `round ${round}`, rules: [] }
      await client.scenarios.save({ serverId, name: 'mine', scenario })
      done.saved = round
    }),
    untilGone(() => client.log.clear({})),
    untilGone(async (round) => {
      const path = join(workspace, '..', `export-${round}`)
      const { files } = await client.projects.export({ serverId, as: 'folder', path })
      done.exported.push({ path, files })
    }),
  ])
  return done
}

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).length
}

test('an engine killed at work opens with all that it had said is done, and nothing half done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2_500 }), async (killAfterMs) => {
      const folder = await mkdtemp(join(tmpdir(), 'mockloop-busy-'))
      const workspace = join(folder, 'workspace')
      const file = join(folder, 'numbers.yaml')
      await writeFile(file, specOf(0))
      const served = await serveWorkspace(workspace, [file])
      await served.line(/mock server ready/)
      const client = await clientOf(workspace)
      const [first] = await client.servers.list()
      const working = workUntilGone(client, workspace, first?.id ?? '')
      const kill = setTimeout(() => served.process.kill('SIGKILL'), killAfterMs)
      await waitForExit(served.process)
      clearTimeout(kill)
      const done = await working

      const again = await serveWorkspace(workspace)
      try {
        const reopened = await clientOf(workspace)
        const servers = await reopened.servers.list()
        const ids = servers.map(({ id }) => id)
        expect(ids).toEqual(expect.arrayContaining([...done.imported]))
        // What was not said to be done may be there, but only whole.
        for (const serverId of ids) {
          expect(await reopened.operations.list({ serverId })).toHaveLength(1)
          expect((await reopened.specs.report({ serverId })).counts).toBeDefined()
        }
        expect(
          (await readdir(join(workspace, 'servers'))).filter((name) => name.startsWith('.')),
        ).toEqual([])
        const serverId = first?.id ?? ''
        // Whoever else uses this machine may have taken its ports by now.
        await reopened.servers.updateSettings({ serverId, settings: { port: 0, adminPort: 0 } })
        const started = await reopened.servers.start({ serverId })
        expect((await fetch(`${started.url}/numbers`)).status).toBe(200)
        if (done.saved > 0) {
          const { description } = await reopened.scenarios.get({ serverId, name: 'mine' })
          expect([`round ${done.saved}`, `round ${done.saving}`]).toContain(description)
        }
        for (const { path, files } of done.exported) expect(await countFiles(path)).toBe(files)
      } finally {
        await again.stop()
      }
    }),
    { numRuns: 5, endOnFailure: true },
  )
})
