import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { cliFile, waitForExit } from './app-host.ts'
import { takeOwnPorts } from './own-ports.ts'

export interface ServedWorkspace {
  process: ChildProcess
  /** Address of the web UI with its one-time token. */
  link: string
  /** Everything it printed so far, failures too, line by line. */
  lines: string[]
  /** Resolves with the first line that matches, also one that is still to come. */
  line(pattern: RegExp): Promise<string>
  /** Ends it as Ctrl-C does; answers the exit code. */
  stop(): Promise<number | null>
}

/** Runs `mockloop serve` on a workspace until it says that it is ready. */
export async function serveWorkspace(
  workspace: string,
  args: string[] = [],
): Promise<ServedWorkspace> {
  await takeOwnPorts(workspace)
  const child = spawn(
    process.execPath,
    [cliFile, '--workspace', workspace, 'serve', '--port', '0', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const lines: string[] = []
  const waiting = new Set<() => void>()
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (text) => {
      lines.push(text)
      for (const look of waiting) look()
    })
  }
  child.stderr.pipe(process.stderr, { end: false })

  function line(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = lines.find((text) => pattern.test(text))
        if (found === undefined) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      child.once('exit', (code) => reject(new Error(`It ended with code ${code}.`)))
      look()
    })
  }

  const ready = await line(/#token=/)
  return {
    process: child,
    link: /http:\/\/\S+/.exec(ready)?.[0] ?? '',
    lines,
    line,
    stop() {
      child.kill('SIGINT')
      return waitForExit(child)
    },
  }
}
