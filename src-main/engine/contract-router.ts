import { implement, ORPCError } from '@orpc/server'
import { contract } from '#contract/contract.ts'
import { errorCodes } from '#contract/errors.ts'
import type { LogEntry } from '#contract/log-entry.ts'
import type { Engine } from './create-engine.ts'
import { EngineError } from './engine-error.ts'
import { streamFacts } from './facts/stream-facts.ts'
import { refusedInput } from './refused-input.ts'
import { replayRequest } from './request-log/replay-request.ts'

export type ContractRouter = ReturnType<typeof createContractRouter>

/** The contract, answered by an engine. Every door serves this one router. */
export function createContractRouter(engine: Engine) {
  const { servers, scenarios, state, operations, specs, projects, log, settings } = engine
  const os = implement(contract)

  async function entryOf(seq: number): Promise<LogEntry> {
    const entry = await log.get(seq)
    if (entry) return entry
    throw new EngineError('NOT_FOUND', `Cannot show entry ${seq}: it is not in the log any more.`)
  }

  const router = {
    workspace: {
      info: os.workspace.info.handler(() => engine.info()),
      settings: os.workspace.settings.handler(() => settings.get()),
      updateSettings: os.workspace.updateSettings.handler(({ input }) => settings.update(input)),
      facts: os.workspace.facts.handler(({ signal }) => streamFacts(engine.feed, signal)),
    },
    specs: {
      import: os.specs.import.handler(async ({ input: { start, reuse, ...request } }) => {
        const known = reuse ? specs.madeFrom(request.source) : undefined
        const { server, report } = known
          ? await specs.update({ ...request, serverId: known.id, overwrite: false })
          : await specs.add(request)
        if (!(start ?? settings.get().startOnImport)) return { server, report }
        const keepsPorts = known ?? request.settings?.port ?? request.settings?.adminPort
        const started = keepsPorts ? servers.start(server.id) : servers.startNew(server.id)
        // The import succeeded whether or not the server starts; a failure shows in its state.
        return { server: await started.catch(() => servers.get(server.id)), report }
      }),
      update: os.specs.update.handler(({ input }) => specs.update(input)),
      cancelImport: os.specs.cancelImport.handler(({ input }) => {
        specs.cancel(input.importId)
        return {}
      }),
      report: os.specs.report.handler(({ input }) => specs.report(input.serverId)),
    },
    servers: {
      list: os.servers.list.handler(() => servers.list()),
      get: os.servers.get.handler(({ input }) => servers.get(input.serverId)),
      start: os.servers.start.handler(({ input }) => servers.start(input.serverId)),
      stop: os.servers.stop.handler(({ input }) => servers.stop(input.serverId)),
      restart: os.servers.restart.handler(({ input }) => servers.restart(input.serverId)),
      startAll: os.servers.startAll.handler(() => servers.startAll()),
      stopAll: os.servers.stopAll.handler(() => servers.stopAll()),
      updateSettings: os.servers.updateSettings.handler(({ input }) =>
        servers.updateSettings(input.serverId, input.settings),
      ),
      remove: os.servers.remove.handler(async ({ input }) => {
        await servers.remove(input.serverId)
        return {}
      }),
      restore: os.servers.restore.handler(({ input }) => servers.restore(input.serverId)),
      console: os.servers.console.handler(({ input }) => servers.console(input.serverId)),
    },
    operations: {
      list: os.operations.list.handler(({ input }) => operations.list(input.serverId)),
      get: os.operations.get.handler(({ input }) =>
        operations.get(input.serverId, input.operationId),
      ),
      preview: os.operations.preview.handler(({ input: { serverId, operationId, ...wish } }) =>
        operations.preview(serverId, operationId, wish),
      ),
    },
    scenarios: {
      list: os.scenarios.list.handler(({ input }) => scenarios.list(input.serverId)),
      get: os.scenarios.get.handler(({ input }) => scenarios.get(input.serverId, input.name)),
      save: os.scenarios.save.handler(({ input: { serverId, name, scenario } }) =>
        scenarios.save(serverId, { ...scenario, name }),
      ),
      remove: os.scenarios.remove.handler(({ input }) =>
        scenarios.remove(input.serverId, input.name),
      ),
      activate: os.scenarios.activate.handler(({ input }) =>
        scenarios.activate(input.serverId, input.name),
      ),
    },
    state: {
      report: os.state.report.handler(({ input }) => state.report(input.serverId)),
      items: os.state.items.handler(({ input: { serverId, ...page } }) =>
        state.items(serverId, page),
      ),
      reset: os.state.reset.handler(({ input }) => state.reset(input.serverId)),
      snapshot: os.state.snapshot.handler(({ input }) =>
        state.snapshot(input.serverId, input.name),
      ),
      rollback: os.state.rollback.handler(({ input }) =>
        state.rollback(input.serverId, input.name),
      ),
      correct: os.state.correct.handler(({ input }) =>
        state.correct(input.serverId, input.corrections),
      ),
    },
    log: {
      page: os.log.page.handler(({ input: { limit, before, after, ...filter } }) =>
        log.page(filter, { limit, before, after }),
      ),
      get: os.log.get.handler(({ input }) => entryOf(input.seq)),
      replay: os.log.replay.handler(async ({ input }) => {
        const entry = await entryOf(input.seq)
        return replayRequest(entry, servers.get(entry.serverId))
      }),
      clear: os.log.clear.handler(async ({ input }) => {
        const cleared = await log.clear(input.serverId)
        engine.feed.publish({ type: 'log.cleared', serverId: input.serverId ?? null })
        return cleared
      }),
      undoClear: os.log.undoClear.handler(async ({ input }) => {
        const restored = await log.undoClear(input.undoToken)
        // What is shown must be read anew, as after clearing.
        engine.feed.publish({ type: 'log.cleared', serverId: null })
        return restored
      }),
    },
    analytics: {
      summary: os.analytics.summary.handler(({ input }) => log.analyse(input)),
    },
    projects: {
      export: os.projects.export.handler(({ input: { serverId, ...target } }) =>
        projects.export(serverId, target),
      ),
      download: os.projects.download.handler(async ({ input }) => {
        const zip = await projects.zip(input.serverId)
        const { name } = servers.get(input.serverId)
        return new File([new Uint8Array(zip)], `${fileName(name)}-mock.zip`, {
          type: 'application/zip',
        })
      }),
    },
  }

  return os
    .use(async ({ next }) => {
      try {
        return await next()
      } catch (error) {
        const known = refusedInput(error) ?? error
        throw known instanceof EngineError ? contractError(known) : known
      }
    })
    .router(router)
}

function contractError(error: EngineError): ORPCError<string, unknown> {
  return new ORPCError(error.code, {
    defined: true,
    status: errorCodes[error.code].status,
    message: error.message,
    data: error.data,
    cause: error,
  })
}

/** Lower-case letters, digits and hyphens only. */
function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return plain.slice(0, 60) || 'api'
}
