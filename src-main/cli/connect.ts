import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import type { contract } from '#contract/contract.ts'
import { createContractRouter } from '#engine/contract-router.ts'
import { createEngine, type ShippedFiles } from '#engine/create-engine.ts'
import { takeWorkspaceLock, type WorkspaceOwner } from '#engine/workspace/workspace-lock.ts'
import { workspacePaths } from '#engine/workspace/workspace-paths.ts'
import { createToken } from '../http/access-tokens.ts'

export type Client = ContractRouterClient<typeof contract>

export interface Connection {
  client: Client
  /** True when a running MockLoop owns the workspace and answers; its servers outlive this command. */
  attached: boolean
  close(): Promise<void>
}

/** A client of the workspace: of the running MockLoop that owns it, else of an engine of our own. */
export async function connect(workspaceFolder: string, shipped: ShippedFiles): Promise<Connection> {
  const taken = await takeWorkspaceLock(workspacePaths(workspaceFolder).lockFile, createToken())
  if ('owner' in taken) {
    return { client: attach(taken.owner), attached: true, close: async () => {} }
  }
  const engine = await createEngine({
    workspaceFolder,
    shipped,
    onTrouble: (message) => process.stderr.write(`${message}\n`),
  })
  return {
    client: createRouterClient(createContractRouter(engine)),
    attached: false,
    async close() {
      await engine.close()
      await taken.lock.release()
    },
  }
}

/** A client of the MockLoop that owns a workspace. */
export function attach({ url, token }: WorkspaceOwner): Client {
  const link = new RPCLink({ url: `${url}/rpc`, headers: { authorization: `Bearer ${token}` } })
  return createORPCClient(link)
}
