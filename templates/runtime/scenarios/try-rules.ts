import type { TraceStep } from '#contract/log-entry.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import { behaviours, type Draft, delayOf, type RuleState } from './behaviours.ts'
import { type CompiledRule, matchRule, ruleStep } from './match-rule.ts'
import type { PlayedScenario } from './play-scenario.ts'
import { drawAt } from './random-draw.ts'
import type { RuleSubject } from './rule-subject.ts'

/** Stream of the draws for a scenario's own delay; rules use their positions. */
const defaultsStream = -1

export interface RuleDecision {
  /** The rule that answers, with what its behaviours made of it; null when none does. */
  chosen: { rule: CompiledRule; draft: Draft } | null
  /** One step for each rule that was tried. */
  steps: readonly TraceStep[]
  /** True when no rule applies and the steps are the list that the request before was given. */
  isRepeated: boolean
}

/**
 * Asks the rules of a scenario in their order. Without a subject (for a preview) only rules that look at
 * nothing but the operation can apply, and no counter moves.
 */
export function tryRules(options: {
  played: PlayedScenario
  operation: Operation
  subject: RuleSubject | null
  seed: number
}): RuleDecision {
  const { played, operation, subject, seed } = options
  const steps: TraceStep[] = []
  let hasDeclined = false
  for (const rule of played.rulesFor(operation)) {
    const mismatch = subject === null ? needsRequest(rule) : matchRule(rule, subject)
    if (mismatch !== null) {
      steps.push(rule.missed(mismatch))
      continue
    }
    const stored = played.stateOf(rule)
    const state = subject === null ? { ...stored } : stored
    const draft = freshDraft(rule)
    const declined = runBehaviours(draft, state, seed, rule.index)
    if (declined !== null) {
      hasDeclined = true
      steps.push(ruleStep(rule.label, 'fail', `applies but ${declined}`))
      continue
    }
    state.given += 1
    const applies = `of scenario ${played.scenario.name} applies`
    steps.push(ruleStep(rule.label, 'pass', applies), ...draft.steps)
    return { chosen: { rule, draft }, steps, isRepeated: false }
  }
  const repeated = hasDeclined ? null : played.repeatedMisses(operation, steps)
  return { chosen: null, steps: repeated ?? steps, isRepeated: repeated !== null }
}

/** Milliseconds that a scenario delays every answer without a delay of its own; null when it does not. */
export function defaultDelay(played: PlayedScenario, seed: number): number | null {
  const { delay } = played.scenario.defaults
  return delay === undefined
    ? null
    : delayOf(delay, drawFrom(played.defaultsState, seed, defaultsStream))
}

function runBehaviours(
  draft: Draft,
  state: RuleState,
  seed: number,
  stream: number,
): string | null {
  const chance = { state, draw: drawFrom(state, seed, stream) }
  for (const behaviour of Object.values(behaviours)) {
    const declined = behaviour(draft, chance)
    if (declined !== null) {
      return declined
    }
  }
  return null
}

function drawFrom(state: RuleState, seed: number, stream: number): () => number {
  return () => {
    const drawn = drawAt(seed, stream, state.draws)
    state.draws += 1
    return drawn
  }
}

function freshDraft(rule: CompiledRule): Draft {
  return { answer: rule.rule.answer, variants: rule.variants, delay: 0, fault: null, steps: [] }
}

function needsRequest(rule: CompiledRule): string | null {
  return rule.unconditional ? null : 'it looks at the request, and a preview has none'
}
