import type { ErrorData } from '#contract/errors.ts'
import { EngineError } from '#engine/engine-error.ts'

/** "Cannot import petstore.yaml: why. What to do." with the place in the message and in the data. */
export function importError(
  name: string,
  why: string,
  hint: string,
  data: ErrorData = {},
): EngineError {
  const { line, column } = data.place ?? {}
  const where =
    line === undefined || /\bline \d/.test(why) ? '' : ` (line ${line}, column ${column})`
  const message = `Cannot import ${name}: ${why}${where}. ${hint}`
  return new EngineError('INVALID_SPEC', message, { data: { ...data, hint } })
}
