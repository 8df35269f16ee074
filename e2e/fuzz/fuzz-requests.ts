import { readFuzzOptions } from './fuzz-options.ts'
import { runRequestTrials } from './run-request-trials.ts'

/** `node e2e/fuzz/fuzz-requests.ts --seconds 60 --seed 1`: ends by itself, with 1 when something was found. */
const options = readFuzzOptions(process.argv.slice(2))
console.log(`Sending random requests for ${options.seconds} seconds with seed ${options.seed}.`)
const report = await runRequestTrials({ ...options, secondsPerServer: 10, maxBytes: 1_500_000 })
for (const failure of report.failures) console.log(failure)
const statuses = [...report.statuses].sort(([a], [b]) => a - b)
console.log(
  `${report.requests} requests to ${report.servers} servers, ${report.failures.length} failures; ` +
    statuses.map(([status, times]) => `${status || 'none'}: ${times}`).join(', '),
)
process.exitCode = report.failures.length === 0 ? 0 : 1
