import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { installDebianPackage } from '../../scripts/install-debian-package.ts'
import type { BenchCase } from '../cases.ts'
import { loadCore, pinned } from '../pinned.ts'

export interface WrkResult {
  requests: number
  seconds: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** Connections that failed and answers outside 2xx and 3xx. */
  failed: number
}

const connections = 16
const run = promisify(execFile)

/** Makes sure that the load generator is there, from Debian's package where that is possible. */
export function obtainWrk(): void {
  if (isInstalled()) return
  process.stderr.write('No wrk found: installing the Debian package.\n')
  installDebianPackage('wrk')
  if (!isInstalled()) {
    throw new Error(
      'Cannot measure: the load generator wrk could not be found or installed. Install the package "wrk".',
    )
  }
}

function isInstalled(): boolean {
  return spawnSync('wrk', ['-v']).error === undefined
}

/** Sends one request over and over through 16 keep-alive connections. */
export async function runWrk(
  baseUrl: string,
  { method, path, body }: BenchCase,
  seconds: number,
): Promise<WrkResult> {
  const script = join(import.meta.dirname, 'request-and-report.lua')
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script]
  const [command, ...rest] = pinned(loadCore, ['wrk', ...args, `${baseUrl}${path}`])
  const env = { ...process.env, BENCH_METHOD: method, BENCH_BODY: body }
  const { stdout } = await run(command, rest, { env })
  const line = /^result (.*)$/m.exec(stdout)?.[1]
  if (line === undefined) throw new Error(`wrk gave no result:\n${stdout}`)
  const { requests, microseconds, p50, p99, failed } = JSON.parse(line)
  return { requests, seconds: microseconds / 1e6, p50: p50 / 1000, p99: p99 / 1000, failed }
}
