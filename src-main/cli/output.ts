import type { Place } from '#contract/errors.ts'
import type { EngineError } from '#engine/engine-error.ts'

/** Writes a result: JSON for programs, or the lines that `toText` makes of it for people. */
export function printResult<Value>(
  value: Value,
  json: boolean | undefined,
  toText: (value: Value) => string,
): void {
  const text = json ? JSON.stringify(value, null, 2) : toText(value)
  if (text !== '') process.stdout.write(`${text}\n`)
}

/** Rows under headings, each column as wide as its widest cell. */
export function formatTable(headings: string[], rows: string[][]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  return [headings, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Writes why a command failed. A failure outside the contract is a defect: its stack is for us, on demand. */
export function printFailure(error: unknown): void {
  const { message, data } = describe(error)
  process.stderr.write(`${message}\n`)
  if (data?.place) process.stderr.write(`${describePlace(data.place)}\n`)
  for (const { message } of data?.problems ?? []) {
    process.stderr.write(`  - ${message.trimEnd().replaceAll('\n', '\n    ')}\n`)
  }
  for (const line of data?.stderr ?? []) process.stderr.write(`  | ${line}\n`)
  if (data?.hint && !message.includes(data.hint)) process.stderr.write(`${data.hint}\n`)
  if (process.env['MOCKLOOP_DEBUG'] && error instanceof Error)
    process.stderr.write(`${error.stack}\n`)
}

/** Such as "petstore.yaml:12:5  /paths/~1pets". */
function describePlace({ file, line, column, pointer }: Place): string {
  const where = [file, line, column].filter((part) => part !== undefined).join(':')
  return `  ${[where, pointer].filter(Boolean).join('  ')}`
}

function describe(error: unknown): { message: string; data?: EngineError['data'] } {
  if (!(error instanceof Error)) return { message: String(error) }
  // Over HTTP the failure arrives as an error of the contract library with the same `data`.
  return {
    message: error.message,
    data: 'data' in error ? (error.data as EngineError['data']) : undefined,
  }
}
