import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { shippedFiles } from '#engine/shipped-files.ts'
import { defaultWorkspaceFolder } from '#engine/workspace/workspace-paths.ts'
import { type CommandContext, endWithoutReader, waitForInterrupt } from './command-context.ts'
import { exportCommand } from './commands/export.ts'
import { generateCommand } from './commands/generate.ts'
import { listCommand } from './commands/list.ts'
import { logsCommand } from './commands/logs.ts'
import { mockCommand } from './commands/mock.ts'
import { restartCommand } from './commands/restart.ts'
import { scenarioCommand } from './commands/scenario.ts'
import { serveCommand } from './commands/serve.ts'
import { startCommand } from './commands/start.ts'
import { stopCommand } from './commands/stop.ts'
import { updateCommand } from './commands/update.ts'
import { printFailure } from './output.ts'

/**
 * Carries out the command line of this process. `appFolder` holds `package.json` and `out`. The
 * outcome is the exit code: 0 success, 1 failure, 2 wrong usage.
 */
export async function runCommands(appFolder: string): Promise<void> {
  endWithoutReader()
  const { version } = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')) as {
    version: string
  }

  const program = new Command('mockloop')
    .description('Truthful mock servers from API descriptions.')
    .version(version)
    .option(
      '--workspace <folder>',
      'workspace folder (default: $MOCKLOOP_WORKSPACE or ~/.mockloop)',
    )
    .showHelpAfterError('Run with --help to see how it is used.')
    .exitOverride()

  const context: CommandContext = {
    shipped: shippedFiles(appFolder, version),
    webUiFolder: join(appFolder, 'out', 'renderer'),
    workspaceFolder: () => resolve(program.opts().workspace ?? defaultWorkspaceFolder(process.env)),
    interrupted: waitForInterrupt,
  }

  const commands = [
    mockCommand,
    generateCommand,
    serveCommand,
    startCommand,
    stopCommand,
    restartCommand,
    updateCommand,
    listCommand,
    logsCommand,
    scenarioCommand,
    exportCommand,
  ]
  for (const create of commands) {
    program.addCommand(create(context).copyInheritedSettings(program))
  }

  try {
    await program.parseAsync()
  } catch (error) {
    process.exitCode = exitCode(error)
  }
}

/** Help and version arrive as errors too, with the code 0. */
function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  printFailure(error)
  return 1
}
