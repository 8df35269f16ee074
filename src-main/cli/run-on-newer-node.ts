import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { starterPipe } from './end-with-starter.ts'

/**
 * Runs the same command line on the Node that a checkout has among its packages; this process passes signals
 * on and ends as that one does. Without it the user is told what is needed, and the exit code is 1.
 * Runs on old versions of Node: it uses nothing that they lack.
 */
export function runOnNewerNode(appFolder: string): void {
  const newerNode = join(appFolder, 'node_modules', 'node', 'bin', 'node')
  if (!existsSync(newerNode)) {
    console.error(
      `MockLoop needs Node 22.15 or newer, and this is Node ${process.versions.node}. ` +
        'Install a newer one from https://nodejs.org and run the command again.',
    )
    process.exitCode = 1
    return
  }
  const child = spawn(newerNode, process.argv.slice(1), {
    env: { ...process.env, [starterPipe]: '3' },
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal))
  }
  child.once('error', (error) => {
    console.error(`Node could not be started from ${newerNode}: ${error.message}`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 1
    if (signal !== null) {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    }
  })
}
