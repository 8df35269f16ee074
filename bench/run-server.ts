import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pinned, serverCore } from './pinned.ts'

/** A server that can be started for measuring. */
export interface BenchServer {
  name: string
  /** Arguments of Node. */
  args: string[]
  env?: Record<string, string>
  /** One core for all its processes when left out. */
  cores?: string
  /** Finds the address in what it prints; without it the first `at http://…`. */
  ready?: RegExp
}

export interface RunningBenchServer {
  pid: number
  baseUrl: string
  /** From spawn to the line that says it is ready, in milliseconds. */
  readyAfter: number
  stop(): Promise<void>
}

const startLimit = 120_000

/** Starts a server on its core and waits until it prints its address. */
export async function runServer({
  name,
  args,
  env,
  cores = String(serverCore),
  ready = /\bat (http:\/\/[\w.:]+)/,
}: BenchServer): Promise<RunningBenchServer> {
  const [command, ...rest] = pinned(cores, [process.execPath, ...args])
  const startedAt = performance.now()
  const child = spawn(command, rest, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A run that is interrupted leaves nothing behind.
  const end = () => child.kill('SIGTERM')
  process.once('exit', end)
  const exited = once(child, 'exit').finally(() => process.off('exit', end))
  let printed = ''
  const baseUrl = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`Cannot start ${name}: ${why}\n${printed}`))
    const limit = setTimeout(() => {
      child.kill('SIGKILL')
      fail('it was not ready in time.')
    }, startLimit)
    const onOutput = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-10_000)
      const url = ready.exec(printed)?.[1]
      if (url === undefined) return
      clearTimeout(limit)
      resolve(url)
    }
    child.stdout.on('data', onOutput)
    child.stderr.on('data', onOutput)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`it ended with code ${code}.`))
  })
  return {
    // It has printed, so it runs.
    pid: child.pid ?? 0,
    baseUrl,
    readyAfter: performance.now() - startedAt,
    async stop() {
      child.kill('SIGTERM')
      const limit = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await exited
      clearTimeout(limit)
    },
  }
}
