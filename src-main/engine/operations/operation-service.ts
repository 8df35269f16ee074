import type { OperationDetails, OperationSummary, Preview } from '#contract/operation.ts'
import type { ScenarioRule } from '#contract/scenario.ts'
import { createAnswerer } from '#runtime/answer/create-answerer.ts'
import { createGenerator } from '#runtime/generate/generate-value.ts'
import { createScenarioBook } from '#runtime/scenarios/scenario-book.ts'
import { createSchemaStore, type SchemaStore } from '#runtime/schemas/schema-store.ts'
import { EngineError } from '../engine-error.ts'
import type { FactFeed } from '../facts/fact-feed.ts'
import type { RequestLog } from '../request-log/request-log.ts'
import { readMockApi, readScenarios } from '../servers/project-files.ts'
import type { ServerManager } from '../servers/server-manager.ts'
import type { MockApi, Operation } from '../specs/mock-api.ts'
import { describeOperation } from './describe-operation.ts'

/** Models kept in memory: the server on screen and those looked at just before. */
const maxModels = 4

/** What the servers' operations are, how often they were called, and what they would answer. */
export function createOperationService(options: {
  servers: ServerManager
  log: RequestLog
  feed: FactFeed
  /** The name of the collection from which a server answers an operation; undefined where it has none. */
  collectionOf(serverId: string, operationId: string): Promise<string | undefined>
}) {
  const { servers, log, feed, collectionOf } = options
  const models = new Map<string, Promise<MockApi>>()
  /** Schemas of models that were previewed: what was read and compiled serves the next preview too. */
  const stores = new WeakMap<MockApi, SchemaStore>()
  let previews = 0
  feed.subscribe((fact) => {
    if (fact.type === 'server.regenerated') models.delete(fact.server.folder)
  })

  function model(serverId: string): Promise<MockApi> {
    const folder = servers.folder(serverId)
    const loaded = models.get(folder) ?? readMockApi(folder)
    // Least recently used goes first: a map keeps the order of insertion.
    models.delete(folder)
    models.set(folder, loaded)
    loaded.catch(() => models.delete(folder))
    const oldest = models.keys().next().value
    if (models.size > maxModels && oldest !== undefined) models.delete(oldest)
    return loaded
  }

  function storeOf(mockApi: MockApi): SchemaStore {
    let store = stores.get(mockApi)
    if (store === undefined) {
      store = createSchemaStore(mockApi.schemas)
      stores.set(mockApi, store)
    }
    return store
  }

  async function find(serverId: string, operationId: string) {
    const mockApi = await model(serverId)
    const operation = mockApi.operations.find(({ id }) => id === operationId)
    if (operation) return { mockApi, operation }
    throw new EngineError(
      'NOT_FOUND',
      `Cannot find operation "${operationId}": the spec of this server has none of this id.`,
    )
  }

  return {
    async list(serverId: string): Promise<OperationSummary[]> {
      const active = servers.get(serverId).settings.scenario
      const [mockApi, hits, scenarios] = await Promise.all([
        model(serverId),
        log.operationHits(serverId),
        readScenarios(servers.folder(serverId)),
      ])
      const rules = scenarios.find(({ name }) => name === active)?.rules ?? []
      return mockApi.operations.map((operation) => ({
        id: operation.id,
        method: operation.method,
        path: operation.path,
        tag: operation.tag,
        summary: operation.summary,
        deprecated: operation.deprecated,
        hits: hits.get(operation.id)?.hits ?? 0,
        lastStatus: hits.get(operation.id)?.lastStatus ?? null,
        lastSeq: hits.get(operation.id)?.lastSeq ?? 0,
        overridden: rules.some((rule) => names(rule, operation)),
      }))
    },

    async get(serverId: string, operationId: string): Promise<OperationDetails> {
      const { mockApi, operation } = await find(serverId, operationId)
      return describeOperation(mockApi, operation)
    },

    /**
     * The answer the server would give now, made by the code that runs in it, whether it runs or not. What is stored is
     * in the server alone, and an answer from it depends on the request: the trace says where it would come from there.
     */
    async preview(
      serverId: string,
      operationId: string,
      wish: { status?: string; dynamic?: boolean },
    ): Promise<Preview> {
      const { mockApi, operation } = await find(serverId, operationId)
      const { settings } = servers.get(serverId)
      const store = storeOf(mockApi)
      // Each preview has an answerer of its own, so only the count keeps fresh answers from being alike.
      const callsBefore = previews
      previews += 1
      const answerer = createAnswerer({
        mockApi,
        store,
        generator: createGenerator({ store, seed: settings.seed, locale: settings.locale }),
        settings,
        callsBefore,
        scenarios: createScenarioBook({
          scenarios: await readScenarios(servers.folder(serverId)),
          active: settings.scenario,
        }),
      })
      const collection = settings.stateful ? await collectionOf(serverId, operationId) : undefined
      const answer = answerer.preview(operation, {
        ...wish,
        ...(collection !== undefined && { collection }),
      })
      return {
        status: answer.status,
        headers: Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
        ),
        body: answer.body?.toString('utf8') ?? '',
        reason: answer.reason,
        trace: [...answer.trace],
      }
    },
  }
}

function names({ when }: ScenarioRule, operation: Operation): boolean {
  if (when.operation !== undefined) return when.operation === operation.id
  return (
    when.path === operation.path &&
    (when.method === undefined || when.method.toUpperCase() === operation.method)
  )
}
