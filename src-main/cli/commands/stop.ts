import { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { connect } from '../connect.ts'
import { findServer } from '../find-server.ts'
import { printResult } from '../output.ts'
import { describeServers } from './list.ts'

export function stopCommand(context: CommandContext): Command {
  return new Command('stop')
    .description('stop servers of the running MockLoop')
    .argument('[server]', 'id or name; all servers without it')
    .option('--json', 'print JSON')
    .action(async (reference: string | undefined, options: { json?: boolean }) => {
      const { client, close } = await connect(context.workspaceFolder(), context.shipped)
      try {
        const servers = reference
          ? [await client.servers.stop({ serverId: (await findServer(client, reference)).id })]
          : await client.servers.stopAll()
        printResult(servers, options.json, describeServers)
      } finally {
        await close()
      }
    })
}
