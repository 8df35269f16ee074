import type { TraceStep } from '#contract/log-entry.ts'
import type { Answer } from '../exchange.ts'
import type { BuiltAnswer } from './built-answer.ts'
import { wireForm } from './wire-form.ts'

export interface Sealing {
  built: BuiltAnswer
  /** Steps that came before the answer was built. */
  before: readonly TraceStep[]
  scenario: string
  /** Milliseconds. */
  delay?: number
  fault?: Answer['fault']
  /** Headers that only this request gets. */
  headers?: Readonly<Record<string, string>>
  /** True for HEAD: everything but the body. */
  isHead: boolean
  reason?: string
  isShared?: boolean
}

/** Makes an answer that can be shared: nothing in it can be changed. */
export function sealAnswer(sealing: Sealing): Answer {
  const { built, before, scenario, delay = 0, fault = null, isHead, isShared = false } = sealing
  const headers = sealing.headers ? { ...built.headers, ...sealing.headers } : built.headers
  const steps = isHead ? [...built.steps, headStep] : built.steps
  const body = isHead ? null : built.body
  return Object.freeze({
    status: built.status,
    headers: Object.freeze(headers),
    body,
    wire: wireForm(headers, body, built.text),
    reason: sealing.reason ?? built.reason,
    trace: Object.freeze([...before, ...steps]),
    scenario,
    delay,
    fault,
    isShared,
  })
}

const headStep: TraceStep = {
  stage: 'body',
  verdict: 'note',
  message: 'HEAD gets the headers without the body.',
}
