import { Command } from 'commander'
import { EngineError } from '#engine/engine-error.ts'
import type { CommandContext } from '../command-context.ts'
import { connect } from '../connect.ts'
import { findServer } from '../find-server.ts'
import { printResult } from '../output.ts'
import { describeServers } from './list.ts'

export function restartCommand(context: CommandContext): Command {
  return new Command('restart')
    .description('restart a server of the running MockLoop')
    .argument('<server>', 'id or name')
    .option('--json', 'print JSON')
    .action(async (reference: string, options: { json?: boolean }) => {
      const { client, attached, close } = await connect(context.workspaceFolder(), context.shipped)
      try {
        const { id, name } = await findServer(client, reference)
        if (!attached) {
          throw new EngineError(
            'CONFLICT',
            `Cannot restart ${name}: no MockLoop is running on this workspace. Run "mockloop start ${id}".`,
          )
        }
        printResult([await client.servers.restart({ serverId: id })], options.json, describeServers)
      } finally {
        await close()
      }
    })
}
