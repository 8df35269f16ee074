import type { Machine } from './describe-machine.ts'
import type { SpecFigure } from './measure-spec.ts'
import type { StartFigure } from './measure-starts.ts'
import type { ThroughputFigure } from './measure-throughput.ts'
import { figure, table } from './table.ts'

export interface BenchReport {
  machine: Machine
  throughput: ThroughputFigure[]
  starts: StartFigure[]
  specs: SpecFigure[]
}

/** The report as Markdown. */
export function renderReport({ machine, throughput, starts, specs }: BenchReport): string {
  const { at, node, cores, pinning, workers } = machine
  const parts = [
    `${at}, Node ${node}, ${cores} cores, ${pinning}. Medians; 16 connections. Workers: ${workers}.`,
  ]
  for (const [title, figures] of byCase(throughput)) {
    parts.push(`### ${title}`, throughputTable(figures))
  }
  parts.push('### Start, import and memory', startsTable(starts))
  if (specs.length > 0) parts.push('### Specs given', specsTable(specs))
  return parts.join('\n\n')
}

function byCase(figures: readonly ThroughputFigure[]): Map<string, ThroughputFigure[]> {
  return Map.groupBy(figures, (one) => `${one.case} (${one.suite} spec)`)
}

function throughputTable(figures: readonly ThroughputFigure[]): string {
  return table(
    ['server', 'req/s', '× Express', 'p50 ms', 'p99 ms', 'CPU µs/req'],
    figures.map((one) => [
      one.server,
      figure(one.requestsPerSecond),
      figure(one.ratio, 2),
      figure(one.p50, 2),
      figure(one.p99, 2),
      figure(one.cpuPerRequest),
    ]),
  )
}

function startsTable(figures: readonly StartFigure[]): string {
  return table(
    ['what', 'spec', 'ms', 'RSS MiB'],
    figures.map((one) => [one.what, one.suite, figure(one.duration), figure(one.residentMib)]),
  )
}

function specsTable(figures: readonly SpecFigure[]): string {
  return table(
    ['spec', 'generate ms', 'mock → ready ms', 'RSS MiB'],
    figures.map((one) => [
      one.file,
      figure(one.generate),
      figure(one.mockReady),
      figure(one.residentMib),
    ]),
  )
}
