import { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { connect } from '../connect.ts'
import { findServer } from '../find-server.ts'
import { printResult } from '../output.ts'
import { specSource } from '../spec-source.ts'

interface UpdateOptions {
  allowRemoteRefs?: boolean
  overwrite?: boolean
  json?: boolean
}

export function updateCommand(context: CommandContext): Command {
  return new Command('update')
    .description('generate a server anew from its changed API description')
    .argument('<server>', 'id or name')
    .argument('[spec]', 'file or http(s) address (default: the one it was made from)')
    .option('--allow-remote-refs', 'fetch references to other hosts')
    .option('--overwrite', 'replace generated files that were edited by hand')
    .option('--json', 'print JSON')
    .action(async (reference: string, spec: string | undefined, options: UpdateOptions) => {
      const { client, close } = await connect(context.workspaceFolder(), context.shipped)
      try {
        const { id } = await findServer(client, reference)
        const updated = await client.specs.update({
          serverId: id,
          allowRemoteRefs: options.allowRemoteRefs ?? false,
          overwrite: options.overwrite ?? false,
          ...(spec !== undefined && { source: specSource(spec) }),
        })
        printResult(updated, options.json, ({ server, report: { counts } }) =>
          [
            `${server.name} is up to date with ${server.source}: ${server.operationCount} operations`,
            `${counts.error} errors and ${counts.warning} warnings in the spec.`,
          ].join(', '),
        )
      } finally {
        await close()
      }
    })
}
