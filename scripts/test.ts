import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { build } from './build.ts'
import { check } from './check.ts'
import { obtainChromium } from './find-chromium.ts'
import { rootFolder, runCommand } from './run-command.ts'

/** Everything that can be checked by machine, from a fresh checkout on; the last line is the sum. */

interface Count {
  passed: number
  failed: number
  skipped: number
}

const reports = join(rootFolder, '.vitest')

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
})
const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
})

async function runChecks(): Promise<Count> {
  const results = await check()
  const failed = results.filter(({ passed }) => !passed)
  for (const { name } of failed) process.stdout.write(`FAILED: ${name}\n`)
  return { passed: results.length - failed.length, failed: failed.length, skipped: 0 }
}

async function runUnitTests(): Promise<Count> {
  const file = join(reports, 'unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await runCommand('vitest', ['run', ...reporters])
  const report = vitestReport.safeParse(await readReport(file))
  if (!report.success) return broken('The unit tests gave no report.')
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report.data
  // A file that cannot be loaded fails the run without failing a test.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped }
}

async function runEndToEndTests(): Promise<Count> {
  const file = join(reports, 'e2e.json')
  const code = await runCommand('playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    CHROMIUM_PATH: obtainChromium(),
  })
  const report = playwrightReport.safeParse(await readReport(file))
  if (!report.success) return broken('The end-to-end tests gave no report.')
  const { expected, unexpected, flaky, skipped } = report.data.stats
  const failed = unexpected + flaky
  return { passed: expected, failed: code !== 0 && failed === 0 ? 1 : failed, skipped }
}

async function readReport(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8').catch(() => 'null'))
}

function broken(message: string): Count {
  process.stdout.write(`FAILED: ${message}\n`)
  return { passed: 0, failed: 1, skipped: 0 }
}

await rm(reports, { recursive: true, force: true })
await mkdir(reports, { recursive: true })
obtainChromium()
const counts = [await runChecks()]
try {
  await build()
  counts.push(await runUnitTests(), await runEndToEndTests())
} catch (error) {
  counts.push(broken(error instanceof Error ? error.message : String(error)))
}
const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0)
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`)
process.exitCode = sum('failed') > 0 ? 1 : 0
