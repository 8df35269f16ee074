import { Command } from 'commander'
import type { Server } from '#contract/server.ts'
import type { CommandContext } from '../command-context.ts'
import { connect } from '../connect.ts'
import { formatTable, printResult } from '../output.ts'

export function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('list the servers of the workspace')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const { client, close } = await connect(context.workspaceFolder(), context.shipped)
      try {
        printResult(await client.servers.list(), options.json, describeServers)
      } finally {
        await close()
      }
    })
}

export function describeServers(servers: Server[]): string {
  if (servers.length === 0) return 'No servers yet. Import a spec: mockloop serve spec.yaml'
  return formatTable(
    ['ID', 'NAME', 'STATE', 'URL', 'SCENARIO', 'OPERATIONS'],
    servers.map((server) => [
      server.id,
      server.name,
      server.state,
      server.url ?? '-',
      server.settings.scenario,
      String(server.operationCount),
    ]),
  )
}
