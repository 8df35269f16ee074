import type { QueryClient } from '@tanstack/react-query'
import type { Fact } from '#contract/facts.ts'
import type { LogRow } from '#contract/log-entry.ts'
import type { OperationSummary } from '#contract/operation.ts'
import type { Server } from '#contract/server.ts'
import type { EngineQueries } from './orpc.ts'

/** The list with this server in it, in the order in which the servers were made. */
export function withServer(servers: Server[], server: Server): Server[] {
  const others = servers.filter((other) => other.id !== server.id)
  return [...others, server].toSorted((one, other) => one.createdAt - other.createdAt)
}

/** The operations with these requests counted; the same array when none of them is concerned. */
export function withHits(
  operations: OperationSummary[],
  rows: readonly Pick<LogRow, 'seq' | 'operationId' | 'status'>[],
): OperationSummary[] {
  const byOperation = Map.groupBy(rows, ({ operationId }) => operationId)
  let isChanged = false
  const counted = operations.map((operation) => {
    const news = byOperation.get(operation.id)?.filter(({ seq }) => seq > operation.lastSeq)
    const newest = news?.at(-1)
    if (news === undefined || newest === undefined) return operation
    isChanged = true
    const hits = operation.hits + news.length
    return { ...operation, hits, lastStatus: newest.status, lastSeq: newest.seq }
  })
  return isChanged ? counted : operations
}

/** Brings the query cache up to date with what happened to servers, scenarios, settings and the log. */
export function applyFact(queries: QueryClient, orpc: EngineQueries, fact: Fact): void {
  switch (fact.type) {
    case 'server.added':
    case 'server.started':
    case 'server.stopped':
    case 'server.crashed':
    case 'server.workerLost':
    case 'server.changed':
    case 'server.regenerated': {
      const { server } = fact
      queries.setQueryData(orpc.servers.list.queryKey(), (servers) =>
        servers ? withServer(servers, server) : undefined,
      )
      queries.setQueryData(orpc.servers.get.queryKey({ input: { serverId: server.id } }), server)
      if (fact.type === 'server.regenerated') readAnew(queries, orpc, server.id)
      // Previews are made with the settings of the server.
      if (fact.type === 'server.changed') {
        const ofServer = { input: { serverId: server.id } }
        void queries.invalidateQueries({ queryKey: orpc.operations.preview.key(ofServer) })
      }
      return
    }
    case 'server.removed':
      queries.setQueryData(orpc.servers.list.queryKey(), (servers) =>
        servers?.filter((server) => server.id !== fact.serverId),
      )
      return
    case 'scenario.changed':
      readAnew(queries, orpc, fact.serverId)
      return
    case 'state.changed':
      void queries.invalidateQueries({
        queryKey: orpc.state.key({ input: { serverId: fact.serverId } }),
      })
      return
    case 'log.cleared':
      void queries.invalidateQueries({ queryKey: orpc.log.key() })
      void queries.invalidateQueries({ queryKey: orpc.operations.list.key() })
      void queries.invalidateQueries({ queryKey: orpc.analytics.key() })
      void queries.invalidateQueries({ queryKey: orpc.workspace.info.key() })
      return
    case 'settings.changed':
      void queries.invalidateQueries({ queryKey: orpc.workspace.settings.key() })
      return
    case 'requests.logged':
    case 'console.written':
    case 'import.progressed':
    case 'error.occurred':
      // Too frequent for a write each: counted in `count-requests.ts`, or listened to where shown.
      return
  }
}

/** Operations, with their previews, scenarios and the health report of a server. */
function readAnew(queries: QueryClient, orpc: EngineQueries, serverId: string): void {
  const ofServer = { input: { serverId } }
  for (const part of [orpc.scenarios, orpc.operations, orpc.specs.report]) {
    void queries.invalidateQueries({ queryKey: part.key(ofServer) })
  }
}
