import { resolve } from 'node:path'
import { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { generateFromSpec } from '../generate-from-spec.ts'
import { printResult } from '../output.ts'

export function generateCommand(context: CommandContext): Command {
  return new Command('generate')
    .description('write the Express project of a spec to a folder')
    .argument('<spec>', 'file or http(s) address of an API description')
    .requiredOption('--out <folder>', 'where to write it')
    .option('--name <name>', 'name of the server (default: the title of the spec)')
    .option('--allow-remote-refs', 'fetch references to other hosts')
    .option('--stateful', 'let it keep what clients create, change and remove')
    .option('--overwrite', 'replace generated files that were edited by hand')
    .option('--json', 'print JSON')
    .action(
      async (
        spec: string,
        options: {
          out: string
          name?: string
          allowRemoteRefs?: boolean
          stateful?: boolean
          overwrite?: boolean
          json?: boolean
        },
      ) => {
        const targetFolder = resolve(options.out)
        const { report, files, operations } = await generateFromSpec(context, {
          spec,
          targetFolder,
          allowRemoteRefs: options.allowRemoteRefs ?? false,
          overwrite: options.overwrite ?? false,
          settings: { port: 4010, adminPort: 4011, stateful: options.stateful ?? false },
          ...(options.name ? { name: options.name } : {}),
        })
        const result = { folder: targetFolder, files, operations, report }
        printResult(result, options.json, () =>
          [
            `${targetFolder}: ${files} files, ${operations} operations.`,
            ...report.problems
              .filter(({ severity }) => severity !== 'info')
              .map(({ severity, message }) => `${severity}: ${message}`),
            `Run it: cd ${targetFolder} && npm install && npm start`,
          ].join('\n'),
        )
      },
    )
}
