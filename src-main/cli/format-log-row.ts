import type { LogRow } from '#contract/log-entry.ts'

/** One line for a terminal: time, method, path, status, duration, reason. */
export function formatLogRow(
  row: Pick<LogRow, 'at' | 'method' | 'path' | 'query' | 'status' | 'durationMs' | 'reason'>,
): string {
  const time = new Date(row.at).toISOString().slice(11, 23)
  const target = printable(row.query ? `${row.path}?${row.query}` : row.path)
  const duration = `${row.durationMs.toFixed(1)} ms`
  return `${time}  ${row.method.padEnd(6)} ${target}  ${row.status}  ${duration}  ${printable(row.reason)}`
}

/** A client chooses the path: control characters must not reach the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?')
}
