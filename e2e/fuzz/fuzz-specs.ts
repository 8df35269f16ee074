import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFuzzOptions } from './fuzz-options.ts'
import { runSpecTrials } from './run-spec-trials.ts'

/** `node e2e/fuzz/fuzz-specs.ts --seconds 60 --seed 1`: ends by itself, with 1 when something was found. */
const options = readFuzzOptions(process.argv.slice(2))
console.log(`Mutating specs for ${options.seconds} seconds with seed ${options.seed}.`)
const keepFailuresIn = join(tmpdir(), 'mockloop-fuzz-failures')
const report = await runSpecTrials({ ...options, maxBytes: 150_000, keepFailuresIn })
for (const failure of report.failures) console.log(failure)
console.log(
  `${report.cases} specs: ${report.served} served, ${report.refused} refused, ${report.failures.length} failures; ` +
    `the slowest took ${Math.round(report.slowestMs)} ms of processor time.`,
)
process.exitCode = report.failures.length === 0 ? 0 : 1
