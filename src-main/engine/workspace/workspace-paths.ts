import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where things are in a workspace. */
export interface WorkspacePaths {
  folder: string
  /** One project folder per server, named by its id. */
  servers: string
  /** Removed servers, until the workspace closes. */
  trash: string
  log: string
  settingsFile: string
  serversFile: string
  lockFile: string
}

export function workspacePaths(folder: string): WorkspacePaths {
  return {
    folder,
    servers: join(folder, 'servers'),
    trash: join(folder, 'trash'),
    log: join(folder, 'log'),
    settingsFile: join(folder, 'settings.json'),
    serversFile: join(folder, 'servers.json'),
    lockFile: join(folder, 'engine.lock'),
  }
}

/** The workspace used when none is named: `MOCKLOOP_WORKSPACE`, else `~/.mockloop`. */
export function defaultWorkspaceFolder(env: NodeJS.ProcessEnv): string {
  return env['MOCKLOOP_WORKSPACE'] ?? join(homedir(), '.mockloop')
}
