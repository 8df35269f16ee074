import type { TraceStep } from '#contract/log-entry.ts'
import type { Delay, ScenarioAnswer } from '#contract/scenario.ts'

/** How far a rule has come since its scenario was activated. */
export interface RuleState {
  /** Answers given. */
  given: number
  /** Random numbers drawn. */
  draws: number
}

/** An answer of a rule on its way through the behaviours. */
export interface Draft {
  answer: ScenarioAnswer
  /** Answers of the rule's sequence, completed by what stands beside it; the answer alone without a sequence. */
  variants: readonly ScenarioAnswer[]
  /** Milliseconds. */
  delay: number
  fault: 'close' | 'truncate' | 'malformed' | null
  steps: TraceStep[]
}

export interface Chance {
  state: Readonly<RuleState>
  /** From 0 (inclusive) to 1 (exclusive). */
  draw(): number
}

/** Changes the draft, or answers why the rule declines this request, as a clause. */
export type Behaviour = (draft: Draft, chance: Chance) => string | null

/** What an answer of a rule can do besides its content, in the order in which it is applied. */
export const behaviours: Readonly<Record<string, Behaviour>> = {
  times({ answer }, { state }) {
    return answer.times !== undefined && state.given >= answer.times
      ? `was given its ${answer.times === 1 ? 'one time' : `${answer.times} times`}`
      : null
  },

  probability({ answer }, { draw }) {
    return answer.probability !== undefined && draw() >= answer.probability
      ? `was not drawn (probability ${answer.probability})`
      : null
  },

  sequence(draft, { state }) {
    const count = draft.variants.length
    const position = state.given % Math.max(1, count)
    draft.answer = draft.variants[position] ?? draft.answer
    if (draft.answer.sequence !== undefined) {
      note(draft, 'rule', `Answer ${position + 1} of ${count} in its sequence.`)
    }
    return null
  },

  delay(draft, { draw }) {
    if (draft.answer.delay !== undefined) {
      draft.delay = delayOf(draft.answer.delay, draw)
      note(draft, 'delay', `Delayed by ${draft.delay} ms.`)
    }
    return null
  },

  fault(draft) {
    if (draft.answer.fault !== undefined) {
      draft.fault = draft.answer.fault
      note(draft, 'fault', faultMessages[draft.answer.fault])
    }
    return null
  },
}

const faultMessages = {
  close: 'The connection is closed without an answer.',
  truncate: 'The connection is closed after half of the answer.',
  malformed: 'The JSON of the body is broken on purpose.',
}

/** Whether an answer depends on how often its rule answered before, or on what was drawn for it. */
export function isCounted({ times, probability, sequence, delay }: ScenarioAnswer): boolean {
  return (
    times !== undefined ||
    probability !== undefined ||
    sequence !== undefined ||
    typeof delay === 'object'
  )
}

/** Whole milliseconds of a delay. */
export function delayOf(delay: Delay, draw: () => number): number {
  if (typeof delay === 'number') {
    return Math.round(delay)
  }
  const span = Math.max(0, delay.max - delay.min)
  return Math.round(delay.min + draw() * span)
}

/** The answers a rule can give. What one answer of a sequence says replaces what stands beside the sequence. */
export function variantsOf(answer: ScenarioAnswer): ScenarioAnswer[] {
  return answer.sequence?.map((step) => overlay(answer, step)) ?? [answer]
}

function overlay(base: ScenarioAnswer, step: ScenarioAnswer): ScenarioAnswer {
  const { body, text, example, generate, ...rest } = base
  // The fields of a body count as one thing: a text replaces a JSON body.
  const ownBody = ['body', 'text', 'example', 'generate'].some((field) =>
    Object.hasOwn(step, field),
  )
  return { ...(ownBody ? rest : base), ...step }
}

function note(draft: Draft, stage: TraceStep['stage'], message: string): void {
  draft.steps.push({ stage, verdict: 'note', message })
}
