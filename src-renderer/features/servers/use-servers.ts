import { useQuery } from '@tanstack/react-query'
import { useMatch } from 'react-router'
import type { Server } from '#contract/server.ts'
import { useConnection } from '../../connection/orpc.ts'

/** All servers of the workspace; undefined until they are read. */
export function useServers(): Server[] | undefined {
  const { orpc } = useConnection()
  return useQuery(orpc.servers.list.queryOptions()).data
}

/** Id of the server that the address shows. */
function useSelectedServerId(): string | null {
  return useMatch('/servers/:serverId/*')?.params.serverId ?? null
}

/** The server that the address shows; null when it shows none or an unknown one. */
export function useSelectedServer(): Server | null {
  const serverId = useSelectedServerId()
  return useServers()?.find((server) => server.id === serverId) ?? null
}

/** Id of the operation that the address shows. */
export function useSelectedOperationId(): string | null {
  return useMatch('/servers/:serverId/operations/:operationId')?.params.operationId ?? null
}
