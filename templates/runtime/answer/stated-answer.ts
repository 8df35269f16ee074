import type { TraceStep } from '#contract/log-entry.ts'
import type { MockState } from '../state/create-state.ts'
import type { StateRequest } from '../state/state-request.ts'
import type { BuiltAnswer } from './built-answer.ts'

/** The answer from what is stored, with a step that says so; null when the spec alone has to answer. */
export function askState(
  state: MockState,
  request: StateRequest,
  before: TraceStep[],
): BuiltAnswer | null {
  const outcome = state.answer(request)
  if (outcome === null) {
    return null
  }
  if (outcome.kind === 'passed-on') {
    const message = `The state cannot answer: ${outcome.why}. The usual answer is given.`
    before.push({ stage: 'state', verdict: 'fail', message })
    return null
  }
  before.push({ stage: 'state', verdict: outcome.verdict, message: outcome.message })
  return outcome.built
}
