import type { FactOf } from '../../connection/facts.tsx'
import type { NamedSource } from './detect-input.ts'

export type ImportStage = FactOf<'import.progressed'>['stage']

/** An import as it is on its way. */
export interface RunningImport {
  id: string
  label: string
  startedAt: number
  stage: ImportStage | null
  fraction: number
}

/** An import that did not work, with what is needed to try it again. */
export interface FailedImport {
  id: string
  item: NamedSource
  error: unknown
}

/** An import whose description refers to other hosts that were not asked. */
export interface ConsentRequest {
  serverName: string
  /** What the report says about each of the references. */
  references: string[]
  /** Does it again, with the other hosts asked. */
  allow(): Promise<void>
}

export const stageNames: Record<ImportStage, string> = {
  reading: 'Reading files',
  parsing: 'Parsing',
  checking: 'Checking schemas and examples',
  generating: 'Writing the project',
}
