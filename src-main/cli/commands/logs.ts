import { Command, InvalidArgumentError } from 'commander'
import type { LogRow } from '#contract/log-entry.ts'
import { type LogFilter, logFilterSchema } from '#contract/log-query.ts'
import type { CommandContext } from '../command-context.ts'
import { type Client, connect } from '../connect.ts'
import { findServer } from '../find-server.ts'
import { formatLogRow } from '../format-log-row.ts'

interface LogsOptions {
  server?: string
  method?: string
  status?: NonNullable<LogFilter['statusClass']>
  filter?: string
  lines: number
  follow?: boolean
  json?: boolean
}

export function logsCommand(context: CommandContext): Command {
  return new Command('logs')
    .description('print the newest requests of the log, the newest last')
    .option('--server <server>', 'only this server: id or name')
    .option('--method <method>', 'only this method')
    .option('--status <class>', 'only this class of status: 2xx, 4xx …', parseStatusClass)
    .option('--filter <text>', 'only rows that contain the text')
    .option('-n, --lines <count>', 'how many rows, up to 1000', parseLines, 50)
    .option('-f, --follow', 'go on with new rows until Ctrl-C')
    .option('--json', 'print JSON, one row a line')
    .action(async (options: LogsOptions) => {
      const { client, close } = await connect(context.workspaceFolder(), context.shipped)
      try {
        const filter = await readFilter(client, options)
        const print = (rows: LogRow[]) => {
          for (const row of rows) {
            process.stdout.write(`${options.json ? JSON.stringify(row) : formatLogRow(row)}\n`)
          }
        }
        const { rows } = await client.log.page({ ...filter, limit: options.lines })
        print(rows.toReversed())
        if (options.follow) await follow(client, filter, rows[0]?.seq ?? 0, print, context)
      } finally {
        await close()
      }
    })
}

async function readFilter(client: Client, options: LogsOptions): Promise<LogFilter> {
  return {
    ...(options.server && { serverId: (await findServer(client, options.server)).id }),
    ...(options.method && { method: options.method.toUpperCase() }),
    ...(options.status && { statusClass: options.status }),
    ...(options.filter && { text: options.filter }),
  }
}

function parseStatusClass(text: string): LogFilter['statusClass'] {
  const parsed = logFilterSchema.shape.statusClass.safeParse(/^(\d)xx$/i.exec(text)?.[1] ?? text)
  if (parsed.success && parsed.data) return parsed.data
  throw new InvalidArgumentError('A class of status is one of 1xx, 2xx, 3xx, 4xx, 5xx.')
}

function parseLines(text: string): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= 1 && count <= 1000) return count
  throw new InvalidArgumentError('It is a number from 1 to 1000.')
}

/** New rows are read from the log, not taken from the fact: so nothing is missed when many arrive at once. */
async function follow(
  client: Client,
  filter: LogFilter,
  lastSeq: number,
  print: (rows: LogRow[]) => void,
  context: CommandContext,
): Promise<void> {
  const abort = new AbortController()
  const interrupted = context.interrupted().then(() => abort.abort())
  let after = lastSeq
  const readNew = async () => {
    for (;;) {
      const { rows } = await client.log.page({ ...filter, after, limit: 1000 })
      print(rows.toReversed())
      after = rows[0]?.seq ?? after
      if (rows.length < 1000) return
    }
  }
  try {
    const facts = await client.workspace.facts(undefined, { signal: abort.signal })
    await readNew()
    for await (const fact of facts) {
      if (fact.type === 'requests.logged') await readNew()
    }
  } catch (error) {
    if (!abort.signal.aborted) throw error
  }
  await interrupted
}
