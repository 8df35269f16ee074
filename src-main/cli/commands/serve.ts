import { createInterface } from 'node:readline'
import { Command, InvalidArgumentError } from 'commander'
import { EngineError } from '#engine/engine-error.ts'
import type { HostedWorkspace } from '../../http/host-workspace.ts'
import type { CommandContext } from '../command-context.ts'
import { openInBrowser } from '../open-in-browser.ts'
import { printFailure } from '../output.ts'
import { parsePort } from '../parse-port.ts'
import { specSource } from '../spec-source.ts'

/** Taken when no port is asked for and it is free. */
const usualPort = 4000

interface ServeOptions {
  port?: number
  host: string
  allowHost?: string[]
  open?: boolean
}

export function serveCommand(context: CommandContext): Command {
  return new Command('serve')
    .description('run MockLoop with its web UI and Admin API until Ctrl-C')
    .argument('[specs...]', 'specs to start at once: imported, or brought up to date if they were')
    .option(
      '--port <port>',
      `port of the web UI and the Admin API (default: ${usualPort}, or a free one)`,
      parsePort,
    )
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option(
      '--allow-host <name>',
      'further host name it may be called by; can be repeated',
      collect,
    )
    .option('--open', 'open a browser')
    .action(async (specs: string[], options: ServeOptions) => {
      const { hostWorkspace } = await import('../../http/host-workspace.ts')
      const result = await hostWorkspace({
        workspaceFolder: context.workspaceFolder(),
        shipped: context.shipped,
        webUiFolder: context.webUiFolder,
        host: options.host,
        port: options.port ?? usualPort,
        orFreePort: options.port === undefined,
        allowedHosts: options.allowHost ?? [],
        onTrouble: (message) => process.stderr.write(`${message}\n`),
      })
      if ('owner' in result) {
        const { url, pid } = result.owner
        throw new EngineError(
          'CONFLICT',
          `Cannot serve this workspace: another MockLoop (process ${pid}) serves it at ${url}. Stop it, or choose another folder with --workspace.`,
        )
      }
      const { hosted } = result
      const interrupted = context.interrupted()
      try {
        announce(hosted, options.open ?? false)
        await importAll(hosted, specs)
        await interrupted
      } finally {
        await hosted.close()
      }
    })
}

function announce({ door }: HostedWorkspace, open: boolean): void {
  const link = door.issueLink()
  process.stdout.write(`MockLoop is ready at ${link}\n`)
  process.stdout.write('The link works once. Press Enter for a new one, Ctrl-C to stop.\n')
  if (open) openInBrowser(link)
  if (!process.stdin.isTTY) return
  const lines = createInterface({ input: process.stdin })
  lines.on('line', () => process.stdout.write(`${door.issueLink()}\n`))
  // A closed terminal must not keep the process, nor this reader the event loop.
  process.stdin.unref?.()
}

async function importAll(hosted: HostedWorkspace, specs: string[]): Promise<void> {
  const { createRouterClient } = await import('@orpc/server')
  const client = createRouterClient(hosted.router)
  for (const spec of specs) {
    const source = specSource(spec)
    const server = await client.specs.import({ source, reuse: true, start: true }).then(
      (imported) => imported.server,
      (error: unknown) => {
        const known = hosted.engine.specs.madeFrom(source)
        if (known === undefined || !isConflict(error)) throw error
        printFailure(error)
        process.stderr.write(
          `${known.name} is served as it was. To replace your edits: mockloop update ${known.id} --overwrite\n`,
        )
        return client.servers.start({ serverId: known.id })
      },
    )
    if (!server.url) throw new EngineError('START_FAILED', server.lastError ?? 'It did not start.')
    process.stdout.write(`${server.name}: mock server ready at ${server.url}\n`)
  }
}

/** Whether edits of the user and a changed spec meet; both are kept until the user decides. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'CONFLICT'
}

function collect(value: string, all: string[] = []): string[] {
  if (!/^[a-z0-9.-]+$/i.test(value)) throw new InvalidArgumentError('It is not a host name.')
  return [...all, value.toLowerCase()]
}
