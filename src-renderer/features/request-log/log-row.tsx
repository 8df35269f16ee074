import { memo } from 'react'
import type { LogRow as Row } from '#contract/log-entry.ts'
import { MethodChip } from '../../theme/method-chip.tsx'
import { StatusCode } from '../../theme/status-code.tsx'
import { formatBytes, formatClock, formatDuration } from './figures.ts'
import styles from './log-grid.module.css'

/** From here on an answer is marked as slow. */
const SLOW_MS = 1_000

interface LogRowProps {
  row: Row
  /** Position in the grid, counted from 1 with the header. */
  rowIndex: number
  offset: number
  selected: boolean
  /** 0 or 1 when it has just arrived, changing with each arrival so that the next one shows too. */
  fresh: number | null
  /** Name of its server, on the screen of all servers. */
  serverName: string | undefined
  onSelect: (seq: number) => void
}

// By role and not by element: a row is laid out as a grid, which a table row cannot be. Neither rows nor
// cells take the focus; the grid keeps it and names the active row.
const cell = { role: 'gridcell' } as const

/**
 * One line of the log: plain elements, because at a thousand rows a second each component in here
 * would be made and thrown away a thousand times a second too.
 */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { row, rowIndex, offset, selected, fresh, serverName, onSelect } = props
  const line = {
    id: rowElementId(row.seq),
    role: 'row',
    'aria-rowindex': rowIndex,
    'aria-selected': selected,
    'data-status': row.status,
    onClick: () => onSelect(row.seq),
  }
  return (
    <div
      {...line}
      className={styles.row}
      data-fresh={fresh ?? undefined}
      style={{ transform: `translateY(${offset}px)` }}
    >
      <span {...cell} className={styles.time}>
        {formatClock(row.at)}
      </span>
      <span {...cell}>
        <StatusCode status={row.status} />
      </span>
      <span {...cell}>
        <MethodChip method={row.method} fixedWidth />
      </span>
      <span {...cell} className={styles.path} title={row.query ? undefined : row.path}>
        {row.path}
        {row.query && <span className={styles.query}>?{row.query}</span>}
      </span>
      <span {...cell} className={styles.reason}>
        {row.violationCount > 0 && (
          <span className={styles.violations} title={violationTitle(row.violationCount)}>
            ! {row.violationCount}
          </span>
        )}
        <span title={row.reason}>{row.reason}</span>
      </span>
      {serverName !== undefined && (
        <span {...cell} className={styles.server}>
          {serverName}
        </span>
      )}
      <span {...cell} className={styles.number} data-slow={row.durationMs >= SLOW_MS || undefined}>
        {formatDuration(row.durationMs)}
      </span>
      <span {...cell} className={`${styles.number} ${styles.size}`}>
        {formatBytes(row.responseSize)}
      </span>
    </div>
  )
})

/** Id of the element of a row, for `aria-activedescendant`. */
export function rowElementId(seq: number): string {
  return `log-row-${seq}`
}

function violationTitle(count: number): string {
  return count === 1 ? '1 violation of the spec' : `${count} violations of the spec`
}
