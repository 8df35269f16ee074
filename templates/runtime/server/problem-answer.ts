import type { TraceStep } from '#contract/log-entry.ts'
import type { Answer } from '../exchange.ts'

/** An answer of the server itself, in the shape of RFC 9457. */
export function problemAnswer(options: {
  status: number
  title: string
  detail: string
  reason: string
  scenario: string
  trace: TraceStep[]
}): Answer {
  const { status, title, detail, reason, scenario, trace } = options
  const problem = { type: 'about:blank', title, status, detail }
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
    body: Buffer.from(JSON.stringify(problem)),
    reason,
    trace,
    scenario,
    delay: 0,
    fault: null,
  }
}
