import type { HealthReport } from '#contract/health-report.ts'
import type { MockApi } from './mock-api.ts'
import { importOpenApi } from './openapi/import-openapi.ts'
import { isOpenApiDocument } from './openapi/spec-version.ts'
import type { ProblemLog } from './problem-log.ts'
import type { LoadedFile } from './reading/load-files.ts'
import type { SpecFiles } from './reading/spec-files.ts'

/** What a spec kind gets to import. */
export interface KindInput {
  files: SpecFiles
  load(id: string): Promise<LoadedFile>
  /** The file to begin with. */
  root: LoadedFile
  problems: ProblemLog
  signal: AbortSignal | undefined
  progress(stage: 'parsing' | 'checking', fraction: number): void
}

export interface ImportedApi {
  mockApi: MockApi
  /** The bundled spec as plain JSON. */
  document: unknown
  report: HealthReport
}

/** A kind of API description. */
export interface SpecKind {
  name: MockApi['kind']
  /** True when a parsed file is of this kind. Looks at content, never at file names. */
  detect(file: { value: unknown; text: string }): boolean
  /** Makes the model of it. Rejects with an EngineError. */
  import(input: KindInput): Promise<ImportedApi>
}

/** All spec kinds; the first that recognises a file imports it. */
export const specKinds: readonly SpecKind[] = [
  { name: 'openapi', detect: ({ value }) => isOpenApiDocument(value), import: importOpenApi },
]
