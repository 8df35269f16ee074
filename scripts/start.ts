import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from './build.ts'
import { isBuilt } from './build-record.ts'
import { rootFolder } from './run-command.ts'

/** Electron that ends this soon with an error did not start; later it ran and was closed. */
const startedAfterMs = 10_000

const specs = process.argv.slice(2).map((spec) => (existsSync(spec) ? resolve(spec) : spec))
if (!(await isBuilt())) {
  process.stdout.write('Building MockLoop …\n')
  await build()
}
const problem = await runElectron(specs)
if (problem) {
  process.stdout.write(`The desktop window cannot open: ${problem} Serving the same app instead.\n`)
  const cli = join(rootFolder, 'out', 'cli', 'mockloop.js')
  process.argv = [process.execPath, cli, 'serve', '--open', ...specs]
  await import(cli)
}

/** Runs the desktop app until it is closed; answers why it could not start. */
async function runElectron(args: string[]): Promise<string | null> {
  const { platform, env } = process
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return 'there is no display.'
  }
  if (platform === 'linux' && process.getuid?.() === 0) {
    return 'Electron does not run as root with its sandbox on.'
  }
  if (!(await hasBinary())) return "Electron's program could not be downloaded."
  const startedAt = Date.now()
  const code = await run('electron', ['.', ...args])
  if (code === 0 || Date.now() - startedAt > startedAfterMs) {
    process.exitCode = code
    return null
  }
  return `Electron ended at once with code ${code}.`
}

/** Electron's package brings its program at first use; `install-electron` does nothing when it is there. */
async function hasBinary(): Promise<boolean> {
  return (await run('install-electron', [], 'ignore')) === 0
}

function run(
  command: string,
  args: string[],
  stdio: 'inherit' | 'ignore' = 'inherit',
): Promise<number> {
  const child = spawn(join(rootFolder, 'node_modules', '.bin', command), args, {
    cwd: rootFolder,
    stdio,
    shell: process.platform === 'win32',
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
