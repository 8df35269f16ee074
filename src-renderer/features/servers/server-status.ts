import type { Server } from '#contract/server.ts'

/** What the status dot shows: the state, and whether a running server waits for a restart. */
export type ServerStatus = Server['state'] | 'needs-restart'

export function statusOf(server: Pick<Server, 'state' | 'needsRestart'>): ServerStatus {
  return server.state === 'running' && server.needsRestart ? 'needs-restart' : server.state
}

export const statusNames: Record<ServerStatus, string> = {
  stopped: 'Stopped',
  starting: 'Starting',
  running: 'Running',
  stopping: 'Stopping',
  crashed: 'Crashed',
  'needs-restart': 'Needs restart',
}

/** The port of a running server's base URL, else the configured one; null when any free one is taken. */
export function portOf(server: Pick<Server, 'url' | 'settings'>): number | null {
  const port = server.url ? Number(new URL(server.url).port) : server.settings.port
  return port > 0 ? port : null
}
