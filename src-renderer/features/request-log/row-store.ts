import type { LogRow } from '#contract/log-entry.ts'

/** What a screen shows of the store; a new object after each change. */
export interface RowView {
  /** Rows that can be shown now, the newest at index 0. */
  length: number
  row(index: number): LogRow | undefined
  /** Index of the row with this `seq`, or -1. */
  indexOf(seq: number): number
  /** Rows from this `seq` on have just arrived, few enough to point them out; Infinity for none. */
  freshFrom: number
  /** Live rows kept back while the reader looks at older ones. */
  waiting: number
  /** Entries that match in the whole log, as far as is known. */
  total: number
  /** Older entries can be fetched with `before`. */
  hasOlder: boolean
  /** There may be older entries, but no room for them in memory. */
  full: boolean
  /** The first page has arrived. */
  loaded: boolean
}

/** A page as `log.page` gives it, newest first; `isLast` when nothing older matches. */
export interface RowPage {
  rows: LogRow[]
  total: number
  isLast: boolean
}

export interface RowStore {
  subscribe(listener: () => void): () => void
  view(): RowView
  /** Starts again with the newest page; live rows that came meanwhile are kept. */
  reset(page: RowPage): void
  /** Adds the page that follows the oldest row. */
  addOlder(page: RowPage): void
  /** Adds live rows, oldest first. `missed` says that others before these may not be here. */
  addLive(rows: readonly LogRow[], missed: boolean): void
  /** While held, live rows wait; letting go shows them. */
  hold(held: boolean): void
  /** Shows the rows that wait and keeps holding. */
  release(): void
  /** Corrects the number of matching entries. */
  setTotal(total: number): void
  /** Forgets everything, as before the first page. */
  clear(): void
}

/** Rows kept in memory: at about 300 bytes each this is some 30 MB. */
const DEFAULT_CAPACITY = 100_000
/** More rows than this at once are not pointed out one by one. */
const FRESH_LIMIT = 8
/** Live rows kept back while held; beyond them the reader returns to the newest page only. */
const DEFAULT_WAITING_CAPACITY = 20_000

/**
 * The rows of the log screen, made for a stream: adding a live row or an older one costs O(1).
 * Shown rows are `newer` read backwards, then `older` read forwards. Beyond the capacity the oldest
 * rows are dropped; they can be paged in again.
 */
export function createRowStore({
  capacity = DEFAULT_CAPACITY,
  waitingCapacity = DEFAULT_WAITING_CAPACITY,
} = {}): RowStore {
  const listeners = new Set<() => void>()
  let newer: LogRow[] = []
  let older: LogRow[] = []
  // Rows at the start of `newer` that were dropped but not yet cut off.
  let dropped = 0
  let waiting: LogRow[] = []
  let waitingMissed = false
  // Rows were missed, and none has come since to tell where.
  let missedSince = false
  let held = false
  let freshFrom = Number.POSITIVE_INFINITY
  let total = 0
  let hasOlder = false
  let loaded = false
  let current = makeView()

  function makeView(): RowView {
    // Copies of the bindings: an older view keeps answering for the arrays it was made from.
    const [shownNewer, shownOlder, start] = [newer, older, dropped]
    const newerEnd = newer.length
    const newerLength = newerEnd - start
    const length = newerLength + older.length
    const row = (index: number) =>
      index < newerLength ? shownNewer[newerEnd - 1 - index] : shownOlder[index - newerLength]
    return {
      length,
      row,
      freshFrom,
      indexOf: (seq) => findBySeq(row, length, seq),
      waiting: waiting.length,
      total,
      hasOlder: hasOlder && length < capacity,
      full: hasOlder && length >= capacity,
      loaded,
    }
  }

  function changed(): void {
    current = makeView()
    for (const listener of listeners) listener()
  }

  function newestSeq(): number {
    return newer.at(-1)?.seq ?? older[0]?.seq ?? Number.NEGATIVE_INFINITY
  }

  function latestSeq(): number {
    return waiting.at(-1)?.seq ?? newestSeq()
  }

  function trim(): void {
    let excess = newer.length - dropped + older.length - capacity
    if (excess <= 0) return
    hasOlder = true
    const fromOlder = Math.min(excess, older.length)
    if (fromOlder > 0) older = older.slice(0, older.length - fromOlder)
    excess -= fromOlder
    dropped += excess
    // Cutting the array moves every row, so it is done once per quarter of the capacity.
    if (dropped > capacity / 4) {
      newer = newer.slice(dropped)
      dropped = 0
    }
  }

  function show(rows: readonly LogRow[], missed: boolean): void {
    const newest = newestSeq()
    const fresh = rows.filter((row) => row.seq > newest)
    if (fresh.length === 0) return
    freshFrom = (fresh.length <= FRESH_LIMIT && fresh[0]?.seq) || Number.POSITIVE_INFINITY
    if (missed) {
      // A hole in the list would be a lie. What is below it comes back by paging.
      newer = []
      older = []
      dropped = 0
      hasOlder = true
    }
    for (const row of fresh) newer.push(row)
    trim()
  }

  function showWaiting(): void {
    if (waiting.length === 0) return
    const rows = waiting
    const missed = waitingMissed
    waiting = []
    waitingMissed = false
    show(rows, missed)
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    view: () => current,
    reset(page) {
      newer = []
      dropped = 0
      older = page.rows.slice(0, capacity)
      hasOlder = !page.isLast
      loaded = true
      freshFrom = Number.POSITIVE_INFINITY
      const newest = newestSeq()
      const since = waiting.filter((row) => row.seq > newest)
      total = page.total + since.length
      waiting = since
      if (!held) showWaiting()
      changed()
    },
    addOlder(page) {
      const oldest = older.at(-1)?.seq ?? newer[dropped]?.seq ?? Number.POSITIVE_INFINITY
      const rows = page.rows.filter((row) => row.seq < oldest)
      const room = capacity - (newer.length - dropped) - older.length
      const added = rows.slice(0, Math.max(0, room))
      // A new array: a view made before must not grow under its reader.
      older = older.concat(added)
      total = Math.max(page.total, newer.length - dropped + older.length)
      hasOlder = !page.isLast || added.length < rows.length
      changed()
    },
    addLive(rows, missed) {
      const hole = missed || missedSince
      missedSince = hole && rows.length === 0
      // A page that was read a moment ago has those already that it overtook.
      const latest = latestSeq()
      const fresh = loaded ? rows.filter(({ seq }) => seq > latest) : rows
      if (fresh.length === 0) return
      if (loaded) total += fresh.length
      if (loaded && !held) {
        show(fresh, hole)
        changed()
        return
      }
      waiting = waiting.concat(fresh)
      waitingMissed ||= hole
      if (waiting.length > waitingCapacity) {
        waiting = waiting.slice(-waitingCapacity)
        waitingMissed = true
      }
      if (loaded) changed()
    },
    hold(next) {
      if (held === next) return
      held = next
      if (!held && loaded) showWaiting()
      changed()
    },
    release() {
      showWaiting()
      changed()
    },
    setTotal(next) {
      if (total === next) return
      total = next
      changed()
    },
    clear() {
      newer = []
      older = []
      dropped = 0
      waiting = []
      waitingMissed = false
      missedSince = false
      total = 0
      hasOlder = false
      loaded = false
      changed()
    },
  }
}

function findBySeq(
  row: (index: number) => LogRow | undefined,
  length: number,
  seq: number,
): number {
  let low = 0
  let high = length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = row(middle)?.seq ?? Number.NEGATIVE_INFINITY
    if (found === seq) return middle
    if (found > seq) low = middle + 1
    else high = middle - 1
  }
  return -1
}
