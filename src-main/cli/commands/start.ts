import { Command } from 'commander'
import type { Server } from '#contract/server.ts'
import { EngineError } from '#engine/engine-error.ts'
import type { CommandContext } from '../command-context.ts'
import { attach, type Client } from '../connect.ts'
import { findServer } from '../find-server.ts'
import { printResult } from '../output.ts'
import { parseWorkers } from '../parse-workers.ts'
import { describeServers } from './list.ts'

interface StartOptions {
  workers?: number
  json?: boolean
}

export function startCommand(context: CommandContext): Command {
  return new Command('start')
    .description('start servers; without a running MockLoop they run until Ctrl-C')
    .argument('[server]', 'id or name; all servers without it')
    .option('--workers <number>', 'processes that answer for each, from now on', parseWorkers)
    .option('--json', 'print JSON')
    .action(async (reference: string | undefined, options: StartOptions) => {
      const [{ hostWorkspace }, { createRouterClient }] = await Promise.all([
        import('../../http/host-workspace.ts'),
        import('@orpc/server'),
      ])
      const result = await hostWorkspace({
        workspaceFolder: context.workspaceFolder(),
        shipped: context.shipped,
        webUiFolder: context.webUiFolder,
        onTrouble: (message) => process.stderr.write(`${message}\n`),
      })
      if ('owner' in result) {
        const servers = await start(await attach(result.owner), reference, options)
        return printResult(servers, options.json, describeServers)
      }
      const { hosted } = result
      try {
        const servers = await start(createRouterClient(hosted.router), reference, options)
        printResult(servers, options.json, describeServers)
        process.stderr.write('No MockLoop was running: serving from here until Ctrl-C.\n')
        await context.interrupted()
      } finally {
        await hosted.close()
      }
    })
}

async function start(
  client: Client,
  reference: string | undefined,
  { workers }: StartOptions,
): Promise<Server[]> {
  const named = reference ? [await findServer(client, reference)] : null
  if (named === null && (await client.servers.list()).length === 0) {
    throw new EngineError(
      'NOT_FOUND',
      'Cannot start servers: the workspace has none. Import a spec first, for example with "mockloop serve spec.yaml".',
    )
  }
  if (workers !== undefined) {
    for (const { id } of named ?? (await client.servers.list())) {
      await client.servers.updateSettings({ serverId: id, settings: { workers } })
    }
  }
  return named === null
    ? client.servers.startAll()
    : Promise.all(named.map(({ id }) => client.servers.start({ serverId: id })))
}
