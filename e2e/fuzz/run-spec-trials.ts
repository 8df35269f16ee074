import { fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureTree } from '../../bench/process-tree.ts'
import type { FuzzOptions } from './fuzz-options.ts'
import type { TrialMessage } from './spec-trials.ts'

export interface SpecFuzzReport {
  cases: number
  served: number
  refused: number
  /** The longest case, in milliseconds of processor time. */
  slowestMs: number
  /** One sentence each, with the file that holds the spec. */
  failures: string[]
}

const mostCpuMs = 5_000
/** A case that takes longer is looked at this often: whether it works all the time, or only waits for its turn. */
const lookMs = 30_000
/** A case that neither works nor ends for so many looks waits for something that never comes. */
const mostLooks = 10
const secret = 'text-from-outside-7d1f'

/**
 * Takes mutated specs through import, generation and a few answers for some seconds. A failure is a crash, an error that
 * is not of the contract, more than 5 seconds of work, a call over the network, or a file read or written outside.
 */
export async function runSpecTrials(
  options: FuzzOptions & { maxBytes: number; keepFailuresIn: string | null },
): Promise<SpecFuzzReport> {
  const sandbox = await mkdtemp(join(tmpdir(), 'mockloop-fuzz-'))
  const report: SpecFuzzReport = { cases: 0, served: 0, refused: 0, slowestMs: 0, failures: [] }
  await furnish(sandbox)
  const forbidden = createServer((socket) => {
    report.failures.push(`seed ${options.seed}: a server on this machine was called`)
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(forbidden, 'listening')
  const endAt = performance.now() + options.seconds * 1000
  try {
    for (let first = 0; performance.now() < endAt; ) {
      first = await runChild(first)
    }
    const names = await readdir(sandbox)
    const strange = names.filter((name) => !['spec', 'outside', 'project'].includes(name))
    if (strange.length > 0) report.failures.push(`files appeared: ${strange.join(', ')}`)
  } finally {
    forbidden.close()
    await rm(sandbox, { recursive: true, force: true })
  }
  return report

  /** Runs cases until the time is over or a case brings the child down; the number of the next case. */
  async function runChild(first: number): Promise<number> {
    // A TCP server that listens has an AddressInfo.
    const { port } = forbidden.address() as AddressInfo
    const child = fork(
      join(import.meta.dirname, 'spec-trials.ts'),
      [sandbox, options.seed, first, options.maxBytes, port, secret].map(String),
      {
        execArgv: [
          '--permission',
          '--allow-fs-read=*',
          `--allow-fs-write=${sandbox}`,
          '--no-warnings',
          // As the thread that imports in the app.
          '--max-old-space-size=768',
        ],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    )
    let current = first
    let stderr = ''
    let reason = ''
    let watch: NodeJS.Timeout | undefined
    const failed: Promise<void>[] = []
    const fail = (number: number, what: string) => failed.push(addFailure(number, what))
    const end = (why: string) => {
      reason = why
      child.kill('SIGKILL')
    }
    const watchCase = () => {
      let looks = 0
      let first: number | null = null
      return () => {
        const now = measureTree(child.pid ?? 0)?.cpuSeconds ?? 0
        looks += 1
        first ??= now
        const worked = (now - first) * 1000
        if (worked > mostCpuMs || looks === mostLooks) end('hangs')
      }
    }
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4_000)
    })
    child.on('message', (received) => {
      // The child is our own program.
      const message = received as TrialMessage
      clearInterval(watch)
      current = message.number
      if (message.type === 'began') {
        // A case is always let end: one that does not must be found, however short the time is.
        if (performance.now() >= endAt) return end('time is over')
        watch = setInterval(watchCase(), lookMs)
        return
      }
      report.cases += 1
      if (message.type === 'failed') fail(message.number, `${message.path}: ${message.error}`)
      else {
        report[message.outcome] += 1
        report.slowestMs = Math.max(report.slowestMs, message.cpuMs)
        if (message.cpuMs > mostCpuMs) fail(message.number, `took ${Math.round(message.cpuMs)} ms`)
      }
    })
    await once(child, 'exit')
    clearInterval(watch)
    if (reason === 'hangs') fail(current, 'does not end')
    else if (reason === '') fail(current, `ended its process: ${stderr}`)
    await Promise.all(failed)
    return current + 1
  }

  async function addFailure(number: number, what: string): Promise<void> {
    let kept = ''
    if (options.keepFailuresIn !== null) {
      await mkdir(options.keepFailuresIn, { recursive: true })
      kept = join(options.keepFailuresIn, `${options.seed}-${number}.yaml`)
      // By the time a failure is heard of, the next case may be there; it is made again from its number.
      await copyFile(join(sandbox, 'spec', 'spec.yaml'), kept).catch(() => undefined)
    }
    report.failures.push(`seed ${options.seed}, case ${number} ${kept}: ${what}`)
  }
}

async function furnish(sandbox: string): Promise<void> {
  await mkdir(join(sandbox, 'spec'))
  await mkdir(join(sandbox, 'outside'))
  await writeFile(join(sandbox, 'outside', 'secret.yaml'), `secret: {description: ${secret}}\n`)
  await symlink('../outside/secret.yaml', join(sandbox, 'spec', 'link.yaml'))
  await writeFile(
    join(sandbox, 'spec', 'other.yaml'),
    'Ring: {type: object, properties: {next: {$ref: "#/Ring"}, back: {$ref: "spec.yaml"}}}\n',
  )
}
