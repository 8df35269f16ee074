import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  type ServerStateReport,
  type StateCorrections,
  type StateSnapshot,
  type StoredItem,
  serverStateReportSchema,
  stateCorrectionsSchema,
  stateSnapshotSchema,
  storedItemSchema,
} from '#contract/state.ts'
import type { StateCommand } from '#runtime/channel-messages.ts'
import { createSchemaStore } from '#runtime/schemas/schema-store.ts'
import { openCollections } from '#runtime/state/open-collections.ts'
import { EngineError } from '../engine-error.ts'
import { readMockApi } from '../servers/project-files.ts'
import type { ServerManager } from '../servers/server-manager.ts'
import { readJsonFile, writeJsonFile } from '../workspace/json-file.ts'

const itemPageSchema = z.object({ total: z.number().int(), items: z.array(storedItemSchema) })

/** The state of the workspace's servers: asked of those that run, inferred for the others. */
export function createStateService({ servers }: { servers: ServerManager }) {
  function isRunning(serverId: string): boolean {
    return servers.get(serverId).state === 'running'
  }

  async function ask<Schema extends z.ZodType>(
    serverId: string,
    command: StateCommand,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const { name, state } = servers.get(serverId)
    if (state !== 'running') {
      throw new EngineError(
        'CONFLICT',
        `Cannot steer the state of ${name}: it lives in the running server, which is ${state}. Start it first.`,
      )
    }
    return schema.parse(await servers.tell(serverId, { type: 'steerState', command }))
  }

  function correctionsFile(serverId: string): string {
    return join(servers.folder(serverId), 'data', 'collections.json')
  }

  async function readCorrections(serverId: string): Promise<StateCorrections> {
    const file = correctionsFile(serverId)
    try {
      return stateCorrectionsSchema.parse((await readJsonFile(file)) ?? {})
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
      throw new EngineError('IO_FAILED', `Cannot read ${file}: ${why}. Correct the file.`)
    }
  }

  /** What the server would find, from its project. */
  async function inferred(
    serverId: string,
    corrections: StateCorrections,
  ): Promise<ServerStateReport> {
    const mockApi = await readMockApi(servers.folder(serverId))
    const api = openCollections({ mockApi, store: createSchemaStore(mockApi.schemas) })
    const { stateful, stateSave } = servers.get(serverId).settings
    try {
      const collections = api.describe(corrections)
      return { stateful, saved: stateSave, collections, snapshots: [], left: 0, corrections }
    } catch (error) {
      throw new EngineError('INVALID_INPUT', error instanceof Error ? error.message : String(error))
    }
  }

  async function report(serverId: string): Promise<ServerStateReport> {
    return isRunning(serverId)
      ? ask(serverId, { do: 'report' }, serverStateReportSchema)
      : inferred(serverId, await readCorrections(serverId))
  }

  return {
    report,

    /** The name of the collection from which a server answers an operation; undefined where it has none. */
    async collectionOf(serverId: string, operationId: string): Promise<string | undefined> {
      const { collections } = await report(serverId)
      return collections.find(
        ({ off, operations }) => !off && operations.some(({ id }) => id === operationId),
      )?.name
    },

    items: (
      serverId: string,
      page: { collection: string; limit: number; offset: number },
    ): Promise<{ total: number; items: StoredItem[] }> =>
      ask(serverId, { do: 'items', ...page }, itemPageSchema),

    reset: (serverId: string): Promise<ServerStateReport> =>
      ask(serverId, { do: 'reset' }, serverStateReportSchema),

    snapshot: (serverId: string, name?: string): Promise<StateSnapshot> =>
      ask(serverId, { do: 'snapshot', name }, stateSnapshotSchema),

    rollback: (serverId: string, name?: string): Promise<StateSnapshot> =>
      ask(serverId, { do: 'rollback', name }, stateSnapshotSchema),

    /** Writes the corrections into the project; a running server takes them over at once. */
    async correct(serverId: string, corrections: StateCorrections): Promise<ServerStateReport> {
      if (isRunning(serverId)) {
        return ask(serverId, { do: 'correct', corrections }, serverStateReportSchema)
      }
      const next = await inferred(serverId, corrections)
      await mkdir(join(servers.folder(serverId), 'data'), { recursive: true })
      await writeJsonFile(correctionsFile(serverId), corrections)
      return next
    },
  }
}
