import type { TraceStep } from '#contract/log-entry.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import type { DeclaredBuilder } from '../answer/build-declared.ts'
import { type BuiltAnswer, problemAnswer } from '../answer/built-answer.ts'
import { chooseForFailure } from '../answer/choose-response.ts'
import { shorten } from '../answer/make-body.ts'
import { buildProblem } from '../answer/problem.ts'

/** The answer to what the state does not allow: the spec's own if it declares one, else a problem document. */
export function refuseByState(
  options: { operation: Operation; status: number; detail: string; accept: string | undefined },
  builder: DeclaredBuilder,
): BuiltAnswer {
  const { operation, status, detail, accept } = options
  const reason = shorten(`state: ${detail}`)
  const chosen = chooseForFailure(operation, status)
  const declared =
    chosen &&
    builder.build({
      operation,
      chosen,
      accept,
      whenUnacceptable: 'send',
      allowExamples: true,
      mode: 'full',
    })
  if (declared === null) {
    const none: TraceStep = {
      stage: 'body',
      verdict: 'note',
      message: `The operation declares no ${status}; a problem document was made.`,
    }
    return problemAnswer(buildProblem({ status, detail }), reason, [none])
  }
  return { ...declared, reason }
}
