import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { openRequestLog, type RequestLog, type RequestLogOptions } from './request-log.ts'

export const workerPath = fileURLToPath(
  new URL('../storage/sqljs/sqljs-worker.ts', import.meta.url),
)

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'request-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The log of a folder with the real worker, and what it complained about. It is closed after the test. */
export async function openLog(
  folder: string,
  options: Partial<RequestLogOptions> = {},
): Promise<RequestLog & { troubles: string[] }> {
  const troubles: string[] = []
  const log = await openRequestLog({
    folder,
    workerPath,
    retention: { maxEntries: 100_000, maxAgeHours: 24 },
    onTrouble: (message) => troubles.push(message),
    ...options,
  })
  let closing: Promise<void> | null = null
  const close = () => {
    closing ??= log.close()
    return closing
  }
  onTestFinished(close)
  return { ...log, close, troubles }
}
