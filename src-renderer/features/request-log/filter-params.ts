import type { LogFilter } from '#contract/log-query.ts'

const statusClasses = ['1', '2', '3', '4', '5'] as const

/** What the query string of the Log tab says: conditions, and which entry is open. */
export interface LogParams {
  filter: LogFilter
  entry: number | null
}

/** Reads the query string; what it does not understand is left out. */
export function readLogParams(params: URLSearchParams, serverId: string | null): LogParams {
  const server = serverId ?? params.get('server')
  const method = params.get('method')
  const statusClass = statusClasses.find((known) => known === params.get('status'))
  const text = params.get('text')
  const operationId = params.get('operation')
  const entry = Number(params.get('entry') ?? Number.NaN)
  return {
    filter: {
      ...(server && { serverId: server }),
      ...(method && { method: method.toUpperCase() }),
      ...(statusClass && { statusClass }),
      ...(operationId && { operationId }),
      ...(text && { text: text.slice(0, 500) }),
    },
    entry: Number.isSafeInteger(entry) ? entry : null,
  }
}

/** Writes conditions and open entry back; members of the query string that are not ours stay. */
export function writeLogParams(
  previous: URLSearchParams,
  { filter, entry }: LogParams,
  serverId: string | null,
): URLSearchParams {
  const params = new URLSearchParams(previous)
  const values: Record<string, string | undefined> = {
    server: serverId === null ? filter.serverId : undefined,
    method: filter.method,
    status: filter.statusClass,
    operation: filter.operationId,
    text: filter.text,
    entry: entry === null ? undefined : String(entry),
  }
  for (const [name, value] of Object.entries(values)) {
    if (value) params.set(name, value)
    else params.delete(name)
  }
  return params
}
