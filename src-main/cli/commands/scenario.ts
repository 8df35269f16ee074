import { Command } from 'commander'
import type { ScenarioSummary } from '#contract/scenario.ts'
import type { CommandContext } from '../command-context.ts'
import { connect } from '../connect.ts'
import { findServer } from '../find-server.ts'
import { formatTable, printResult } from '../output.ts'

export function scenarioCommand(context: CommandContext): Command {
  const command = new Command('scenario').description('list, show and switch scenarios of a server')

  command
    .command('list')
    .description('list the scenarios of a server')
    .argument('<server>', 'id or name')
    .option('--json', 'print JSON')
    .action(async (reference: string, options: { json?: boolean }) => {
      const { client, close } = await connect(context.workspaceFolder(), context.shipped)
      try {
        const { id } = await findServer(client, reference)
        printResult(await client.scenarios.list({ serverId: id }), options.json, describeScenarios)
      } finally {
        await close()
      }
    })

  command
    .command('show')
    .description('print a scenario as JSON')
    .argument('<server>', 'id or name')
    .argument('<scenario>', 'name of the scenario')
    .action(async (reference: string, name: string) => {
      const { client, close } = await connect(context.workspaceFolder(), context.shipped)
      try {
        const { id } = await findServer(client, reference)
        printResult(await client.scenarios.get({ serverId: id, name }), true, String)
      } finally {
        await close()
      }
    })

  command
    .command('use')
    .description('switch a server to a scenario, without restart')
    .argument('<server>', 'id or name')
    .argument('<scenario>', 'name of the scenario')
    .option('--json', 'print JSON')
    .action(async (reference: string, name: string, options: { json?: boolean }) => {
      const { client, close } = await connect(context.workspaceFolder(), context.shipped)
      try {
        const { id } = await findServer(client, reference)
        const server = await client.scenarios.activate({ serverId: id, name })
        printResult(server, options.json, () => `${server.name} plays ${server.settings.scenario}`)
      } finally {
        await close()
      }
    })

  return command
}

function describeScenarios(scenarios: ScenarioSummary[]): string {
  return formatTable(
    ['', 'SCENARIO', 'RULES', 'DESCRIPTION'],
    scenarios.map(({ name, active, ruleCount, description }) => [
      active ? '*' : '',
      name,
      String(ruleCount),
      description,
    ]),
  )
}
