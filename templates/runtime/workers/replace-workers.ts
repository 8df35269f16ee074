import type { WorkerEnd, WorkerProcess } from './worker-process.ts'

/** A worker that answered this long did not end because of how it was started. */
const soundAfter = 10_000
const firstDelay = 100
/** Workers that may end soon in a row in one place; each is started later than the one before, the last after 1.6 s. */
const mostSoon = 6

/** What became of the workers since the server listens. */
export interface WorkerLosses {
  count: number
  /** The last one, and what was done about it. */
  last: { at: number; message: string } | null
}

/** Starts another worker for each that ends. */
export interface Replacement {
  /** `left` others answer, `alive` answer or are being started. */
  replace(worker: WorkerProcess, end: WorkerEnd, others: { left: number; alive: number }): void
  losses(): WorkerLosses
  cancel(): void
}

/**
 * A worker is replaced in its place: the first time at once, then later each time while they end soon. A place whose
 * workers do so again and again is given up, as is each whose worker would run another project than the others do.
 * The others go on; when none is left, the server has failed.
 */
export function createReplacement(options: {
  fork: (place: number) => void
  /** The file of the project that is another one than at the start; null when all are the same. */
  changedFile: () => string | null
  warn: (message: string) => void
  failed: (message: string) => void
}): Replacement {
  const { fork, changedFile, warn, failed } = options
  const timers = new Set<NodeJS.Timeout>()
  /** Workers in a row that ended soon, by place. */
  const soonOf = new Map<number, number>()
  let losses: WorkerLosses = { count: 0, last: null }
  let isOver = false

  function forkLater(place: number, delay: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      fork(place)
    }, delay)
    timers.add(timer)
  }

  return {
    replace(worker, end, { left, alive }) {
      if (isOver) return
      const { place } = worker
      const soon = worker.answeredFor() < soundAfter ? (soonOf.get(place) ?? 0) + 1 : 0
      soonOf.set(place, soon)
      const obstacle = obstacleTo(soon, changedFile())
      const how = describe(worker, end)
      const others = left === 1 ? '1 goes on' : `${left} go on`
      const lost = worker.isListening
        ? ' Requests it was answering got no answer, and its last ones may be missing from the log.'
        : ''
      let message: string
      if (obstacle === null) {
        const delay = soon <= 1 ? 0 : firstDelay * 2 ** (soon - 2)
        const when = delay === 0 ? 'now' : `in ${delay} ms`
        message = `${how} Another one is started ${when}; ${others}.${lost}`
        forkLater(place, delay)
      } else if (alive > 0 || timers.size > 0) {
        message = `${how} No other takes its place, because ${obstacle}; ${others}. Restart the server to have all of them again.${lost}`
      } else {
        isOver = true
        message = `${how} No worker is left, and none is started, because ${obstacle}.`
      }
      losses = { count: losses.count + 1, last: { at: Date.now(), message } }
      if (isOver) failed(message)
      else warn(message)
    },
    losses: () => losses,
    cancel() {
      isOver = true
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

function obstacleTo(soon: number, changed: string | null): string | null {
  if (changed !== null) {
    return `${changed} was changed since the server started and it would answer by another project`
  }
  return soon < mostSoon
    ? null
    : `${soon} in a row ended within ${soundAfter / 1000} s of their start`
}

function describe({ pid, failure }: WorkerProcess, { code, signal }: WorkerEnd): string {
  const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`
  return `Worker ${pid} ${how}.${failure === null ? '' : ` ${failure.message}`}`
}
