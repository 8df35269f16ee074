import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Scenario } from '#contract/scenario.ts'
import type { StateCorrections } from '#contract/state.ts'
import type { MockApi } from '#engine/specs/mock-api.ts'
import { checkScenario } from './check-scenario.ts'

/** The files of a project that the server reads at its start and writes when it is steered. */
export interface ProjectFiles {
  readSettingsFile(): unknown
  readMockApi(): MockApi
  /** In the order of their names. Throws an Error that names the file which is not usable. */
  readScenarios(): Scenario[]
  /** Makes the active scenario survive a restart; other members of `mockloop.json` stay as they are. */
  saveActiveScenario(name: string): void
  saveScenario(scenario: Scenario): void
  /** The content of `data/collections.json`; null when there is none. */
  readCorrections(): unknown
  saveCorrections(corrections: StateCorrections): void
  /** What was stored when the server last ran; null when there is nothing. */
  readState(): unknown
  saveState(state: unknown): void
  specPath: string
}

/** Opens the project in `folder`; nothing is read before a function is called. */
export function openProjectFiles(folder: string): ProjectFiles {
  const settingsPath = join(folder, 'mockloop.json')
  const scenarioFolder = join(folder, 'scenarios')
  const dataFolder = join(folder, 'data')
  const correctionsPath = join(dataFolder, 'collections.json')
  const statePath = join(dataFolder, 'state.json')

  return {
    specPath: join(folder, 'spec', 'openapi.json'),

    readSettingsFile: () => (existsSync(settingsPath) ? readJson(settingsPath) : {}),

    // The generator wrote the file; it is trusted like the code beside it.
    readMockApi: () => readJson(join(folder, 'spec', 'mock-api.json')) as MockApi,

    readScenarios() {
      if (!existsSync(scenarioFolder)) {
        return []
      }
      return readdirSync(scenarioFolder)
        .filter((file) => file.endsWith('.json') && !file.startsWith('.'))
        .sort()
        .map((file) => checkScenario(readJson(join(scenarioFolder, file)), `scenarios/${file}`))
    },

    saveActiveScenario(name) {
      const settings = existsSync(settingsPath) ? readJson(settingsPath) : {}
      replaceFile(settingsPath, { ...(settings as object), scenario: name })
    },

    readCorrections: () => (existsSync(correctionsPath) ? readJson(correctionsPath) : null),

    saveCorrections(corrections) {
      mkdirSync(dataFolder, { recursive: true })
      replaceFile(correctionsPath, corrections)
    },

    readState: () => (existsSync(statePath) ? readJson(statePath) : null),

    saveState(state) {
      mkdirSync(dataFolder, { recursive: true })
      replaceFile(statePath, state)
    },

    saveScenario(scenario) {
      mkdirSync(scenarioFolder, { recursive: true })
      replaceFile(join(scenarioFolder, `${scenario.name}.json`), scenario)
    },
  }
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(`Cannot read ${path}: ${reasonOf(error)}. Is this the folder of a project?`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`Cannot read ${path}: ${reasonOf(error)}. Correct the JSON and start again.`)
  }
}

/** A reader sees the old file or the new one, never half of it. */
function replaceFile(path: string, content: unknown): void {
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`)
  renameSync(temporary, path)
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
