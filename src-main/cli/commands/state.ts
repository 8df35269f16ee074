import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import type { Server } from '#contract/server.ts'
import type {
  ServerStateReport,
  StateCollection,
  StateCorrections,
  StoredItem,
} from '#contract/state.ts'
import type { CommandContext } from '../command-context.ts'
import { type Client, connect } from '../connect.ts'
import { findServer } from '../find-server.ts'
import { formatTable, printResult } from '../output.ts'

interface Json {
  json?: boolean
}

export function stateCommand(context: CommandContext): Command {
  const command = new Command('state').description(
    'show and steer what a stateful server stores; see also "mock --stateful"',
  )

  /** Connects, finds the server, and ends the connection whatever happens. */
  async function withServer(
    reference: string,
    task: (client: Client, server: Server) => Promise<void>,
  ): Promise<void> {
    const { client, close } = await connect(context.workspaceFolder(), context.shipped)
    try {
      await task(client, await findServer(client, reference))
    } finally {
      await close()
    }
  }

  function add(
    name: string,
    description: string,
    task: (client: Client, serverId: string, options: Json) => Promise<void>,
  ): void {
    command
      .command(name)
      .description(description)
      .argument('<server>', 'id or name')
      .option('--json', 'print JSON')
      .action((reference: string, options: Json) =>
        withServer(reference, (client, { id }) => task(client, id, options)),
      )
  }

  add('on', 'switch state on', (client, serverId, { json }) =>
    switchState(client, serverId, true, json),
  )
  add('off', 'switch state off', (client, serverId, { json }) =>
    switchState(client, serverId, false, json),
  )
  add(
    'show',
    'collections, how sure the inference is, and what they hold',
    async (client, serverId, { json }) => {
      printResult(await client.state.report({ serverId }), json, describeReport)
    },
  )
  add('reset', 'put every collection back to its seeds', async (client, serverId, { json }) => {
    printResult(await client.state.reset({ serverId }), json, describeReport)
  })

  command
    .command('correct')
    .description('take over what a file says of collections that were inferred wrongly')
    .argument('<server>', 'id or name')
    .argument('[file]', "JSON; without it, the project's data/collections.json")
    .option('--json', 'print JSON')
    .action((reference: string, file: string | undefined, { json }: Json) =>
      withServer(reference, async (client, { id, folder }) => {
        const path = file ?? join(folder, 'data', 'collections.json')
        const corrections = await readCorrections(path)
        const report = await client.state.correct({ serverId: id, corrections })
        printResult(report, json, describeReport)
      }),
    )

  command
    .command('items')
    .description('print the stored items of a collection')
    .argument('<server>', 'id or name')
    .argument('<collection>', 'name of the collection, as "state show" prints it')
    .option('--json', 'print JSON')
    .action((reference: string, collection: string, { json }: Json) =>
      withServer(reference, async (client, { id: serverId }) => {
        const page = await client.state.items({ serverId, collection, limit: 1000 })
        printResult(page, json, ({ items }) => items.map(describeItem).join('\n'))
      }),
    )

  for (const [name, description] of [
    ['snapshot', 'keep what is stored now, under a name'],
    ['rollback', 'go back to a snapshot, to the newest if none is named'],
  ] as const) {
    command
      .command(name)
      .description(description)
      .argument('<server>', 'id or name')
      .argument('[snapshot]', 'name of the snapshot')
      .option('--json', 'print JSON')
      .action((reference: string, snapshot: string | undefined, { json }: Json) =>
        withServer(reference, async (client, { id: serverId }) => {
          const done = await client.state[name]({ serverId, name: snapshot })
          const verb = name === 'snapshot' ? 'Kept' : 'Went back to'
          printResult(done, json, (kept) => `${verb} ${kept.name}: ${kept.items} items`)
        }),
      )
  }

  return command
}

async function switchState(
  client: Client,
  serverId: string,
  stateful: boolean,
  json: boolean | undefined,
): Promise<void> {
  const server = await client.servers.updateSettings({ serverId, settings: { stateful } })
  printResult(server, json, ({ name }) => `${name} is ${stateful ? 'stateful' : 'stateless'} now`)
}

function describeReport({ stateful, collections, snapshots, left }: ServerStateReport): string {
  const table = formatTable(
    ['COLLECTION', 'PATH', 'ID', 'CONFIDENCE', 'ITEMS', 'OPERATIONS'],
    collections.map(describeCollection),
  )
  const kept = snapshots.map(({ name, items }) => `${name} (${items} items)`).join(', ')
  return [
    stateful ? '' : 'State is off: switch it on with "mockloop state on".',
    collections.length === 0 ? 'No collections were found in the spec.' : table,
    ...doubts(collections),
    kept === '' ? '' : `Snapshots: ${kept}`,
    left === 0 ? '' : `Items that had to make room for new ones: ${left}`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** What speaks against collections that are not sure, and what to do about it. */
function doubts(collections: readonly StateCollection[]): string[] {
  const unsure = collections.filter(({ level, off }) => level !== 'high' && !off)
  if (unsure.length === 0) return []
  return [
    ...unsure.map(({ name, reasons }) => `${name}: ${reasons.join(' ')}`),
    'Correct what is wrong with "mockloop state correct", or on the State tab of the app.',
  ]
}

async function readCorrections(path: string): Promise<StateCorrections> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new Error(
      `Cannot read ${path}: ${error instanceof Error ? error.message : error}. Write it, such as {"collections": {"users": {"id": "/userId"}}}; the README of the project says what can stand there.`,
    )
  }
  try {
    // The server checks what it says.
    return JSON.parse(text) as StateCorrections
  } catch (error) {
    throw new Error(
      `Cannot use ${path}: ${error instanceof Error ? error.message : error}. Correct the JSON.`,
    )
  }
}

function describeCollection(collection: StateCollection): string[] {
  const { name, path, id, level, confidence, items, changed, corrected, off, operations } =
    collection
  const sure = corrected ? 'corrected' : `${level} (${Math.round(confidence * 100)} %)`
  return [
    name,
    path,
    id ?? 'hidden',
    off ? 'off' : sure,
    items === null ? '-' : `${items}${changed ? '*' : ''}`,
    [...new Set(operations.map(({ role }) => role))].join(', '),
  ]
}

function describeItem({ key, scope, value }: StoredItem): string {
  return `${[...scope, key].join('/')}  ${JSON.stringify(value)}`
}
