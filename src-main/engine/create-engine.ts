import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkspaceInfo } from '#contract/settings.ts'
import { exportProject } from './exporter/export-project.ts'
import { zipProject } from './exporter/zip-project.ts'
import { batchLoggedRows } from './facts/batch-logged-rows.ts'
import { createFactFeed } from './facts/fact-feed.ts'
import { recoverProjects } from './generator/place-project.ts'
import { createOperationService } from './operations/operation-service.ts'
import { openRequestLog } from './request-log/request-log.ts'
import { createScenarioService } from './scenarios/scenario-service.ts'
import { createServerGenerator } from './servers/generate-servers.ts'
import { readHealthReport } from './servers/project-files.ts'
import { openServerManager } from './servers/server-manager.ts'
import { openServerRecords } from './servers/server-records.ts'
import { openSettings } from './settings/workspace-settings.ts'
import { createSpecImporter } from './specs/spec-importer.ts'
import { createStateService } from './state/state-service.ts'
import { workspacePaths } from './workspace/workspace-paths.ts'

/** Where the files that ship with the program are. */
export interface ShippedFiles {
  /** Built templates: runtime, EJS, `run-in-app.js`. */
  templates: string
  /** Specs to try the program with. */
  samples: string
  importWorker: string
  logWorker: string
  version: string
}

export interface EngineOptions {
  workspaceFolder: string
  shipped: ShippedFiles
  /** Takes one sentence on something that went wrong in the background. */
  onTrouble(message: string): void
}

export type Engine = Awaited<ReturnType<typeof createEngine>>

/**
 * Builds every part of the engine and hands it what it needs. The caller must hold the lock of the
 * workspace, and must `close` the engine to end the servers and to store the log.
 */
export async function createEngine(options: EngineOptions) {
  const { shipped, onTrouble } = options
  const paths = workspacePaths(options.workspaceFolder)
  await mkdir(paths.servers, { recursive: true })
  await recoverProjects(paths.servers)

  const feed = createFactFeed((error) => onTrouble(`A listener failed: ${String(error)}`))
  const tell = (message: string) => {
    onTrouble(message)
    feed.publish({ type: 'error.occurred', serverId: null, message })
  }
  const rows = batchLoggedRows(feed)
  const settings = await openSettings(paths.settingsFile, tell)
  const log = await openRequestLog({
    folder: paths.log,
    workerPath: shipped.logWorker,
    retention: settings.get().retention,
    onTrouble: tell,
  })
  const servers = await openServerManager({
    paths,
    records: await openServerRecords(paths),
    feed,
    firstPort: () => settings.get().firstPort,
    runEntry: join(shipped.templates, 'run-in-app.js'),
    async storeEntries(serverId, entries) {
      rows.add(await log.append(serverId, entries))
    },
  })
  const importer = createSpecImporter({
    workerPath: shipped.importWorker,
    samplesFolder: shipped.samples,
  })
  const generator = createServerGenerator({
    importer,
    servers,
    feed,
    paths,
    templatesFolder: shipped.templates,
  })
  const samples = await readSamples(shipped.samples)
  const state = createStateService({ servers })

  return {
    feed,
    settings: {
      get: settings.get,
      async update(changes: Parameters<typeof settings.update>[0]) {
        const next = await settings.update(changes)
        await log.setRetention(next.retention)
        feed.publish({ type: 'settings.changed' })
        return next
      },
    },
    log,
    servers,
    scenarios: createScenarioService({ servers, feed }),
    state,
    operations: createOperationService({
      servers,
      log,
      feed,
      collectionOf: state.collectionOf,
    }),
    specs: {
      ...generator,
      report: (serverId: string) => readHealthReport(servers.folder(serverId)),
    },
    projects: {
      export: (serverId: string, target: { as: 'folder' | 'zip'; path: string }) =>
        exportProject({ projectFolder: servers.folder(serverId), ...target }),
      zip: (serverId: string) => zipProject(servers.folder(serverId)),
    },
    async info(): Promise<WorkspaceInfo> {
      return {
        folder: paths.folder,
        version: shipped.version,
        entryCount: await log.count(),
        samples,
      }
    },
    /** Ends the servers, then stores the log. */
    async close(): Promise<void> {
      const gone = await servers.close()
      await importer.close()
      rows.flush()
      for (const serverId of gone) await log.forgetServer(serverId)
      await log.close()
    },
  }
}

/** The list that ships beside the sample specs. */
async function readSamples(folder: string): Promise<WorkspaceInfo['samples']> {
  const files = await readdir(folder)
  if (!files.includes('samples.json')) return []
  // Written by us and shipped with the program.
  return JSON.parse(
    await readFile(join(folder, 'samples.json'), 'utf8'),
  ) as WorkspaceInfo['samples']
}
