import type { TraceStep } from '#contract/log-entry.ts'
import type { ServerSettings } from '#contract/server.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import type { PlayedScenario } from '../scenarios/play-scenario.ts'

/** Whether the scenario that the client named by `X-Mock-Scenario`, now or earlier in its session, is used. */
export function askedStep(asked: string | undefined, played: PlayedScenario): TraceStep[] {
  if (asked === undefined) {
    return []
  }
  const name = asked.slice(0, 60)
  return [
    name === played.scenario.name
      ? scenarioStep('pass', `The client asked for scenario ${name}.`)
      : scenarioStep(
          'note',
          `The client asked for scenario "${name}", which there is not; it was ignored.`,
        ),
  ]
}

/** Makes the function that says that the scenario leaves an operation as it is: the same step each time. */
export function createNoRulesStep(): (played: PlayedScenario) => TraceStep {
  const known = new WeakMap<PlayedScenario, TraceStep>()
  return (played) => {
    let step = known.get(played)
    if (step === undefined) {
      const message = `Scenario ${played.scenario.name} has no rule for this operation.`
      step = scenarioStep('note', message)
      known.set(played, step)
    }
    return step
  }
}

function scenarioStep(verdict: TraceStep['verdict'], message: string): TraceStep {
  return { stage: 'scenario', verdict, message }
}

/** Which operation it is. */
export function matchStep(operation: Operation): TraceStep {
  const message = `${operation.method} ${operation.path} is operation ${operation.id}.`
  return { stage: 'match', verdict: 'pass', message }
}

/** Nothing is wrong with the request, or nobody looked. */
export function validSteps({ security }: Operation, { validate }: ServerSettings): TraceStep[] {
  if (validate === 'off') {
    const message = 'Requests are not checked: validation is off.'
    return [{ stage: 'validate', verdict: 'note', message }]
  }
  const valid: TraceStep = {
    stage: 'validate',
    verdict: 'pass',
    message: 'The request satisfies the spec.',
  }
  const allowed: TraceStep = {
    stage: 'security',
    verdict: 'pass',
    message: 'The credentials are those the operation asks for.',
  }
  return security.length === 0 ? [valid] : [allowed, valid]
}

/**
 * Makes the function that says that the operation is meant and nothing is wrong with the request: the same list for all
 * such requests of an operation, which must not be changed.
 */
export function createAcceptedSteps(
  settings: ServerSettings,
): (operation: Operation) => readonly TraceStep[] {
  const known = new WeakMap<Operation, readonly TraceStep[]>()
  return (operation) => {
    let steps = known.get(operation)
    if (steps === undefined) {
      steps = [matchStep(operation), ...validSteps(operation, settings)]
      known.set(operation, steps)
    }
    return steps
  }
}

/** A preview asks for nothing that is stored, though requests of its operation get what is. */
export function unstoredStep(collection: string): TraceStep {
  const message = `Requests get what "${collection}" stores; this is the answer without stored items.`
  return { stage: 'state', verdict: 'note', message }
}

/** What the client asked for in `Prefer`. */
export function preferStep({ code, example }: { code?: string; example?: string }): TraceStep {
  const wishes = [
    code === undefined ? '' : `status ${code}`,
    example === undefined ? '' : `example "${example.slice(0, 60)}"`,
  ].filter(Boolean)
  const message = `The client asked for ${wishes.join(' and ')}.`
  return { stage: 'prefer', verdict: 'pass', message }
}
