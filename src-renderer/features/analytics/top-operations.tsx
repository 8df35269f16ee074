import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Analytics } from '#contract/analytics.ts'
import { useConnection } from '../../connection/orpc.ts'
import { operationPath, serverPath } from '../../shell/paths.ts'
import { MethodChip } from '../../theme/method-chip.tsx'
import { formatCount, formatDuration, formatShare } from '../request-log/figures.ts'
import styles from './analytics.module.css'

/** From this share of errors on, an operation stands out. */
const MANY_ERRORS = 0.05

interface TopOperationsProps {
  serverId: string
  operations: Analytics['topOperations']
}

/** The operations that were called most; what no operation matched leads to the log. */
export function TopOperations({ serverId, operations }: TopOperationsProps) {
  const { orpc } = useConnection()
  const known = useQuery(orpc.operations.list.queryOptions({ input: { serverId } })).data
  // The figures name one path that was called; the operation stands for all of them.
  const templates = new Map(known?.map(({ id, path }) => [id, path]))
  return (
    <section className={styles.card} aria-label="Top operations">
      <table className={styles.table}>
        <thead>
          <tr>
            <th>Top operations</th>
            <th>Requests</th>
            <th>Errors</th>
            <th data-minor>p50</th>
            <th>p95</th>
            <th data-minor>p99</th>
          </tr>
        </thead>
        <tbody>
          {operations.map(({ operationId, method, path, requests, errorRate, p50, p95, p99 }) => (
            <tr key={`${operationId} ${method} ${path}`}>
              <td>
                <Link
                  className={styles.operation}
                  to={
                    operationId === null
                      ? `${serverPath(serverId, 'log')}?text=${encodeURIComponent(path)}`
                      : operationPath(serverId, operationId)
                  }
                >
                  <MethodChip method={method} fixedWidth />
                  <code>{(operationId && templates.get(operationId)) || path}</code>
                </Link>
              </td>
              <td>{formatCount(requests)}</td>
              <td data-bad={errorRate >= MANY_ERRORS || undefined}>{formatShare(errorRate)}</td>
              <td data-minor>{formatDuration(p50)}</td>
              <td>{formatDuration(p95)}</td>
              <td data-minor>{formatDuration(p99)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
