import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '#contract/contract.ts'
import type { ShippedFiles } from '#engine/create-engine.ts'
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

/**
 * A client of the workspace: of the running MockLoop that owns it, else of an engine of our own. The
 * engine and the contract are loaded when they are needed: most of the time a command would take to
 * start is theirs.
 */
export async function connect(workspaceFolder: string, shipped: ShippedFiles): Promise<Connection> {
  const taken = await takeWorkspaceLock(workspacePaths(workspaceFolder).lockFile, createToken())
  if ('owner' in taken) {
    return { client: await attach(taken.owner), attached: true, close: async () => {} }
  }
  const [{ createEngine }, { createContractRouter }, { createRouterClient }] = await Promise.all([
    import('#engine/create-engine.ts'),
    import('#engine/contract-router.ts'),
    import('@orpc/server'),
  ])
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
export async function attach({ url, token }: WorkspaceOwner): Promise<Client> {
  const [{ createORPCClient }, { RPCLink }] = await Promise.all([
    import('@orpc/client'),
    import('@orpc/client/fetch'),
  ])
  const link = new RPCLink({ url: `${url}/rpc`, headers: { authorization: `Bearer ${token}` } })
  return createORPCClient(link)
}
