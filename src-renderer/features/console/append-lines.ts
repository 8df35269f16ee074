import type { ConsoleLine } from '#contract/server.ts'

/** Lines kept on screen. */
export const CONSOLE_LIMIT = 1_000

/** The newest lines of both, oldest first. */
export function appendLines(known: ConsoleLine[], added: ConsoleLine[]): ConsoleLine[] {
  return [...known, ...added].slice(-CONSOLE_LIMIT)
}
