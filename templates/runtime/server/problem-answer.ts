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

/** For a request whose body found no room beside the others that are under way. */
export function noRoomAnswer(most: number, scenario: string): Answer {
  const detail = `The bodies of requests under way take all of the ${most / 1_048_576} MiB that this server has for them. Try again in a second.`
  const reason = 'no room for its body'
  const answer = problemAnswer({
    status: 503,
    title: 'Too many bodies are under way',
    detail,
    reason,
    scenario,
    trace: [{ stage: 'body', verdict: 'fail', message: detail }],
  })
  return { ...answer, headers: { ...answer.headers, 'Retry-After': '1' } }
}
