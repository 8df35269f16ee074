import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { LogRow } from '#contract/log-entry.ts'
import type { LogFilter } from '#contract/log-query.ts'
import { useConnectionState, useFacts } from '../../connection/facts.tsx'
import { useConnection } from '../../connection/orpc.ts'
import { createRowMatcher } from './match-filter.ts'
import { createRowStore, type RowStore, type RowView } from './row-store.ts'

const PAGE_SIZE = 200
/** Totals of a filtered firehose are read again at most this often. */
const TOTAL_EVERY_MS = 2_000
/** Rows kept until the next frame; a hidden window has no frames. */
const FRAME_CAPACITY = 20_000
/** With more rows at once than this, the next ones wait a little: nobody reads them one by one. */
const STREAM_ROWS = 12
const STREAM_EVERY_MS = 150

export interface LiveRows {
  view: RowView
  store: RowStore
  /** The first page is on its way. */
  loading: boolean
  error: unknown
  /** Reads the newest page again. */
  reload: () => void
  /** Fetches the page after the oldest row, unless it is on its way. */
  loadOlder: () => void
}

/**
 * The rows of a filtered log: its newest page, live rows as they arrive, older pages on demand.
 * Rows live in a store of their own and not in the query cache, because a cache that is rewritten
 * for each batch would copy everything it holds.
 */
export function useLiveRows(filter: LogFilter): LiveRows {
  const { client } = useConnection()
  const [store] = useState(() => createRowStore())
  const view = useSyncExternalStore(store.subscribe, store.view)
  const [attempt, setAttempt] = useState(0)
  const [error, setError] = useState<unknown>(null)
  const fetchingOlder = useRef(false)
  const reload = useCallback(() => setAttempt((count) => count + 1), [])
  const key = JSON.stringify(filter)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `filter`, `attempt` for the wish to read again
  useEffect(() => {
    const control = new AbortController()
    store.clear()
    setError(null)
    fetchingOlder.current = false
    client.log
      .page({ ...filter, limit: PAGE_SIZE }, { signal: control.signal })
      .then((page) => {
        if (!control.signal.aborted) store.reset({ ...page, isLast: page.rows.length < PAGE_SIZE })
      })
      .catch((cause: unknown) => {
        if (!control.signal.aborted) setError(cause)
      })
    return () => control.abort()
  }, [client, store, key, attempt])

  useReloadAfterLoss(reload)
  useIncoming({ store, filter, key })
  useFacts('log.cleared', (fact) => {
    if (!fact.serverId || !filter.serverId || fact.serverId === filter.serverId) reload()
  })

  async function fetchOlder(): Promise<void> {
    const shown = store.view()
    const oldest = shown.row(shown.length - 1)
    if (!oldest || !shown.hasOlder || fetchingOlder.current) return
    fetchingOlder.current = true
    try {
      const page = await client.log.page({ ...filter, limit: PAGE_SIZE, before: oldest.seq })
      // The filter may have changed meanwhile; then this page continues another list.
      const now = store.view()
      if (now.row(now.length - 1)?.seq !== oldest.seq) return
      store.addOlder({ ...page, isLast: page.rows.length < PAGE_SIZE })
    } catch (cause) {
      setError(cause)
    } finally {
      fetchingOlder.current = false
    }
  }

  const loading = !view.loaded && error === null
  return { view, store, loading, error, reload, loadOlder: () => void fetchOlder() }
}

/** Reads again when the connection comes back, because facts were missed meanwhile. */
function useReloadAfterLoss(reload: () => void): void {
  const connection = useConnectionState()
  const wasLost = useRef(false)
  useEffect(() => {
    if (connection === 'lost') wasLost.current = true
    if (connection !== 'live' || !wasLost.current) return
    wasLost.current = false
    reload()
  }, [connection, reload])
}

/** Passes matching live rows on to the store: in the next frame, or in a stream at a pace to follow. */
function useIncoming(options: { store: RowStore; filter: LogFilter; key: string }): void {
  const { store, filter, key } = options
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `filter`
  const matches = useMemo(() => createRowMatcher(filter), [key])
  const { client } = useConnection()
  const pace = usePace()
  const arrived = useRef<{ rows: LogRow[]; missed: boolean }>({ rows: [], missed: false })
  const totalTimer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const refreshTotal = useEffectEvent(async () => {
    totalTimer.current = null
    const page = await client.log.page({ ...filter, limit: 1 }).catch(() => null)
    // A total that could not be read stays as it is; the next burst tries again.
    if (page) store.setTotal(page.total)
  })

  const passOn = useEffectEvent(() => {
    const { rows, missed } = arrived.current
    pace.passed(rows.length)
    arrived.current = { rows: [], missed: false }
    store.addLive(rows.filter(matches), missed)
    if (missed) totalTimer.current ??= setTimeout(() => void refreshTotal(), TOTAL_EVERY_MS)
  })

  useFacts('requests.logged', (fact) => {
    const batch = arrived.current
    batch.missed ||= fact.count > fact.rows.length
    for (const row of fact.rows) batch.rows.push(row)
    if (batch.rows.length > FRAME_CAPACITY) {
      batch.rows = batch.rows.slice(-FRAME_CAPACITY)
      batch.missed = true
    }
    pace.request(() => passOn())
  })

  useEffect(
    () => () => {
      if (totalTimer.current) clearTimeout(totalTimer.current)
      totalTimer.current = null
    },
    [],
  )
}

interface Pace {
  /** Runs `pass` when it is time, unless that is arranged already. */
  request(pass: () => void): void
  /** So many rows were passed on just now. */
  passed(rows: number): void
}

function usePace(): Pace {
  const [pace] = useState(createPace)
  useEffect(() => () => pace.end(), [pace])
  return pace
}

function createPace(): Pace & { end(): void } {
  let arranged = false
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let notBefore = 0

  function inNextFrame(pass: () => void): void {
    frame = requestAnimationFrame(() => {
      arranged = false
      pass()
    })
  }

  return {
    request(pass) {
      if (arranged) return
      arranged = true
      const wait = notBefore - performance.now()
      if (wait > 0) timer = setTimeout(() => inNextFrame(pass), wait)
      else inNextFrame(pass)
    },
    passed(rows) {
      notBefore = rows > STREAM_ROWS ? performance.now() + STREAM_EVERY_MS : 0
    },
    end() {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      arranged = false
    },
  }
}
