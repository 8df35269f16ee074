import type { TraceStep } from '#contract/log-entry.ts'
import { isBodiless } from './choose-response.ts'
import { type Problem, problemType } from './problem.ts'

/** The part of an answer that does not depend on the request. */
export interface BuiltAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  /** Null where the status allows no body. */
  body: Buffer | null
  /** The same as the body, where each of its characters is a byte of it; null where that is not known. */
  text: string | null
  reason: string
  steps: readonly TraceStep[]
}

/** Completes headers and body: no body where the status forbids one, else its type and length. */
export function completed(options: {
  status: number
  headers: Readonly<Record<string, string>>
  content: { body: Buffer; contentType: string; text?: string | null } | null
  reason: string
  steps: readonly TraceStep[]
}): BuiltAnswer {
  const { status, headers, content, reason, steps } = options
  if (isBodiless(status)) {
    const bodiless: TraceStep = {
      stage: 'body',
      verdict: 'note',
      message: `Status ${status} has no body by definition.`,
    }
    return { status, headers, body: null, text: null, reason, steps: [...steps, bodiless] }
  }
  const body = content?.body ?? Buffer.alloc(0)
  const type: Record<string, string> =
    content === null ? {} : { 'Content-Type': content.contentType }
  return {
    status,
    headers: { ...type, ...headers, 'Content-Length': String(body.length) },
    body,
    text: content?.text ?? null,
    reason,
    steps,
  }
}

/** An answer that carries a problem document. */
export function problemAnswer(
  problem: Problem,
  reason: string,
  steps: readonly TraceStep[],
  headers: Readonly<Record<string, string>> = {},
): BuiltAnswer {
  const body = Buffer.from(JSON.stringify(problem), 'utf8')
  const content = { body, contentType: problemType }
  return completed({ status: problem.status, headers, content, reason, steps })
}
