import { Worker } from 'node:worker_threads'
import type { SpecSource } from '#contract/spec-source.ts'
import { EngineError } from '#engine/engine-error.ts'
import { importError } from './import-error.ts'
import type { FromWorker, ToWorker } from './import-messages.ts'
import { cancelled, type ImportedSpec, type ImportOptions } from './import-spec.ts'
import { sourceName } from './reading/open-source.ts'

export interface SpecImporter {
  /** As `importSpec`, in a thread of its own. */
  import(source: SpecSource, options?: Omit<ImportOptions, 'samplesFolder'>): Promise<ImportedSpec>
  /** Ends the imports that are running. */
  close(): Promise<void>
}

export interface SpecImporterOptions {
  /** File of the thread's entry, `import-worker`. */
  workerPath: string
  samplesFolder: string
  /** Seconds an import may take. */
  timeLimit?: number
  /** MiB of heap an import may take. */
  memoryLimit?: number
}

/**
 * Imports in worker threads, so that no spec, however large or hostile, holds up the rest: an import that is cancelled,
 * takes too long or too much memory ends with its thread.
 */
export function createSpecImporter(options: SpecImporterOptions): SpecImporter {
  const { workerPath, samplesFolder, timeLimit = 60, memoryLimit = 768 } = options
  const running = new Map<Worker, (error: EngineError) => void>()

  function run(
    source: SpecSource,
    { allowRemoteRefs = false, onProgress, signal }: Omit<ImportOptions, 'samplesFolder'> = {},
  ): Promise<ImportedSpec> {
    const name = sourceName(source)
    if (signal?.aborted) return Promise.reject(cancelled(name))
    const worker = new Worker(workerPath, {
      resourceLimits: { maxOldGenerationSizeMb: memoryLimit, stackSizeMb: 4 },
    })
    return new Promise<ImportedSpec>((resolve, reject) => {
      const stop = (): void => reject(cancelled(name))
      const timer = setTimeout(() => {
        const hint = 'Simplify it, or import a part of it.'
        reject(importError(name, `it takes longer than ${timeLimit} seconds`, hint))
      }, timeLimit * 1000)
      signal?.addEventListener('abort', stop, { once: true })
      running.set(worker, reject)
      worker.on('message', (message: FromWorker) => {
        if (message.type === 'progress') onProgress?.(message.stage, message.fraction)
        else if (message.type === 'imported') resolve(message.imported)
        else {
          const { code, message: text, data } = message
          reject(new EngineError(code, text, data === undefined ? {} : { data }))
        }
      })
      worker.once('error', (error) => reject(threadFailure(error, name, memoryLimit)))
      worker.once('exit', () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', stop)
        running.delete(worker)
        // Without effect when the import has ended, as it always has unless the thread died silently.
        reject(new Error(`The import of ${name} ended without a result.`))
      })
      worker.postMessage({ source, samplesFolder, allowRemoteRefs } satisfies ToWorker)
    }).finally(() => worker.terminate())
  }

  return {
    import: run,
    async close() {
      const ending = [...running].map(([worker, reject]) => {
        reject(new EngineError('CANCELLED', 'The import was ended because the app is closing.'))
        return worker.terminate()
      })
      await Promise.all(ending)
    },
  }
}

function threadFailure(error: unknown, name: string, memoryLimit: number): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const hint = 'Simplify it, or import a part of it.'
    return importError(name, `it needs more than ${memoryLimit} MiB of memory`, hint)
  }
  return error instanceof Error ? error : new Error(String(error))
}
