import type { ShippedFiles } from '#engine/create-engine.ts'

/** What every command is given: where things are, and how to end by Ctrl-C. */
export interface CommandContext {
  shipped: ShippedFiles
  /** Built entry of the process that writes projects. */
  projectWriter: string
  webUiFolder: string
  /** The workspace chosen by `--workspace` or by default. */
  workspaceFolder(): string
  /** Resolves at the first Ctrl-C or SIGTERM. */
  interrupted(): Promise<void>
}

/** A terminal and npm may each deliver the same Ctrl-C: what comes this soon after is no second wish. */
const sameWishMs = 1_000

/** Waits for Ctrl-C or SIGTERM. A second one, meant as such, ends the process at once. */
export function waitForInterrupt(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | null = null
    const onSignal = () => {
      firstAt ??= Date.now()
      if (Date.now() - firstAt > sameWishMs) process.exit(130)
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal)
  })
}

/** When whoever reads the output has gone, such as `head` after its last line, the command ends as by Ctrl-C. */
export function endWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.kill(process.pid, 'SIGINT')
  })
}
