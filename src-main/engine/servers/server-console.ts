import type { ConsoleLine } from '#contract/server.ts'

const maxLines = 1_000
const maxLineLength = 10_000

/** The last lines a server wrote to stdout and stderr. */
export interface ServerConsole {
  /** Takes text as it arrives, in pieces of any size; answers the lines it completed. */
  write(stream: ConsoleLine['stream'], text: string): ConsoleLine[]
  lines(): ConsoleLine[]
  /** The last lines of stderr, for error messages. */
  lastErrors(count: number): string[]
}

export function createServerConsole(): ServerConsole {
  const kept: ConsoleLine[] = []
  const unfinished = { stdout: '', stderr: '' }
  return {
    write(stream, text) {
      const parts = (unfinished[stream] + text).split(/\r?\n/)
      unfinished[stream] = (parts.pop() ?? '').slice(-maxLineLength)
      const at = Date.now()
      const lines = parts.map((part) => ({ at, stream, text: part.slice(0, maxLineLength) }))
      kept.push(...lines)
      if (kept.length > maxLines) kept.splice(0, kept.length - maxLines)
      return lines
    },
    lines: () => [...kept],
    lastErrors: (count) =>
      kept
        .filter((line) => line.stream === 'stderr' && line.text.trim() !== '')
        .slice(-count)
        .map((line) => line.text),
  }
}
