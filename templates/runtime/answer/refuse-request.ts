import type { TraceStep } from '#contract/log-entry.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import type { ReadRequest } from '../exchange.ts'
import { invalidity } from './answer-headers.ts'
import type { DeclaredBuilder } from './build-declared.ts'
import { type BuiltAnswer, problemAnswer } from './built-answer.ts'
import { chooseForFailure } from './choose-response.ts'
import { refusalOf } from './error-occasion.ts'
import { buildProblem } from './problem.ts'
import { violationsHeader } from './violations-header.ts'

/** The answer to a request that broke the spec: the spec's own if it declares one, else a problem document. */
export function refuseRequest(options: {
  operation: Operation
  read: ReadRequest
  failure: number
  accept: string | undefined
  builder: DeclaredBuilder
  salt: number | undefined
}): { built: BuiltAnswer; headers: Record<string, string>; reason: string } {
  const { operation, read, failure, accept, builder, salt } = options
  const chosen = chooseForFailure(operation, failure)
  const headers: Record<string, string> = {
    'Mockloop-Violations': violationsHeader(read.violations),
    ...challenge(failure === 401 ? read.challenge : null),
  }
  const declared =
    chosen &&
    builder.build({
      operation,
      chosen,
      accept,
      whenUnacceptable: 'send',
      allowExamples: salt === undefined,
      mode: 'full',
      salt,
      occasion: refusalOf(chosen.status, operation, read.violations),
    })
  if (chosen === null || declared === null) {
    const none: TraceStep = {
      stage: 'body',
      verdict: 'note',
      message: `The operation declares no ${failure}; a problem document was made.`,
    }
    const problem = buildProblem({
      status: failure,
      detail: `The request does not satisfy the API description of ${operation.method} ${operation.path}.`,
      violations: read.violations,
    })
    return { built: problemAnswer(problem, '', [none]), headers, reason: reasonOf(read) }
  }
  const found: TraceStep = {
    stage: 'body',
    verdict: 'pass',
    message: `The spec's own answer for this is ${chosen.response.status}.`,
  }
  return {
    built: { ...declared, steps: [found, ...declared.steps] },
    headers,
    reason: reasonOf(read),
  }
}

/** The challenge may quote the spec, which can hold what no header can. */
function challenge(value: string | null): Record<string, string> {
  return value === null || invalidity('WWW-Authenticate', value) !== null
    ? {}
    : { 'WWW-Authenticate': value }
}

/** Short, because it stands in a column of the log; the status stands beside it. */
function reasonOf({ violations: [first] }: ReadRequest): string {
  if (first === undefined) return 'breaks the spec'
  if (first.in === 'security') return `not authorised (${first.name})`
  const place = [first.in, first.name ?? first.pointer].filter(Boolean).join(' ')
  return place.length > 36 ? 'breaks the spec' : `breaks the spec (${place})`
}
