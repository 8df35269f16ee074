import { isDeepStrictEqual } from 'node:util'
import type { Scenario } from '#contract/scenario.ts'
import type { ServerSettings } from '#contract/server.ts'
import type { LiveMock } from '../server/live-mock.ts'

/** What every worker answers by. Members that are left out stay as they are. */
export interface WorkerCourse {
  settings?: ServerSettings
  scenarios?: readonly Scenario[]
  active: string
  /** Ids of the operations that the state answers. */
  stored?: readonly string[]
}

/** The course that makes workers answer as the mock of the primary does now. */
export function courseOf(mock: LiveMock): Required<WorkerCourse> {
  return {
    settings: mock.settings(),
    scenarios: mock.allScenarios(),
    active: mock.activeScenario(),
    stored: mock.mockApi.operations.filter(mock.isStored).map(({ id }) => id),
  }
}

/** What has to be told to workers that follow one course for them to follow another; null when they do already. */
export function changedCourse(
  before: Required<WorkerCourse>,
  after: Required<WorkerCourse>,
): WorkerCourse | null {
  const { settings, scenarios, active, stored } = after
  // The answers that a worker has built stay good when only the scenario is another.
  const sameSettings = isDeepStrictEqual(settings, {
    ...before.settings,
    scenario: settings.scenario,
  })
  const changes = {
    ...(sameSettings ? {} : { settings }),
    ...(scenarios === before.scenarios ? {} : { scenarios }),
    ...(isDeepStrictEqual(stored, before.stored) ? {} : { stored }),
  }
  const isSame = Object.keys(changes).length === 0 && active === before.active
  return isSame ? null : { ...changes, active }
}
