import { spawn } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'

export const rootFolder = resolve(import.meta.dirname, '..')

/** Runs a program in the project's folder with its output shown; answers the exit code. */
export function runCommand(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: rootFolder,
      stdio: 'inherit',
      // Programs of the project come first, among them its own Node.
      env: { ...process.env, PATH: projectPath(), ...env },
      shell: process.platform === 'win32',
    })
    child.once('error', (error) => {
      process.stderr.write(`Cannot run ${command}: ${error.message}\n`)
      resolve(1)
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

function projectPath(): string {
  return [join(rootFolder, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)
}
