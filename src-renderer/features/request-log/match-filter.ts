import type { LogRow } from '#contract/log-entry.ts'
import type { LogFilter } from '#contract/log-query.ts'

/**
 * Makes the test that decides whether a live row belongs on a filtered screen, by the conditions
 * with which the engine answers `log.page`. Made once per filter, because it runs for each live row.
 */
export function createRowMatcher(filter: LogFilter): (row: LogRow) => boolean {
  const { serverId, method, operationId, statusClass } = filter
  const needle = filter.text?.toLowerCase() ?? ''
  return (row) =>
    (!serverId || row.serverId === serverId) &&
    (!method || row.method === method) &&
    (!operationId || row.operationId === operationId) &&
    (!statusClass || Math.floor(row.status / 100) === Number(statusClass)) &&
    (needle === '' || containsText(row, needle))
}

function containsText(row: LogRow, needle: string): boolean {
  return (
    row.path.toLowerCase().includes(needle) ||
    row.reason.toLowerCase().includes(needle) ||
    row.query.toLowerCase().includes(needle) ||
    row.method.toLowerCase().includes(needle) ||
    (row.operationId?.toLowerCase().includes(needle) ?? false)
  )
}
