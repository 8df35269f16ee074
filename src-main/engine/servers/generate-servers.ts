import { rm } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { HealthReport } from '#contract/health-report.ts'
import { type Server, type ServerSettings, serverSettingsSchema } from '#contract/server.ts'
import type { SpecSource } from '#contract/spec-source.ts'
import { EngineError } from '../engine-error.ts'
import type { FactFeed } from '../facts/fact-feed.ts'
import { generateProject } from '../generator/generate-project.ts'
import { deriveScenarios } from '../scenarios/derive-scenarios.ts'
import type { ImportedSpec } from '../specs/import-spec.ts'
import type { SpecImporter } from '../specs/spec-importer.ts'
import type { WorkspacePaths } from '../workspace/workspace-paths.ts'
import type { ServerManager } from './server-manager.ts'

/** Share of the whole that is done when a stage begins. */
const stageStart = { reading: 0, parsing: 0.1, checking: 0.5, generating: 0.8 } as const

interface ImportRequest {
  allowRemoteRefs: boolean
  /** Under which the client follows and cancels it. */
  importId?: string | undefined
}

export interface AddServerRequest extends ImportRequest {
  source: SpecSource
  name?: string | undefined
  settings?: Partial<Omit<ServerSettings, 'name'>> | undefined
}

export interface UpdateServerRequest extends ImportRequest {
  serverId: string
  /** Without it the spec is read again from where it came. */
  source?: SpecSource | undefined
  /** Replace generated files that were edited by hand. */
  overwrite: boolean
}

interface GeneratedServer {
  server: Server
  report: HealthReport
}

/** Makes servers of the workspace from specs, and makes them anew when their specs have changed. */
export function createServerGenerator(options: {
  importer: SpecImporter
  servers: ServerManager
  feed: FactFeed
  paths: WorkspacePaths
  templatesFolder: string
}) {
  const { importer, servers, feed, paths, templatesFolder } = options
  const running = new Map<string, AbortController>()

  async function importFrom(source: SpecSource, request: ImportRequest, signal: AbortSignal) {
    const progress = (stage: keyof typeof stageStart, fraction: number) => {
      if (!request.importId) return
      const share = { reading: 0.1, parsing: 0.4, checking: 0.3, generating: 0.2 }[stage]
      feed.publish({
        type: 'import.progressed',
        importId: request.importId,
        stage,
        fraction: stageStart[stage] + share * fraction,
      })
    }
    const { allowRemoteRefs } = request
    const imported = await importer.import(source, {
      allowRemoteRefs,
      onProgress: progress,
      signal,
    })
    progress('generating', 0)
    const { mockApi, document, report } = imported
    const scenarios = deriveScenarios(mockApi)
    return { imported, content: { mockApi, document, report, scenarios, templatesFolder } }
  }

  async function add(request: AddServerRequest, signal: AbortSignal): Promise<GeneratedServer> {
    const { imported, content } = await importFrom(request.source, request, signal)
    const { id, ...ports } = await servers.reserve(request.settings?.host ?? '127.0.0.1')
    const settings = serverSettingsSchema.parse({
      ...ports,
      ...request.settings,
      name: request.name ?? (imported.mockApi.title.trim().slice(0, 120) || 'Untitled API'),
    })
    const targetFolder = join(paths.servers, id)
    try {
      await generateProject({ ...content, settings, targetFolder })
      signal.throwIfAborted()
    } catch (error) {
      await rm(targetFolder, { recursive: true, force: true })
      throw error
    }
    const server = await servers.add({ id, createdAt: Date.now(), ...describeImport(imported) })
    return { server, report: imported.report }
  }

  /** The running server answers until its new project is complete, and also when there will be none. */
  async function update(
    { serverId, overwrite, ...request }: UpdateServerRequest,
    signal: AbortSignal,
  ): Promise<GeneratedServer> {
    const { settings, state, ...server } = servers.get(serverId)
    const source = request.source ?? sourceOf(server.source, settings.name)
    const { imported, content } = await importFrom(source, request, signal)
    const startAgain = async () => {
      if (state === 'running') await servers.start(serverId)
    }
    try {
      await generateProject({
        ...content,
        settings,
        overwrite,
        targetFolder: servers.folder(serverId),
        async beforePlacing() {
          signal.throwIfAborted()
          await servers.stop(serverId)
        },
      })
    } catch (error) {
      await startAgain()
      throw error
    }
    await servers.regenerated(serverId, describeImport(imported))
    // The project is up to date whether or not it starts; a failure shows in its state.
    await startAgain().catch(() => undefined)
    return { server: servers.get(serverId), report: imported.report }
  }

  async function cancellable(
    { importId }: ImportRequest,
    task: (signal: AbortSignal) => Promise<GeneratedServer>,
  ): Promise<GeneratedServer> {
    const controller = new AbortController()
    if (importId) running.set(importId, controller)
    try {
      return await task(controller.signal)
    } catch (error) {
      if (!controller.signal.aborted) throw error
      throw new EngineError('CANCELLED', 'The import was cancelled; nothing was changed.')
    } finally {
      if (importId) running.delete(importId)
    }
  }

  return {
    add: (request: AddServerRequest) => cancellable(request, (signal) => add(request, signal)),
    /** The server that was made from this very file or address, the oldest of several. A text was made from nothing. */
    madeFrom(source: SpecSource): Server | undefined {
      if (source.from !== 'path' && source.from !== 'url') return undefined
      const place = source.from === 'path' ? source.path : source.url
      return servers.list().find((server) => server.source === place)
    },
    update: (request: UpdateServerRequest) =>
      cancellable(request, (signal) => update(request, signal)),

    cancel(importId: string): void {
      const controller = running.get(importId)
      if (!controller) {
        throw new EngineError('NOT_FOUND', 'Cannot cancel the import: it is not running any more.')
      }
      controller.abort()
    },
  }
}

function describeImport({ mockApi, report, source }: ImportedSpec) {
  return {
    specKind: mockApi.kind,
    title: mockApi.title,
    version: mockApi.version,
    operationCount: mockApi.operations.length,
    problemCounts: report.counts,
    source,
  }
}

function sourceOf(remembered: string, name: string): SpecSource {
  if (/^https?:\/\//.test(remembered)) return { from: 'url', url: remembered }
  if (isAbsolute(remembered)) return { from: 'path', path: remembered }
  throw new EngineError(
    'INVALID_INPUT',
    `Cannot read the spec of ${name} again: it came from no file or address of its own (${remembered}). Name the changed spec.`,
  )
}
