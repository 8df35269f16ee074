import type { Scenario, ScenarioSummary } from '#contract/scenario.ts'
import type { Server } from '#contract/server.ts'
import { EngineError } from '../engine-error.ts'
import type { FactFeed } from '../facts/fact-feed.ts'
import { readScenarios, removeScenario, writeScenario } from '../servers/project-files.ts'
import type { ServerManager } from '../servers/server-manager.ts'

/** Scenarios of the workspace's servers: files in their projects, and the one that each server plays. */
export function createScenarioService(options: { servers: ServerManager; feed: FactFeed }) {
  const { servers, feed } = options

  async function find(serverId: string, name: string): Promise<Scenario> {
    const scenarios = await readScenarios(servers.folder(serverId))
    const found = scenarios.find((scenario) => scenario.name === name)
    if (found) return found
    throw new EngineError(
      'NOT_FOUND',
      `Cannot find scenario "${name}": the server has ${scenarios.map((each) => each.name).join(', ')}.`,
    )
  }

  /** After the files changed: the running server takes them all in one step. */
  async function announce(serverId: string): Promise<void> {
    const active = servers.get(serverId).settings.scenario
    const scenarios = await readScenarios(servers.folder(serverId))
    await servers.tell(serverId, { type: 'reloadScenarios', scenarios, active })
    feed.publish({ type: 'scenario.changed', serverId, active })
  }

  return {
    async list(serverId: string): Promise<ScenarioSummary[]> {
      const active = servers.get(serverId).settings.scenario
      const scenarios = await readScenarios(servers.folder(serverId))
      return scenarios.map(({ name, description, derived, rules }) => ({
        name,
        description,
        derived,
        ruleCount: rules.length,
        active: name === active,
      }))
    },

    get: find,

    /** Creates or replaces a scenario of the user's. Derived ones are made from the spec and stay as they are. */
    async save(serverId: string, scenario: Omit<Scenario, 'derived'>): Promise<Scenario> {
      const existing = await find(serverId, scenario.name).catch(() => null)
      if (existing?.derived) {
        throw new EngineError(
          'CONFLICT',
          `Cannot change scenario "${scenario.name}": it is made from the spec. Duplicate it under another name.`,
        )
      }
      const saved: Scenario = { ...scenario, derived: false }
      await writeScenario(servers.folder(serverId), saved)
      await announce(serverId)
      return saved
    },

    /** Removes a scenario of the user's and answers it, so that it can be saved again. */
    async remove(serverId: string, name: string): Promise<Scenario> {
      const scenario = await find(serverId, name)
      if (scenario.derived) {
        throw new EngineError(
          'CONFLICT',
          `Cannot remove scenario "${name}": it is made from the spec and comes back with it.`,
        )
      }
      if (servers.get(serverId).settings.scenario === name) await this.activate(serverId, 'happy')
      await removeScenario(servers.folder(serverId), name)
      await announce(serverId)
      return scenario
    },

    /** Switches a server without restart; resolves when the running server answers by it. */
    async activate(serverId: string, name: string): Promise<Server> {
      await find(serverId, name)
      return servers.activateScenario(serverId, name)
    },
  }
}
