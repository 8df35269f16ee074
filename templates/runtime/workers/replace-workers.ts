import type { WorkerEnd, WorkerProcess } from './worker-process.ts'

/** A worker that ran this long did not end because of how it was started. */
const soundAfter = 10_000
const firstDelay = 100
const longestDelay = 5_000
/** Workers that may end in a row without one that listened, when none is left, before the server gives up. */
const mostFailures = 5

/** Starts another worker for each that ends. */
export interface Replacement {
  /** `left` others go on. */
  replace(worker: WorkerProcess, end: WorkerEnd, left: number): void
  /** One listens. */
  succeeded(): void
  cancel(): void
}

/** The first replacement is started at once; while workers end soon after their start, each later one waits longer. */
export function createReplacement(options: {
  fork: () => void
  warn: (message: string) => void
  failed: (message: string) => void
}): Replacement {
  const { fork, warn, failed } = options
  const timers = new Set<NodeJS.Timeout>()
  /** Workers in a row that ended soon. */
  let soon = 0
  /** Workers in a row that did not get to listen. */
  let failures = 0
  let isOver = false

  return {
    replace(worker, end, left) {
      if (isOver) return
      const how = describe(worker, end)
      soon = Date.now() - worker.startedAt < soundAfter ? soon + 1 : 0
      failures = worker.isListening ? 0 : failures + 1
      if (failures >= mostFailures && left === 0) {
        isOver = true
        failed(`${how} No worker answers, and ${failures} in a row could not be started.`)
        return
      }
      const delay = soon <= 1 ? 0 : Math.min(longestDelay, firstDelay * 2 ** (soon - 2))
      const when = delay === 0 ? 'now' : `in ${delay} ms`
      const lost = worker.isListening
        ? ' Requests it was answering got no answer, and its last ones may be missing from the log.'
        : ''
      warn(`${how} Another one is started ${when}; ${left} go on.${lost}`)
      const timer = setTimeout(() => {
        timers.delete(timer)
        fork()
      }, delay)
      timers.add(timer)
    },
    succeeded() {
      failures = 0
    },
    cancel() {
      isOver = true
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

function describe({ pid, failure }: WorkerProcess, { code, signal }: WorkerEnd): string {
  const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`
  return `Worker ${pid} ${how}.${failure === null ? '' : ` ${failure.message}`}`
}
