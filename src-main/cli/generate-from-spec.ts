import type { HealthReport } from '#contract/health-report.ts'
import { type ServerSettings, serverSettingsSchema } from '#contract/server.ts'
import { generateProject } from '#engine/generator/generate-project.ts'
import { deriveScenarios } from '#engine/scenarios/derive-scenarios.ts'
import { importSpec } from '#engine/specs/import-spec.ts'
import type { CommandContext } from './command-context.ts'
import { specSource } from './spec-source.ts'

/** Writes the project of a spec to a folder, outside any workspace. */
export async function generateFromSpec(
  { shipped }: Pick<CommandContext, 'shipped'>,
  request: {
    /** File path or http(s) address. */
    spec: string
    name?: string
    targetFolder: string
    allowRemoteRefs: boolean
    overwrite: boolean
    settings: Partial<ServerSettings>
    withRuntime?: boolean
  },
): Promise<{ report: HealthReport; files: number; operations: number; settings: ServerSettings }> {
  const { mockApi, document, report } = await importSpec(specSource(request.spec), {
    samplesFolder: shipped.samples,
    allowRemoteRefs: request.allowRemoteRefs,
  })
  const settings = serverSettingsSchema.parse({
    ...request.settings,
    name: request.name ?? (mockApi.title.trim().slice(0, 120) || 'Untitled API'),
  })
  const { files } = await generateProject({
    mockApi,
    document,
    report,
    scenarios: deriveScenarios(mockApi),
    settings,
    templatesFolder: shipped.templates,
    targetFolder: request.targetFolder,
    overwrite: request.overwrite,
    withRuntime: request.withRuntime ?? true,
  })
  return { report, files: files.length, operations: mockApi.operations.length, settings }
}
