import { rm } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { serverSettingsSchema } from '#contract/server.ts'
import type { SpecSource } from '#contract/spec-source.ts'
import { EngineError } from '#engine/engine-error.ts'
import { generateProject } from '#engine/generator/generate-project.ts'
import { projectContent } from '#engine/generator/project-content.ts'
import { deriveScenarios } from '#engine/scenarios/derive-scenarios.ts'
import { importSpec } from '#engine/specs/import-spec.ts'
import type { MockApi } from '#engine/specs/mock-api.ts'
import { isMatch } from '#runtime/routing/route-operations.ts'
import { createLiveMock } from '#runtime/server/live-mock.ts'
import { openProjectFiles } from '#runtime/server/project-files.ts'

/** What `trySpec` is told about a case. */
export interface SpecTrial {
  source: SpecSource
  allowRemoteRefs: boolean
  /** Also write the project to disk. */
  write: boolean
}

export interface TrialPlaces {
  templatesFolder: string
  samplesFolder: string
  projectFolder: string
  /** Text that lies outside of the spec's folder and must not be found in a project. */
  secret: string
}

const answeredOperations = 5

/**
 * Takes a spec through import, generation and a few answers. Resolves with whether it was served or refused
 * as the contract says; rejects with whatever must not happen.
 */
export async function trySpec(
  trial: SpecTrial,
  places: TrialPlaces,
): Promise<'served' | 'refused'> {
  const { templatesFolder, samplesFolder, projectFolder, secret } = places
  const imported = await importSpec(trial.source, {
    samplesFolder,
    allowRemoteRefs: trial.allowRemoteRefs,
  }).catch((error: unknown) => {
    if (error instanceof EngineError && error.code !== 'INTERNAL') return null
    throw error
  })
  if (imported === null) return 'refused'
  const { mockApi, document, report } = imported
  const source = {
    mockApi,
    document,
    report,
    scenarios: deriveScenarios(mockApi),
    settings: serverSettingsSchema.parse({ name: 'Fuzzed' }),
    templatesFolder,
  }
  const content = await projectContent(source)
  for (const [path, text] of content) {
    if (text.includes(secret)) throw new Error(`${path} holds text from outside the spec's folder.`)
    // The parser refuses what is not a module.
    if (path.startsWith('routes/')) stripTypeScriptTypes(text)
  }
  await answerSome(JSON.parse(content.get('spec/mock-api.json') ?? ''), projectFolder)
  if (trial.write) {
    await rm(projectFolder, { recursive: true, force: true })
    await generateProject({ ...source, targetFolder: projectFolder })
  }
  return 'served'
}

/** Asks the mock as a request would, without the network. */
async function answerSome(mockApi: MockApi, projectFolder: string): Promise<void> {
  const mock = createLiveMock({
    mockApi,
    settings: serverSettingsSchema.parse({ name: 'Fuzzed', validate: 'warn' }),
    scenarios: [],
    files: openProjectFiles(projectFolder),
    warn: () => undefined,
  })
  for (const operation of mockApi.operations.slice(0, answeredOperations)) {
    const path = operation.path.replaceAll(/\{[^}]*\}/g, '1')
    const received = {
      method: operation.method,
      url: path,
      path,
      rawQuery: '',
      headers: {},
      body: Buffer.alloc(0),
      bodyTooLarge: false,
    }
    const found = mock.router.find(operation.method, path, '')
    if (isMatch(found)) {
      mock
        .answerer()
        .answer(found, await mock.reader().read(found.operation, found, received), received)
    } else mock.answerer().miss(found, received)
  }
}

/** Where a project is tried out inside a folder of its own. */
export function projectFolderIn(sandbox: string): string {
  return join(sandbox, 'project')
}
