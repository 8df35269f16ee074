import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { shippedFiles } from '#engine/shipped-files.ts'
import { defaultWorkspaceFolder } from '#engine/workspace/workspace-paths.ts'
import { type CommandContext, endWithoutReader, waitForInterrupt } from './command-context.ts'
import { printFailure } from './output.ts'

type CreateCommand = (context: CommandContext) => Command

/** Each with what loads it: most of a short command would otherwise be the loading of the others. */
const commands = {
  mock: async (): Promise<CreateCommand> => (await import('./commands/mock.ts')).mockCommand,
  generate: async () => (await import('./commands/generate.ts')).generateCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  start: async () => (await import('./commands/start.ts')).startCommand,
  stop: async () => (await import('./commands/stop.ts')).stopCommand,
  restart: async () => (await import('./commands/restart.ts')).restartCommand,
  update: async () => (await import('./commands/update.ts')).updateCommand,
  list: async () => (await import('./commands/list.ts')).listCommand,
  logs: async () => (await import('./commands/logs.ts')).logsCommand,
  scenario: async () => (await import('./commands/scenario.ts')).scenarioCommand,
  state: async () => (await import('./commands/state.ts')).stateCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
} satisfies Record<string, () => Promise<CreateCommand>>

type CommandName = keyof typeof commands

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
    projectWriter: join(appFolder, 'out', 'workers', 'write-project.js'),
    webUiFolder: join(appFolder, 'out', 'renderer'),
    workspaceFolder: () => resolve(program.opts().workspace ?? defaultWorkspaceFolder(process.env)),
    interrupted: waitForInterrupt,
  }

  for (const name of namedCommands(process.argv.slice(2))) {
    const create = await commands[name]()
    program.addCommand(create(context).copyInheritedSettings(program))
  }

  try {
    await program.parseAsync()
  } catch (error) {
    process.exitCode = exitCode(error)
  }
}

/** The commands that the words of a command line may mean; all where none is named, for the help and the complaint. */
function namedCommands(words: string[]): CommandName[] {
  // The keys of this object and no others.
  const all = Object.keys(commands) as CommandName[]
  const named = all.filter((name) => words.includes(name))
  return named.length > 0 ? named : all
}

/** Help and version arrive as errors too, with the code 0. */
function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  printFailure(error)
  return 1
}
