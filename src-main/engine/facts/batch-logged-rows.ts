import type { LogRow } from '#contract/log-entry.ts'
import type { FactFeed } from './fact-feed.ts'

const intervalMs = 100
const maxRows = 500

/**
 * Announces logged rows in messages of at most 500 rows, at most every 100 ms, however many servers
 * are writing. Rows beyond that are counted, not sent: a screen reads them from the log.
 */
export function batchLoggedRows(feed: FactFeed): { add(rows: LogRow[]): void; flush(): void } {
  let rows: LogRow[] = []
  let count = 0
  let timer: NodeJS.Timeout | null = null

  function flush(): void {
    if (timer) clearTimeout(timer)
    timer = null
    if (count === 0) return
    feed.publish({ type: 'requests.logged', rows, count })
    rows = []
    count = 0
  }

  return {
    add(more) {
      count += more.length
      rows = rows.concat(more)
      if (rows.length > maxRows) rows = rows.slice(-maxRows)
      timer ??= setTimeout(flush, intervalMs)
    },
    flush,
  }
}
