import type { Violation } from '#contract/log-entry.ts'
import type { Miss } from '../exchange.ts'
import { http } from '../server/node-http.ts'

export const problemType = 'application/problem+json'

/** A problem document (RFC 9457). `violations` and `nearest` are extension members. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  violations?: Violation[]
  nearest?: Miss['nearest']
}

/** Builds a problem document; the title is the standard phrase of the status, as `about:blank` asks for. */
export function buildProblem(options: {
  status: number
  detail: string
  violations?: Violation[]
  nearest?: Miss['nearest']
}): Problem {
  const { status, ...rest } = options
  return { type: 'about:blank', title: titleOf(status), status, ...rest }
}

/** The standard phrase of a status, such as "Not Found". */
export function titleOf(status: number): string {
  return http.STATUS_CODES[status] ?? `Status ${status}`
}
