import type { TraceStep } from '#contract/log-entry.ts'
import type { Scenario } from '#contract/scenario.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import type { RuleState } from './behaviours.ts'
import { type CompiledRule, compileRule, concerns, shapeOf } from './match-rule.ts'

/** A scenario in play: its rules compiled and its counters at work, from activation to activation. */
export interface PlayedScenario {
  readonly scenario: Scenario
  /** The rules that concern an operation, in their order. */
  rulesFor(operation: Operation): readonly CompiledRule[]
  /**
   * The list that the request before was given when it missed the rules of the operation by the same steps; null when
   * it was another one, and the steps are then kept for the next.
   */
  repeatedMisses(operation: Operation, steps: readonly TraceStep[]): readonly TraceStep[] | null
  /** Counters of a rule. */
  stateOf(rule: CompiledRule): RuleState
  /** Draws made for the scenario's own delay. */
  readonly defaultsState: RuleState
}

/** Takes a scenario into play; rules are found by operation, so that their number does not slow a request. */
export function playScenario(scenario: Scenario): PlayedScenario {
  let compiled: ReadonlyMap<string, readonly CompiledRule[]> | null = null
  const states = scenario.rules.map((): RuleState => ({ given: 0, draws: 0 }))
  // Operations live as long as the server; their rules are looked up once each.
  const found = new Map<string, readonly CompiledRule[]>()
  const lastMisses = new Map<string, readonly TraceStep[]>()

  function find(operation: Operation): readonly CompiledRule[] {
    // Most scenarios of a server are never asked for.
    compiled ??= compileRules(scenario)
    const buckets = compiled
    return [
      bucketOf(operation.id, undefined),
      bucketOf(undefined, operation.path),
      bucketOf(undefined, undefined),
    ]
      .flatMap((key) => buckets.get(key) ?? [])
      .filter(({ rule }) => concerns(rule, operation))
      .sort((one, other) => one.index - other.index)
  }

  return {
    scenario,
    rulesFor(operation) {
      let rules = found.get(operation.id)
      if (rules === undefined) {
        rules = find(operation)
        found.set(operation.id, rules)
      }
      return rules
    },
    repeatedMisses(operation, steps) {
      const last = lastMisses.get(operation.id)
      if (last?.length === steps.length && steps.every((step, index) => step === last[index])) {
        return last
      }
      lastMisses.set(operation.id, steps)
      return null
    },
    stateOf: ({ index }) => states[index] ?? { given: 0, draws: 0 },
    defaultsState: { given: 0, draws: 0 },
  }
}

function compileRules(scenario: Scenario): Map<string, CompiledRule[]> {
  const buckets = new Map<string, CompiledRule[]>()
  scenario.rules.forEach((rule, index) => {
    const key = bucketOf(rule.when.operation, rule.when.path)
    const bucket = buckets.get(key) ?? []
    bucket.push(compileRule(rule, index))
    buckets.set(key, bucket)
  })
  return buckets
}

function bucketOf(operation: string | undefined, path: string | undefined): string {
  if (operation !== undefined) {
    return `operation ${operation}`
  }
  return path === undefined ? 'any' : `path ${shapeOf(path)}`
}
