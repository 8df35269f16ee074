import { fork } from 'node:child_process'
import type { HealthReport } from '#contract/health-report.ts'
import { EngineError } from '#engine/engine-error.ts'
import type { FromProjectWriter, ProjectOrder } from './project-order.ts'

/** A project that is being written by another process. */
export interface ProjectInTheMaking {
  /** Resolves when it is there. Rejects with the EngineError of the import. */
  report: Promise<HealthReport>
  /** Gives it up; resolves when nothing is written any more. */
  cancel(): Promise<void>
}

/** Imports a spec and writes its project in a process that ends afterwards; `writerFile` is its built entry. */
export function writeProject(writerFile: string, order: ProjectOrder): ProjectInTheMaking {
  const child = fork(writerFile, [], {
    execArgv: [],
    // Plain Node ignores it; Electron's binary becomes Node by it.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  // Not as an argument: every user of the machine can read those, and keys of the mock are among the settings.
  child.send(order, () => {})
  const report = new Promise<HealthReport>((resolve, reject) => {
    child.once('message', (received) => {
      // The channel is private to two processes of the same build.
      const answer = received as FromProjectWriter
      if (answer.type === 'written') resolve(answer.report)
      else {
        const { code, message, data } = answer
        reject(new EngineError(code, message, data === undefined ? {} : { data }))
      }
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      // Without effect when it has said how it went.
      const how = signal ?? `code ${code}`
      reject(new Error(`The import of ${order.spec} ended without a result (${how}).`))
    })
  })
  report.catch(() => {})
  return {
    report,
    async cancel() {
      child.kill()
      await report.catch(() => {})
    },
  }
}
