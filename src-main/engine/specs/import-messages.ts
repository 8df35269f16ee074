import type { ErrorCode, ErrorData } from '#contract/errors.ts'
import type { SpecSource } from '#contract/spec-source.ts'
import type { ImportedSpec, ImportStage } from './import-spec.ts'

/** What the import thread is told. */
export interface ToWorker {
  source: SpecSource
  samplesFolder: string
  allowRemoteRefs: boolean
}

/** What the import thread says. */
export type FromWorker =
  | { type: 'progress'; stage: ImportStage; fraction: number }
  | { type: 'imported'; imported: ImportedSpec }
  | { type: 'failed'; code: ErrorCode; message: string; data: ErrorData | undefined }
