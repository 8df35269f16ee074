import type { ErrorCode, ErrorData } from '#contract/errors.ts'
import type { HealthReport } from '#contract/health-report.ts'
import type { ServerSettings } from '#contract/server.ts'
import type { ShippedFiles } from '#engine/create-engine.ts'

/** What the process that writes a project is told, in the first message to it. */
export interface ProjectOrder {
  shipped: ShippedFiles
  /** File path or http(s) address. */
  spec: string
  targetFolder: string
  allowRemoteRefs: boolean
  overwrite: boolean
  settings: Partial<ServerSettings>
  withRuntime: boolean
}

/** What it says, once. */
export type FromProjectWriter =
  | { type: 'written'; report: HealthReport }
  | { type: 'failed'; code: ErrorCode; message: string; data: ErrorData | undefined }
