import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeMachine } from './describe-machine.ts'
import { measureSpec } from './measure-spec.ts'
import { measureStarts } from './measure-starts.ts'
import { measureThroughput } from './measure-throughput.ts'
import { readOptions } from './options.ts'
import { prepareSuites } from './prepare-suites.ts'
import { renderReport } from './render-report.ts'
import { obtainWrk } from './wrk/run-wrk.ts'

/** Measures our servers beside bare Express and bare node:http; tables on stdout, progress on stderr. */

const options = readOptions(process.argv.slice(2))
const progress = (message: string) => void process.stderr.write(`${message}\n`)

obtainWrk()
const workFolder = await mkdtemp(join(tmpdir(), 'mockloop-bench-'))
process.once('exit', () => rmSync(workFolder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(130))
}

const machine = describeMachine()
const { suites, stateful, workers } = await prepareSuites({
  cli: options.cli,
  workFolder,
  progress,
})
const throughput = await measureThroughput({
  suites: [...suites, stateful, workers],
  ...options,
  progress,
})
const starts = await measureStarts({ suites, cli: options.cli, rounds: options.rounds, progress })
const specs = []
for (const file of options.specs) {
  specs.push(await measureSpec({ file, workFolder, ...options, progress }))
}
const report = { machine, throughput, starts, specs }
process.stdout.write(`${renderReport(report)}\n`)
if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`)
