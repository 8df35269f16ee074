import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { HealthReport } from '#contract/health-report.ts'
import { findLocale, type Locale } from '#contract/locales.ts'
import { scenarioNameSchema } from '#contract/scenario.ts'
import type { ServerSettings, ValidationMode } from '#contract/server.ts'
import { EngineError } from '#engine/engine-error.ts'
import { droppedMessage } from '#engine/servers/dropped-message.ts'
import { reachableUrl } from '#engine/servers/reachable-url.ts'
import { ListenFailure, ServerProcess } from '#engine/servers/server-process.ts'
import type { CommandContext } from '../command-context.ts'
import { formatLogRow } from '../format-log-row.ts'
import { generateFromSpec } from '../generate-from-spec.ts'
import { parsePort } from '../parse-port.ts'
import { removeAbandonedFolders, temporaryPrefix } from '../temporary-folders.ts'

interface MockOptions {
  port: number
  adminPort: number
  host: string
  scenario: string
  dynamic?: boolean
  seed: number
  locale: Locale
  validate: ValidationMode
  examples: 'repair' | 'verbatim'
  allowRemoteRefs?: boolean
  quiet?: boolean
}

export function mockCommand(context: CommandContext): Command {
  return new Command('mock')
    .description('mock an API description until Ctrl-C')
    .argument('<spec>', 'file or http(s) address of an API description')
    .option('--port <port>', 'port of the mocked API; 0 takes a free one', parsePort, 4010)
    .option(
      '--admin-port <port>',
      'port for health, metrics and control; 0 takes a free one',
      parsePort,
      0,
    )
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--scenario <name>', 'scenario to play', parseScenario, 'happy')
    .option('--dynamic', 'fresh data for each call')
    .option('--seed <number>', 'starting point of generated data', parseSeed, 1)
    .option('--locale <name>', 'language of generated data, such as de or pt_BR', parseLocale, 'en')
    .addOption(
      new Option('--validate <mode>', 'what to do with requests that break the spec')
        .choices(['enforce', 'warn', 'off'])
        .default('enforce'),
    )
    .addOption(
      new Option('--examples <mode>', 'what to do with examples that break their schema')
        .choices(['repair', 'verbatim'])
        .default('repair'),
    )
    .option('--allow-remote-refs', 'fetch references to other hosts')
    .option('--quiet', 'no line for each request')
    .action(async (spec: string, options: MockOptions) => {
      await removeAbandonedFolders()
      const folder = await mkdtemp(temporaryPrefix())
      try {
        await runMock(context, spec, options, join(folder, 'project'))
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    })
}

async function runMock(
  context: CommandContext,
  spec: string,
  { allowRemoteRefs = false, quiet = false, dynamic = false, ...options }: MockOptions,
  projectFolder: string,
): Promise<void> {
  const interrupted = context.interrupted()
  const settings: Partial<ServerSettings> = { ...options, dynamic }
  const { report } = await generateFromSpec(context, {
    spec,
    targetFolder: projectFolder,
    allowRemoteRefs,
    overwrite: false,
    settings,
  })
  printProblems(report)

  const ended = Promise.withResolvers<string>()
  const server: ServerProcess = new ServerProcess({
    entry: join(context.shipped.templates, 'run-in-app.js'),
    projectFolder,
    onLogged({ batch, entries, dropped }) {
      if (dropped > 0) process.stderr.write(droppedMessage(dropped))
      if (quiet) return server.acknowledge(batch)
      // A reader that is slower than the traffic makes the server wait with its log, not this process grow.
      const lines = entries.map((entry) => `${formatLogRow(entry)}\n`).join('')
      process.stdout.write(lines, () => server.acknowledge(batch))
    },
    onScenarioChanged: (name) => process.stderr.write(`Scenario ${name} is active.\n`),
    onOutput: (stream, text) => {
      // Its own ready line is ours to print: first, and once the ports are known.
      if (stream === 'stderr') process.stderr.write(text)
    },
    onExit: ({ code, signal }) => ended.resolve(signal ?? `code ${code}`),
  })
  const { port, adminPort } = await server.ready().catch((error: unknown) => {
    throw startFailure(error)
  })
  const url = reachableUrl(options.host, port)
  const adminUrl = reachableUrl(options.host, adminPort)
  process.stdout.write(`Mock server ready at ${url} (admin ${adminUrl})\n`)

  const how = await Promise.race([interrupted, ended.promise])
  if (how) throw new EngineError('INTERNAL', `The mock server ended by itself (${how}).`)
  await server.stop()
}

function printProblems({ problems, counts }: HealthReport): void {
  for (const { severity, message, place } of problems.slice(0, 20)) {
    if (severity === 'info') continue
    const where = place?.line
      ? ` (line ${place.line})`
      : place?.pointer
        ? ` (${place.pointer})`
        : ''
    process.stderr.write(`${severity}: ${message}${where}\n`)
  }
  const more = counts.error + counts.warning - Math.min(20, counts.error + counts.warning)
  if (more > 0) process.stderr.write(`… and ${more} more findings.\n`)
}

function startFailure(error: unknown): EngineError {
  if (error instanceof ListenFailure && error.code === 'EADDRINUSE') {
    return new EngineError(
      'PORT_TAKEN',
      `Cannot listen on port ${error.port}: it is taken by another program. Choose another with --port, or 0 for a free one.`,
    )
  }
  const why = error instanceof Error ? error.message : String(error)
  return new EngineError('START_FAILED', `Cannot start the mock server: ${why}.`)
}

function parseScenario(text: string): string {
  if (scenarioNameSchema.safeParse(text).success) return text
  throw new InvalidArgumentError('A scenario is named by lower-case words and hyphens.')
}

function parseLocale(text: string): Locale {
  const locale = findLocale(text)
  if (locale !== undefined) return locale
  throw new InvalidArgumentError('There is no data for it. Give a locale such as en, de or pt_BR.')
}

function parseSeed(text: string): number {
  const seed = Number(text)
  if (/^\d+$/.test(text) && seed <= 2_147_483_647) return seed
  throw new InvalidArgumentError('A seed is a whole number from 0 to 2147483647.')
}
