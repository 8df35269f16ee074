import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { createContext, useContext } from 'react'
import type { contract } from '#contract/contract.ts'
import type { EngineLink, Host } from './host.ts'

/** The engine as the renderer calls it: one function per method of the contract. */
export type EngineClient = ContractRouterClient<typeof contract>

function createQueryUtils(client: EngineClient) {
  return createTanstackQueryUtils(client)
}

/** Keys, query options and mutation options of every method, for TanStack Query. */
export type EngineQueries = ReturnType<typeof createQueryUtils>

export interface Connection {
  host: Host
  client: EngineClient
  orpc: EngineQueries
}

function createEngineClient(link: EngineLink): EngineClient {
  return createORPCClient(link)
}

/** Builds what every screen uses to reach the engine. Nothing is sent before the first call. */
export function createConnection(host: Host): Connection {
  const client = createEngineClient(host.link)
  return { host, client, orpc: createQueryUtils(client) }
}

// A React context rather than a module made before render: tests and the two hosts
// hand in their own connection, and nothing is shared between them.
const ConnectionContext = createContext<Connection | null>(null)

export const ConnectionProvider = ConnectionContext.Provider

/** The connection of this app: `client` to call, `orpc` for queries and mutations, `host` for the rest. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('useConnection needs a ConnectionProvider above it.')
  return connection
}
