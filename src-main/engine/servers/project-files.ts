import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type HealthReport, healthReportSchema } from '#contract/health-report.ts'
import { type Scenario, scenarioSchema } from '#contract/scenario.ts'
import { type ServerSettings, serverSettingsSchema } from '#contract/server.ts'
import { EngineError } from '../engine-error.ts'
import type { MockApi } from '../specs/mock-api.ts'
import { isMissing, readJsonFile, writeJsonFile } from '../workspace/json-file.ts'

/** Reads and writes what a project folder says about its server; the folder is the truth. */

export async function readServerSettings(projectFolder: string): Promise<ServerSettings> {
  return parseProjectFile(join(projectFolder, 'mockloop.json'), serverSettingsSchema)
}

export async function writeServerSettings(
  projectFolder: string,
  settings: ServerSettings,
): Promise<void> {
  await writeJsonFile(join(projectFolder, 'mockloop.json'), settings)
}

/** The model a project serves. It was written by the generator and is trusted. */
export async function readMockApi(projectFolder: string): Promise<MockApi> {
  return JSON.parse(await readFile(join(projectFolder, 'spec', 'mock-api.json'), 'utf8')) as MockApi
}

export async function readHealthReport(projectFolder: string): Promise<HealthReport> {
  return parseProjectFile(join(projectFolder, 'spec', 'health.json'), healthReportSchema)
}

/** All scenarios of a project: `happy` first, then by name. A file that cannot be understood is an error that names it. */
export async function readScenarios(projectFolder: string): Promise<Scenario[]> {
  const folder = join(projectFolder, 'scenarios')
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const scenarios: Scenario[] = []
  for (const name of names.filter((file) => file.endsWith('.json'))) {
    scenarios.push(await parseProjectFile(join(folder, name), scenarioSchema))
  }
  return scenarios.sort(happyFirst)
}

export async function writeScenario(projectFolder: string, scenario: Scenario): Promise<void> {
  await writeJsonFile(scenarioFile(projectFolder, scenario.name), scenario)
}

export async function removeScenario(projectFolder: string, name: string): Promise<void> {
  await rm(scenarioFile(projectFolder, name), { force: true })
}

/** Scenario names are checked by the contract: lower-case words and hyphens, so they cannot leave the folder. */
function scenarioFile(projectFolder: string, name: string): string {
  return join(projectFolder, 'scenarios', `${name}.json`)
}

function happyFirst(a: Scenario, b: Scenario): number {
  if (a.name === 'happy') return -1
  if (b.name === 'happy') return 1
  return a.name < b.name ? -1 : 1
}

async function parseProjectFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  let content: unknown
  try {
    content = await readJsonFile(file)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new EngineError('IO_FAILED', `Cannot read ${file}: ${reason}. Correct the file.`, {
      cause: error,
    })
  }
  const result = schema.safeParse(content)
  if (result.success) return result.data
  const why = content === undefined ? 'there is no such file' : z.prettifyError(result.error)
  throw new EngineError('IO_FAILED', `Cannot read ${file}: ${why}. Correct the file.`)
}
