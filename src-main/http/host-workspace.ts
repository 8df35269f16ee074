import { type ContractRouter, createContractRouter } from '#engine/contract-router.ts'
import { createEngine, type Engine, type ShippedFiles } from '#engine/create-engine.ts'
import { takeWorkspaceLock, type WorkspaceOwner } from '#engine/workspace/workspace-lock.ts'
import { workspacePaths } from '#engine/workspace/workspace-paths.ts'
import { createToken } from './access-tokens.ts'
import { type HttpDoor, openHttpDoor } from './open-http-door.ts'

export interface HostWorkspaceOptions {
  workspaceFolder: string
  shipped: ShippedFiles
  webUiFolder: string
  host?: string
  port?: number
  /** Take any free port when the wanted one is taken. */
  orFreePort?: boolean
  allowedHosts?: readonly string[]
  onTrouble(message: string): void
}

/** A workspace that belongs to this process, with its engine running and its HTTP door open. */
export interface HostedWorkspace {
  engine: Engine
  router: ContractRouter
  door: HttpDoor
  /** Ends the servers, stores the log, closes the door, gives the workspace free. */
  close(): Promise<void>
}

/** Takes a workspace over for this process, or answers which other process has it. */
export async function hostWorkspace(
  options: HostWorkspaceOptions,
): Promise<{ hosted: HostedWorkspace } | { owner: WorkspaceOwner }> {
  const { workspaceFolder, shipped, webUiFolder, onTrouble } = options
  const ownerToken = createToken()
  const taken = await takeWorkspaceLock(workspacePaths(workspaceFolder).lockFile, ownerToken)
  if ('owner' in taken) return taken

  try {
    const engine = await createEngine({ workspaceFolder, shipped, onTrouble })
    const router = createContractRouter(engine)
    const door = await openHttpDoor({
      router,
      ownerToken,
      webUiFolder,
      host: options.host ?? '127.0.0.1',
      port: options.port ?? 0,
      orFreePort: options.orFreePort ?? false,
      allowedHosts: options.allowedHosts ?? [],
      version: shipped.version,
    }).catch(async (error: unknown) => {
      await engine.close()
      throw error
    })
    await taken.lock.announce(door.url)
    return {
      hosted: {
        engine,
        router,
        door,
        async close() {
          await door.close()
          await engine.close()
          await taken.lock.release()
        },
      },
    }
  } catch (error) {
    await taken.lock.release()
    throw error
  }
}
