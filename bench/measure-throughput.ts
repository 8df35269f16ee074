import type { BenchCase } from './cases.ts'
import { median } from './median.ts'
import { requestOf, type Suite } from './prepare-suites.ts'
import { measureTree } from './process-tree.ts'
import { type BenchServer, type RunningBenchServer, runServer } from './run-server.ts'
import { runWrk } from './wrk/run-wrk.ts'

/** Medians over the rounds. */
export interface ThroughputFigure {
  suite: string
  case: string
  server: string
  requestsPerSecond: number | null
  /** Of the throughput of bare Express in the same round. */
  ratio: number | null
  /** Milliseconds at 16 connections, waiting included. */
  p50: number | null
  p99: number | null
  /** Microseconds of all its processes. */
  cpuPerRequest: number | null
}

interface Sample {
  round: number
  requestsPerSecond: number
  p50: number
  p99: number
  cpuPerRequest: number | null
}

/** Load on every server, in rounds that take the servers in turn, so that a slow minute hits all alike. */
export async function measureThroughput(options: {
  suites: Suite[]
  rounds: number
  seconds: number
  progress: (message: string) => void
}): Promise<ThroughputFigure[]> {
  const samples = new Map<string, Sample[]>()
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const suite of options.suites) {
      for (const server of suite.servers) {
        options.progress(`round ${round} of ${options.rounds}, ${suite.name}: ${server.name}`)
        await sampleServer({ ...options, suite, server, round, samples })
      }
    }
  }
  return options.suites.flatMap((suite) =>
    suite.cases.flatMap((request) =>
      suite.servers.map((server) => figureOf(samples, suite, request, server)),
    ),
  )
}

async function sampleServer(options: {
  suite: Suite
  server: BenchServer
  round: number
  seconds: number
  samples: Map<string, Sample[]>
}): Promise<void> {
  const { suite, server, round, seconds, samples } = options
  const running = await runServer(server)
  try {
    for (const request of suite.cases) {
      const sample = await sampleCase(running, server, request, seconds)
      const key = keyOf(suite, request, server)
      samples.set(key, [...(samples.get(key) ?? []), { round, ...sample }])
    }
  } finally {
    await running.stop()
  }
}

async function sampleCase(
  { baseUrl, pid }: RunningBenchServer,
  { name }: BenchServer,
  request: BenchCase,
  seconds: number,
): Promise<Omit<Sample, 'round'>> {
  const { method, path, body, status } = request
  const response = await fetch(`${baseUrl}${path}`, requestOf(method, body))
  await response.arrayBuffer()
  if (response.status !== status) {
    throw new Error(`${name} answers ${method} ${path} with ${response.status}, not ${status}.`)
  }
  await runWrk(baseUrl, request, Math.ceil(seconds / 2))
  const before = measureTree(pid)
  const { requests, seconds: took, p50, p99, failed } = await runWrk(baseUrl, request, seconds)
  const after = measureTree(pid)
  if (failed > 0) throw new Error(`${name} failed ${failed} of ${requests} times: ${path}.`)
  const cpuSeconds = before && after ? after.cpuSeconds - before.cpuSeconds : null
  const cpuPerRequest = cpuSeconds === null ? null : (cpuSeconds * 1e6) / requests
  return { requestsPerSecond: requests / took, p50, p99, cpuPerRequest }
}

function figureOf(
  samples: Map<string, Sample[]>,
  suite: Suite,
  request: BenchCase,
  server: BenchServer,
): ThroughputFigure {
  const own = samples.get(keyOf(suite, request, server)) ?? []
  const [first = server] = suite.servers
  const limit = samples.get(keyOf(suite, request, first)) ?? []
  return {
    suite: suite.name,
    case: request.name,
    server: server.name,
    requestsPerSecond: median(own.map((sample) => sample.requestsPerSecond)),
    ratio: median(ratiosByRound(own, limit)),
    p50: median(own.map((sample) => sample.p50)),
    p99: median(own.map((sample) => sample.p99)),
    cpuPerRequest: median(own.flatMap((sample) => sample.cpuPerRequest ?? [])),
  }
}

/** Each sample's throughput over that of `limit` in the same round; rounds that lack either are left out. */
export function ratiosByRound(
  own: readonly Pick<Sample, 'round' | 'requestsPerSecond'>[],
  limit: readonly Pick<Sample, 'round' | 'requestsPerSecond'>[],
): number[] {
  return own.flatMap(({ round, requestsPerSecond }) => {
    const other = limit.find((sample) => sample.round === round)
    return other === undefined ? [] : requestsPerSecond / other.requestsPerSecond
  })
}

function keyOf(suite: Suite, request: BenchCase, server: BenchServer): string {
  return [suite.name, request.name, server.name].join('\n')
}
