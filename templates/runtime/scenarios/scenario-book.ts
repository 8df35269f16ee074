import { isDeepStrictEqual } from 'node:util'
import type { Scenario } from '#contract/scenario.ts'
import { type PlayedScenario, playScenario } from './play-scenario.ts'

/** The scenarios of a server and which one is active. Each request reads one scenario object from start to end. */
export interface ScenarioBook {
  activeName(): string
  get(name: string): Scenario | undefined
  names(): string[]
  /** Switches and starts the counters of that scenario anew. Throws an Error for an unknown name. */
  activate(name: string): void
  /** Takes a new set in one step; a scenario that is the same as before keeps its counters. Throws as `activate`. */
  replaceAll(scenarios: readonly Scenario[], active: string): void
  /** The active scenario in play. */
  active(): PlayedScenario
  /** Any scenario in play, for a client that asks for it by name. */
  play(name: string): PlayedScenario | undefined
}

const happy: Scenario = {
  name: 'happy',
  description: 'Every operation gives its usual success.',
  derived: true,
  rules: [],
  defaults: {},
}

/** Opens a book. `happy` is always in it, with no rules unless one is given. */
export function createScenarioBook(options: {
  scenarios: readonly Scenario[]
  active: string
}): ScenarioBook {
  let played = openAll(options.scenarios, new Map())
  let current = pick(played, options.active)

  return {
    activeName: () => current.scenario.name,
    get: (name) => played.get(name)?.scenario,
    names: () => [...played.keys()],
    activate(name) {
      const fresh = playScenario(pick(played, name).scenario)
      played.set(name, fresh)
      current = fresh
    },
    replaceAll(scenarios, active) {
      const next = openAll(scenarios, played)
      current = pick(next, active)
      played = next
    },
    active: () => current,
    play: (name) => played.get(name),
  }
}

function openAll(
  scenarios: readonly Scenario[],
  before: ReadonlyMap<string, PlayedScenario>,
): Map<string, PlayedScenario> {
  const opened = new Map<string, PlayedScenario>()
  for (const scenario of [happy, ...scenarios]) {
    const old = before.get(scenario.name)
    const same = old !== undefined && isDeepStrictEqual(old.scenario, scenario)
    opened.set(scenario.name, same ? old : playScenario(scenario))
  }
  return opened
}

function pick(played: ReadonlyMap<string, PlayedScenario>, name: string): PlayedScenario {
  const found = played.get(name)
  if (found === undefined) {
    throw new Error(
      `Cannot use scenario "${name}": there is none of that name. Choose one of ${[...played.keys()].join(', ')}.`,
    )
  }
  return found
}
