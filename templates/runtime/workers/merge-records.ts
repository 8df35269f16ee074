import type { FinishedRecord } from './record-text.ts'

/** Milliseconds that a record waits for a worker that does not say how far it is. */
const longestWait = 500
/** Milliseconds after which a worker that has nothing to ship is asked how far it is. */
const nudgeAfter = 10

/** Brings what several workers finished into the order in which it was finished. */
export interface RecordMerge {
  /** Records of a worker in their order; `upTo` promises that none before it is still to come. */
  take(worker: number, records: readonly FinishedRecord[], upTo: number): void
  /** A worker begins to answer; it has finished nothing before `upTo`. */
  join(worker: number, upTo: number): void
  /** Nothing more comes from it. */
  leave(worker: number): void
  /** Gives on what waits, as nobody will say more. */
  flush(): void
}

interface Lane {
  waiting: FinishedRecord[]
  upTo: number
  /** Nothing more comes from its worker. */
  isOver: boolean
}

/**
 * A record is given to `deliver` when no worker can still come with an earlier one. `behind` is told of the workers that
 * are waited for; what has waited too long for one that hangs is given on.
 */
export function createRecordMerge(options: {
  deliver: (record: FinishedRecord) => void
  behind: (worker: number) => void
}): RecordMerge {
  const { deliver, behind } = options
  const lanes = new Map<number, Lane>()
  let nudge: NodeJS.Timeout | null = null
  let limit: NodeJS.Timeout | null = null

  function release(until: number): void {
    const ready: FinishedRecord[][] = []
    for (const [worker, lane] of lanes) {
      const end = lane.waiting.findIndex(({ finishedAt }) => finishedAt > until)
      const taken = lane.waiting.splice(0, end === -1 ? lane.waiting.length : end)
      if (taken.length > 0) ready.push(taken)
      if (lane.isOver && lane.waiting.length === 0) lanes.delete(worker)
    }
    const [first = [], ...others] = ready
    const sorted =
      others.length === 0
        ? first
        : ready.flat().sort((one, other) => one.finishedAt - other.finishedAt)
    for (const record of sorted) deliver(record)
  }

  function releaseAll(): void {
    release(Number.POSITIVE_INFINITY)
    cancel()
  }

  function cancel(): void {
    if (nudge !== null) clearTimeout(nudge)
    if (limit !== null) clearTimeout(limit)
    nudge = null
    limit = null
  }

  function proceed(): void {
    release(Math.min(...[...lanes.values()].map(({ upTo }) => upTo)))
    if ([...lanes.values()].every(({ waiting }) => waiting.length === 0)) {
      cancel()
      return
    }
    // Under load the next shipments come by themselves.
    nudge ??= setTimeout(() => {
      nudge = null
      const newest = Math.max(...[...lanes.values()].map(newestOf))
      for (const [worker, { upTo }] of lanes) if (upTo < newest) behind(worker)
    }, nudgeAfter)
    limit ??= setTimeout(releaseAll, longestWait)
  }

  return {
    join(worker, upTo) {
      lanes.set(worker, { waiting: [], upTo, isOver: false })
    },
    take(worker, records, upTo) {
      const lane = lanes.get(worker)
      if (lane === undefined) {
        for (const record of records) deliver(record)
        return
      }
      lane.waiting.push(...records)
      lane.upTo = upTo
      proceed()
    },
    leave(worker) {
      const lane = lanes.get(worker)
      if (lane === undefined) return
      lane.isOver = true
      lane.upTo = Number.POSITIVE_INFINITY
      proceed()
    },
    flush: releaseAll,
  }
}

function newestOf({ waiting }: Lane): number {
  return waiting.at(-1)?.finishedAt ?? Number.NEGATIVE_INFINITY
}
