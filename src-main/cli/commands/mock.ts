import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { HealthReport } from '#contract/health-report.ts'
import { findLocale } from '#contract/locale-names.ts'
import type { Locale } from '#contract/locales.ts'
import { longestScenarioName, scenarioNamePattern } from '#contract/scenario-name.ts'
import type { ServerSettings, ValidationMode } from '#contract/server.ts'
import { EngineError } from '#engine/engine-error.ts'
import { droppedMessage } from '#engine/servers/dropped-message.ts'
import { reachableUrl } from '#engine/servers/reachable-url.ts'
import { ListenFailure } from '#engine/servers/server-process.ts'
import type { CommandContext } from '../command-context.ts'
import { formatLogRow } from '../format-log-row.ts'
import { hostServer, prepareToHost } from '../host-server.ts'
import { parsePort } from '../parse-port.ts'
import { parseWorkers } from '../parse-workers.ts'
import { collectKey } from '../read-key.ts'
import { removeAbandonedFolders, temporaryPrefix } from '../temporary-folders.ts'
import { writeProject } from '../write-project.ts'

interface MockOptions {
  port: number
  adminPort: number
  host: string
  scenario: string
  dynamic?: boolean
  stateful?: boolean
  collections?: string
  workers: number
  seed: number
  locale: Locale
  validate: ValidationMode
  credentials: 'any' | 'strict'
  credentialKey?: string[]
  jwtKey?: string[]
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
    .option('--stateful', 'keep what clients create, change and remove')
    .addOption(
      new Option(
        '--collections <file>',
        'what of the collections is inferred wrongly: JSON, as in data/collections.json of a project',
      ).implies({ stateful: true }),
    )
    .option('--workers <number>', 'processes that answer, as one server', parseWorkers, 1)
    .option('--seed <number>', 'starting point of generated data', parseSeed, 1)
    .option('--locale <name>', 'language of generated data, such as de or pt_BR', parseLocale, 'en')
    .addOption(
      new Option('--validate <mode>', 'what to do with requests that break the spec')
        .choices(['enforce', 'warn', 'off'])
        .default('enforce'),
    )
    .addOption(
      new Option(
        '--credentials <mode>',
        'take any well-formed credential, or only known keys and signed tokens',
      )
        .choices(['any', 'strict'])
        .default('any'),
    )
    .addOption(
      new Option(
        '--credential-key <key>',
        'a key, token or user:password that strict credentials take, or @file; can be repeated',
      )
        .argParser(collectKey)
        .implies({ credentials: 'strict' }),
    )
    .addOption(
      new Option(
        '--jwt-key <key>',
        'a secret or public key (PEM) whose JSON Web Tokens strict credentials take, or @file; can be repeated',
      )
        .argParser(collectKey)
        .implies({ credentials: 'strict' }),
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
  { allowRemoteRefs = false, quiet = false, ...given }: MockOptions,
  projectFolder: string,
): Promise<void> {
  const interrupted = context.interrupted()
  const {
    dynamic = false,
    stateful = false,
    collections,
    credentialKey,
    jwtKey,
    ...options
  } = given
  const keys = { credentialKeys: credentialKey ?? [], jwtKeys: jwtKey ?? [] }
  const settings: Partial<ServerSettings> = { ...options, ...keys, dynamic, stateful }
  const project = writeProject(context.projectWriter, {
    shipped: context.shipped,
    spec,
    targetFolder: projectFolder,
    allowRemoteRefs,
    overwrite: false,
    settings,
    withRuntime: false,
  })
  // Meanwhile this process loads what the server needs.
  const [runner, report] = await Promise.all([
    prepareToHost(context.shipped.templates),
    Promise.race([project.report, interrupted]),
  ])
  if (!report) return project.cancel()
  printProblems(report)
  await expectScenario(projectFolder, options.scenario)
  if (collections !== undefined) await takeCorrections(collections, projectFolder)

  const server = await hostServer(runner, projectFolder, {
    onLogged: quiet
      ? null
      : ({ entries, dropped }, acknowledge) => {
          if (dropped > 0) process.stderr.write(droppedMessage(dropped))
          // A reader that is slower than the traffic makes the server wait with its log, not this process grow.
          const lines = entries.map((entry) => `${formatLogRow(entry)}\n`).join('')
          process.stdout.write(lines, acknowledge)
        },
    onScenarioChanged: (name) => process.stderr.write(`Scenario ${name} is active.\n`),
  }).catch((error: unknown) => {
    throw startFailure(error)
  })
  const url = reachableUrl(options.host, server.port)
  const adminUrl = reachableUrl(options.host, server.adminPort)
  process.stdout.write(`Mock server ready at ${url} (admin ${adminUrl})\n`)

  const failure = await Promise.race([interrupted.then(() => null), server.failed])
  await server.stop()
  if (failure !== null) throw new EngineError('START_FAILED', failure.message)
}

/** A mock that plays something else than what was asked for would let tests pass for the wrong reason. */
async function expectScenario(projectFolder: string, name: string): Promise<void> {
  if (name === 'happy') return
  const files = await readdir(join(projectFolder, 'scenarios'))
  const names = files.map((file) => file.replace(/\.json$/, ''))
  if (names.includes(name)) return
  throw new EngineError(
    'NOT_FOUND',
    `Cannot play scenario "${name}": the spec gives none of that name. Choose one of ${names.join(', ')}.`,
  )
}

/** The server checks what the file says when it starts. */
async function takeCorrections(file: string, projectFolder: string): Promise<void> {
  const text = await readFile(file).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new EngineError(
      'INVALID_INPUT',
      `Cannot read the collections: ${why}. Name a JSON file with --collections.`,
    )
  })
  const folder = join(projectFolder, 'data')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'collections.json'), text)
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
  return new EngineError('START_FAILED', `Cannot start the mock server: ${why.replace(/\.$/, '')}.`)
}

function parseScenario(text: string): string {
  if (scenarioNamePattern.test(text) && text.length <= longestScenarioName) return text
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
