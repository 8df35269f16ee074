import { resolve } from 'node:path'
import { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { connect } from '../connect.ts'
import { findServer } from '../find-server.ts'
import { printResult } from '../output.ts'

export function exportCommand(context: CommandContext): Command {
  return new Command('export')
    .description('write the project of a server to a folder or ZIP file')
    .argument('<server>', 'id or name')
    .requiredOption(
      '--out <path>',
      'a folder that is empty or does not exist, or a file ending in .zip',
    )
    .option('--json', 'print JSON')
    .action(async (reference: string, options: { out: string; json?: boolean }) => {
      const { client, close } = await connect(context.workspaceFolder(), context.shipped)
      try {
        const { id } = await findServer(client, reference)
        const path = resolve(options.out)
        const as = path.toLowerCase().endsWith('.zip') ? 'zip' : 'folder'
        const written = await client.projects.export({ serverId: id, as, path })
        printResult(written, options.json, ({ files, bytes }) =>
          as === 'zip'
            ? `${path}: ${files} files, ${bytes} bytes`
            : `${path}: ${files} files. Run it: cd ${path} && npm install && npm start`,
        )
      } finally {
        await close()
      }
    })
}
