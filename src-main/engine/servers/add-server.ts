import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { HealthReport } from '#contract/health-report.ts'
import { type Server, type ServerSettings, serverSettingsSchema } from '#contract/server.ts'
import type { SpecSource } from '#contract/spec-source.ts'
import { EngineError } from '../engine-error.ts'
import type { FactFeed } from '../facts/fact-feed.ts'
import { generateProject } from '../generator/generate-project.ts'
import { deriveScenarios } from '../scenarios/derive-scenarios.ts'
import type { SpecImporter } from '../specs/spec-importer.ts'
import type { WorkspacePaths } from '../workspace/workspace-paths.ts'
import type { ServerManager } from './server-manager.ts'

/** Share of the whole that is done when a stage begins. */
const stageStart = { reading: 0, parsing: 0.1, checking: 0.5, generating: 0.8 } as const

export interface AddServerRequest {
  source: SpecSource
  name?: string | undefined
  allowRemoteRefs: boolean
  importId?: string | undefined
  settings?: Partial<Omit<ServerSettings, 'name'>> | undefined
}

/** Turns a spec into a server of the workspace: import, derive scenarios, generate the project. */
export function createServerAdder(options: {
  importer: SpecImporter
  servers: ServerManager
  feed: FactFeed
  paths: WorkspacePaths
  templatesFolder: string
}) {
  const { importer, servers, feed, paths, templatesFolder } = options
  const running = new Map<string, AbortController>()

  async function add(
    request: AddServerRequest,
    signal: AbortSignal,
  ): Promise<{ server: Server; report: HealthReport }> {
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
    const { mockApi, document, report, source } = await importer.import(request.source, {
      allowRemoteRefs: request.allowRemoteRefs,
      onProgress: progress,
      signal,
    })
    progress('generating', 0)
    const { id, ...ports } = await servers.reserve(request.settings?.host ?? '127.0.0.1')
    const settings = serverSettingsSchema.parse({
      ...ports,
      ...request.settings,
      name: request.name ?? (mockApi.title.trim().slice(0, 120) || 'Untitled API'),
    })
    const targetFolder = join(paths.servers, id)
    try {
      await generateProject({
        mockApi,
        document,
        report,
        scenarios: deriveScenarios(mockApi),
        settings,
        templatesFolder,
        targetFolder,
      })
      signal.throwIfAborted()
    } catch (error) {
      await rm(targetFolder, { recursive: true, force: true })
      throw error
    }
    const server = await servers.add({
      id,
      specKind: mockApi.kind,
      title: mockApi.title,
      version: mockApi.version,
      operationCount: mockApi.operations.length,
      problemCounts: report.counts,
      source,
      createdAt: Date.now(),
    })
    return { server, report }
  }

  return {
    async add(request: AddServerRequest): Promise<{ server: Server; report: HealthReport }> {
      const controller = new AbortController()
      if (request.importId) running.set(request.importId, controller)
      try {
        return await add(request, controller.signal)
      } catch (error) {
        if (!controller.signal.aborted) throw error
        throw new EngineError('CANCELLED', 'The import was cancelled; nothing was changed.')
      } finally {
        if (request.importId) running.delete(request.importId)
      }
    },

    cancel(importId: string): void {
      const controller = running.get(importId)
      if (!controller) {
        throw new EngineError('NOT_FOUND', 'Cannot cancel the import: it is not running any more.')
      }
      controller.abort()
    },
  }
}
