import { mostWorkers } from './server-settings.ts'

/**
 * `--workers 2` of a command line, as the environment variable that says the same. Throws an Error for what is no
 * number of workers; other arguments are the project's own affair.
 */
export function workersArgument(args: readonly string[]): Record<string, string> {
  const at = args.findIndex((argument) => /^--workers(?:=|$)/.test(argument))
  const [, written] = /^--workers=(.*)$/.exec(args[at] ?? '') ?? []
  if (at === -1) return {}
  const text = written ?? args[at + 1] ?? ''
  const count = /^\d{1,15}$/.test(text) ? Number(text) : 0
  if (count < 1 || count > mostWorkers) {
    throw new Error(
      `Cannot use --workers: it is ${JSON.stringify(text)}. Give a whole number from 1 to ${mostWorkers}.`,
    )
  }
  return { MOCKLOOP_WORKERS: text }
}
