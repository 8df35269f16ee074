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

/** Why a server is down, or answers with fewer workers than it should; null when there is nothing to tell. */
export function troubleOf({
  state,
  lastError,
  workers,
}: Pick<Server, 'state' | 'lastError' | 'workers'>): string | null {
  if (state === 'crashed' || state === 'stopped') return lastError
  if (state !== 'running' || workers === null || workers.answering === workers.wanted) return null
  const { answering, wanted, lastLoss } = workers
  const answer = answering === 1 ? 'answers' : 'answer'
  return `${answering} of ${wanted} workers ${answer}. ${lastLoss?.message ?? ''}`.trim()
}
