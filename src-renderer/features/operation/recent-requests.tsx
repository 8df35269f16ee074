import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { Link } from 'react-router'
import { useFacts } from '../../connection/facts.tsx'
import { useConnection } from '../../connection/orpc.ts'
import { serverPath } from '../../shell/paths.ts'
import { StatusCode } from '../../theme/status-code.tsx'
import { formatClock, formatDuration } from '../request-log/figures.ts'
import styles from './operation.module.css'

const SHOWN = 8
const REFRESH_EVERY_MS = 1_000

interface RecentRequestsProps {
  serverId: string
  operationId: string
}

/** The last requests of an operation, each a way into the log. */
export function RecentRequests({ serverId, operationId }: RecentRequestsProps) {
  const { orpc } = useConnection()
  const queries = useQueryClient()
  const options = orpc.log.page.queryOptions({ input: { serverId, operationId, limit: SHOWN } })
  const page = useQuery({ ...options, staleTime: 0 })
  const lastRefresh = useRef(0)
  useFacts('requests.logged', ({ rows }) => {
    const concerned = rows.some(
      (row) => row.operationId === operationId && row.serverId === serverId,
    )
    if (!concerned) return
    const now = Date.now()
    const due = Math.max(0, lastRefresh.current + REFRESH_EVERY_MS - now)
    if (lastRefresh.current > now) return
    lastRefresh.current = now + due
    setTimeout(() => void queries.invalidateQueries({ queryKey: options.queryKey }), due)
  })
  const log = `${serverPath(serverId, 'log')}?operation=${encodeURIComponent(operationId)}`
  return (
    <section className={styles.box} aria-label="Last requests">
      <div className={styles.boxHead}>
        <b>Last requests</b>
        <span className={styles.grow} />
        {page.data && page.data.total > 0 && (
          <Link to={log} className={styles.mediaType}>
            all {page.data.total.toLocaleString('en-GB')}
          </Link>
        )}
      </div>
      {page.data?.rows.length === 0 && (
        <div className={styles.none}>None yet. The command above sends one.</div>
      )}
      {page.data?.rows.map((row) => (
        <Link key={row.seq} to={`${log}&entry=${row.seq}`} className={styles.recent}>
          <time>{formatClock(row.at)}</time>
          <StatusCode status={row.status} />
          <span className={styles.grow}>{row.reason}</span>
          <span className={styles.mediaType}>{formatDuration(row.durationMs)}</span>
        </Link>
      ))}
    </section>
  )
}
