import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReportedEntry } from '#contract/log-entry.ts'
import {
  type ConsoleLine,
  type Server,
  type ServerSettings,
  serverSettingsSchema,
} from '#contract/server.ts'
import { EngineError } from '../engine-error.ts'
import type { FactFeed } from '../facts/fact-feed.ts'
import type { WorkspacePaths } from '../workspace/workspace-paths.ts'
import { findFreePort } from './free-port.ts'
import { LiveServer } from './live-server.ts'
import { readScenarios, readServerSettings, writeServerSettings } from './project-files.ts'
import { reachableUrl } from './reachable-url.ts'
import type { ServerRequest } from './server-process.ts'
import type { ServerRecord, ServerRecords } from './server-records.ts'

const maxFirstStarts = 5
/** Settings that a running server takes only at its next start. */
const fixedWhileRunning = ['host', 'port', 'adminPort', 'workers'] as const

export interface ServerManagerOptions {
  paths: WorkspacePaths
  records: ServerRecords
  feed: FactFeed
  /** New servers get ports from here upwards. */
  firstPort(): number
  /** `run-in-app.js`. */
  runEntry: string
  /** Stores entries; the server sends more when the promise resolves. */
  storeEntries(serverId: string, entries: ReportedEntry[]): Promise<void>
}

interface Managed {
  record: ServerRecord
  settings: ServerSettings
  live: LiveServer
  /** Settings the running process was started with. */
  startedWith: ServerSettings | null
}

export type ServerManager = Awaited<ReturnType<typeof openServerManager>>

/** The servers of a workspace: what they are, whether they run, and how they are told to change. */
export async function openServerManager(options: ServerManagerOptions) {
  const { paths, records, feed } = options
  const servers = new Map<string, Managed>()
  const removed = new Map<string, ServerRecord>()

  for (const record of records.all()) {
    const settings = await readServerSettings(folderOf(record.id)).catch(() =>
      serverSettingsSchema.parse({ name: record.title || record.id }),
    )
    manage(record, settings)
  }

  function folderOf(id: string): string {
    return join(paths.servers, id)
  }

  function manage(record: ServerRecord, settings: ServerSettings): Managed {
    const id = record.id
    const managed: Managed = {
      record,
      settings,
      startedWith: null,
      live: new LiveServer({
        entry: options.runEntry,
        projectFolder: folderOf(id),
        settings: () => managed.settings,
        reservedPorts,
        storeEntries: (entries) => options.storeEntries(id, entries),
        onScenarioChanged: (scenario) => {
          managed.settings = { ...managed.settings, scenario }
          feed.publish({ type: 'scenario.changed', serverId: id, active: scenario })
          feed.publish({ type: 'server.changed', server: describe(managed) })
        },
        onStateChanged: () => feed.publish({ type: 'state.changed', serverId: id }),
        onOutput: (lines) => feed.publish({ type: 'console.written', serverId: id, lines }),
        onTrouble: (trouble) => {
          const message = `${managed.settings.name}: ${trouble.trim()}`
          feed.publish({ type: 'error.occurred', serverId: id, message })
        },
        onChange: (what) => {
          if (what === 'started') managed.startedWith = managed.settings
          if (what === 'stopped' || what === 'crashed') managed.startedWith = null
          if (servers.has(id)) feed.publish({ type: `server.${what}`, server: describe(managed) })
        },
      }),
    }
    servers.set(id, managed)
    return managed
  }

  function find(id: string): Managed {
    const managed = servers.get(id)
    if (managed) return managed
    throw new EngineError(
      'NOT_FOUND',
      `Cannot find server "${id}": the workspace has none of this id. List the servers to see their ids.`,
    )
  }

  function describe({ record, settings, live, startedWith }: Managed): Server {
    const { ports, ...state } = live.describe()
    return {
      ...record,
      ...state,
      name: settings.name,
      url: ports && reachableUrl(settings.host, ports.port),
      adminUrl: ports && reachableUrl(settings.host, ports.adminPort),
      needsRestart:
        startedWith !== null && fixedWhileRunning.some((key) => startedWith[key] !== settings[key]),
      settings,
      folder: folderOf(record.id),
    }
  }

  function reservedPorts(): Set<number> {
    return new Set(
      [...servers.values()].flatMap(({ settings }) => [settings.port, settings.adminPort]),
    )
  }

  async function each(ids: string[], task: (id: string) => Promise<unknown>): Promise<void> {
    const results = await Promise.allSettled(ids.map(task))
    const failures = results.filter((result) => result.status === 'rejected')
    if (failures.length === 1) throw failures[0]?.reason
    if (failures.length > 1) {
      const reasons = failures.map(({ reason }) => ({ message: messageOf(reason) }))
      throw new EngineError(
        'START_FAILED',
        `${failures.length} of ${ids.length} servers failed: ${reasons[0]?.message}`,
        { data: { problems: reasons } },
      )
    }
  }

  const list = () => [...servers.values()].map(describe)

  /** Two ports that nothing listens on now and that no server of the workspace has. */
  async function freePorts(host: string): Promise<{ port: number; adminPort: number }> {
    const reserved = reservedPorts()
    const port = await findFreePort(options.firstPort(), host, reserved)
    return { port, adminPort: await findFreePort(port + 1, host, reserved) }
  }

  return {
    list,
    get: (id: string) => describe(find(id)),
    folder: (id: string) => folderOf(find(id).record.id),
    console: (id: string): ConsoleLine[] => find(id).live.console.lines(),

    /** A fresh id and two free ports for a new server. */
    async reserve(host: string): Promise<{ id: string; port: number; adminPort: number }> {
      return { id: randomUUID().slice(0, 8), ...(await freePorts(host)) }
    },

    /** Takes over a project that was generated into `<workspace>/servers/<id>`. */
    async add(record: ServerRecord): Promise<Server> {
      const managed = manage(record, await readServerSettings(folderOf(record.id)))
      await records.put(record)
      const server = describe(managed)
      feed.publish({ type: 'server.added', server })
      return server
    },

    /** Takes note that the project of a stopped server was generated anew. */
    async regenerated(id: string, about: Omit<ServerRecord, 'id' | 'createdAt'>): Promise<void> {
      const managed = find(id)
      managed.record = { ...managed.record, ...about }
      await records.put(managed.record)
      managed.settings = await readServerSettings(folderOf(id))
      const scenarios = await readScenarios(folderOf(id))
      if (!scenarios.some(({ name }) => name === managed.settings.scenario)) {
        await this.updateSettings(id, { scenario: 'happy' })
      }
      feed.publish({ type: 'server.regenerated', server: describe(managed) })
    },

    async start(id: string): Promise<Server> {
      await find(id).live.start()
      return describe(find(id))
    },

    /**
     * The first start of a server whose ports were chosen for it. Another program may have taken one
     * since; nobody has called the new server yet, so it moves to other ports.
     */
    async startNew(id: string): Promise<Server> {
      const { host } = find(id).settings
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.start(id)
        } catch (error) {
          const isTaken = error instanceof EngineError && error.code === 'PORT_TAKEN'
          if (!isTaken || attempt === maxFirstStarts) throw error
          await this.updateSettings(id, await freePorts(host))
        }
      }
    },

    async stop(id: string): Promise<Server> {
      await find(id).live.stop()
      return describe(find(id))
    },

    async restart(id: string): Promise<Server> {
      await find(id).live.stop()
      await find(id).live.start()
      return describe(find(id))
    },

    async startAll(): Promise<Server[]> {
      await each([...servers.keys()], (id) => find(id).live.start())
      return list()
    },

    async stopAll(): Promise<Server[]> {
      await each([...servers.keys()], (id) => find(id).live.stop())
      return list()
    },

    /** Stores changed settings and tells the running server; what it cannot change live waits for a restart. */
    async updateSettings(id: string, changes: Partial<ServerSettings>): Promise<Server> {
      const managed = find(id)
      const parsed = serverSettingsSchema.safeParse({ ...managed.settings, ...changes })
      if (!parsed.success) {
        throw new EngineError(
          'INVALID_INPUT',
          `Cannot change the settings: ${parsed.error.issues[0]?.message}.`,
        )
      }
      await writeServerSettings(folderOf(id), parsed.data)
      managed.settings = parsed.data
      await managed.live.tell({ type: 'applySettings', settings: parsed.data })
      const server = describe(managed)
      feed.publish({ type: 'server.changed', server })
      return server
    },

    /** Makes a scenario the active one, in the running server first: what is stored is what is played. */
    async activateScenario(id: string, name: string): Promise<Server> {
      const managed = find(id)
      await managed.live.tell({ type: 'activateScenario', name })
      managed.settings = { ...managed.settings, scenario: name }
      await writeServerSettings(folderOf(id), managed.settings)
      const server = describe(managed)
      feed.publish({ type: 'scenario.changed', serverId: id, active: name })
      feed.publish({ type: 'server.changed', server })
      return server
    },

    /** Sends a message to the server if it runs, and resolves with its reply. */
    tell: (id: string, message: ServerRequest) => find(id).live.tell(message),

    /** Stops a server and moves its project out of the way, from where `restore` brings it back. */
    async remove(id: string): Promise<void> {
      const managed = find(id)
      await managed.live.stop()
      await mkdir(paths.trash, { recursive: true })
      await rename(folderOf(id), join(paths.trash, id))
      servers.delete(id)
      removed.set(id, managed.record)
      await records.remove(id)
      feed.publish({ type: 'server.removed', serverId: id })
    },

    async restore(id: string): Promise<Server> {
      const record = removed.get(id)
      if (!record) {
        throw new EngineError(
          'NOT_FOUND',
          'Cannot restore the server: it was removed for good when the workspace was closed. Import its spec again.',
        )
      }
      await rename(join(paths.trash, id), folderOf(id))
      removed.delete(id)
      return this.add(record)
    },

    /** Ends every process and empties the trash; answers the ids that are gone for good. */
    async close(): Promise<string[]> {
      await Promise.all([...servers.values()].map(({ live }) => live.stop()))
      await rm(paths.trash, { recursive: true, force: true })
      return [...removed.keys()]
    },
  }
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason)
}
