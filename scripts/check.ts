import { runCommand } from './run-command.ts'

export interface CheckResult {
  name: string
  passed: boolean
}

const checks: [name: string, command: string, ...args: string[]][] = [
  ['formatter and linter', 'biome', 'check', '--error-on-warnings', '.'],
  ['types of main, templates and scripts', 'tsc', '-p', 'tsconfig.json'],
  ['types of renderer, preload and e2e', 'tsc', '-p', 'tsconfig.web.json'],
  ['dead code', 'knip'],
]

/** Formatter, linter, types and dead code; all are run, so that all findings are seen at once. */
export async function check(): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const [name, command, ...args] of checks) {
    results.push({ name, passed: (await runCommand(command, args)) === 0 })
  }
  return results
}

if (import.meta.main) {
  for (const { name, passed } of await check()) {
    process.stdout.write(`${passed ? 'ok' : 'FAILED'}  ${name}\n`)
    if (!passed) process.exitCode = 1
  }
}
