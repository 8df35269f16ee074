import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { recordBuild } from './build-record.ts'
import { buildRuntime } from './build-runtime.ts'
import { rootFolder, runCommand } from './run-command.ts'

/** Builds the program into `out`: main process, command line, workers, preload, web UI, templates. */
export async function build(): Promise<void> {
  await rm(join(rootFolder, 'out'), { recursive: true, force: true })
  const code = await runCommand('electron-vite', ['build', '--logLevel', 'warn'])
  if (code !== 0) throw new Error('The build failed; its messages are above.')
  await buildRuntime({ root: rootFolder, target: join(rootFolder, 'out', 'templates') })
  await recordBuild()
}

if (import.meta.main) await build()
