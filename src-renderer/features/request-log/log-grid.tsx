import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react'
import type { LogRow as Row } from '#contract/log-entry.ts'
import styles from './log-grid.module.css'
import { LogRow, rowElementId } from './log-row.tsx'
import type { RowView } from './row-store.ts'

const ROW_HEIGHT = 28
/** Older rows are fetched when fewer than this many are left below. */
const FETCH_AHEAD = 60

// By role and not by element: virtual rows cannot be a table. The grid takes the focus for all its rows.
const roles = {
  rowGroup: { role: 'rowgroup' },
  headerRow: { role: 'row', 'aria-rowindex': 1 },
  columnHeader: { role: 'columnheader' },
} as const

export interface LogGridHandle {
  scrollToTop(): void
  focus(): void
}

interface LogGridProps {
  ref?: Ref<LogGridHandle>
  view: RowView
  selectedSeq: number | null
  /** Names by server id: shown as a column when given. */
  serverNames: ReadonlyMap<string, string> | null
  onSelect: (seq: number) => void
  onLoadOlder: () => void
  /** The newest row came into sight, or left it. */
  onAtTop: (atTop: boolean) => void
  onShowWaiting: () => void
  onKeyDown?: (event: KeyboardEvent) => void
  /** A right click, or the context key on the selected row. */
  onContextMenu: (row: Row) => void
  /** What stands in place of rows when there are none. */
  empty: ReactNode
}

/** The virtual rows of a log, newest first. */
export function LogGrid(props: LogGridProps) {
  const { ref, view, selectedSeq, serverNames, onSelect, onLoadOlder, onAtTop } = props
  const scroller = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: view.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 5,
    paddingEnd: view.hasOlder || view.full ? 36 : 0,
    useFlushSync: false,
  })
  const items = virtualizer.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? -1

  useEffect(() => {
    if (view.hasOlder && lastIndex >= view.length - FETCH_AHEAD) onLoadOlder()
  }, [view, lastIndex, onLoadOlder])

  const selectedIndex = selectedSeq === null ? -1 : view.indexOf(selectedSeq)
  // Only a change of the selection scrolls, not rows that move it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selectedSeq])

  useImperativeHandle(ref, () => ({
    scrollToTop: () => scroller.current?.scrollTo({ top: 0 }),
    focus: () => grid.current?.focus({ preventScroll: true }),
  }))

  if (view.length === 0) return props.empty
  const selectedIsShown = items.some((item) => item.index === selectedIndex)
  const table = {
    role: 'grid',
    tabIndex: 0,
    'aria-label': 'Requests, newest first',
    'aria-rowcount': view.total + 1,
    'aria-activedescendant':
      selectedIsShown && selectedSeq !== null ? rowElementId(selectedSeq) : undefined,
    onKeyDown: props.onKeyDown,
    onContextMenu({ target }: MouseEvent) {
      const line = target instanceof Element ? target.closest('[aria-rowindex]') : null
      // The context key names the grid itself; it is about the selected row then.
      const index = line ? Number(line.getAttribute('aria-rowindex')) - 2 : selectedIndex
      const row = index < 0 ? undefined : view.row(index)
      if (row) props.onContextMenu(row)
    },
  }
  return (
    <div className={styles.grid} data-servers={serverNames ? true : undefined}>
      <div ref={grid} {...table} className={styles.table}>
        <GridHeader withServers={serverNames !== null} />
        <div
          ref={scroller}
          {...roles.rowGroup}
          className={styles.scroller}
          // It scrolls by the keys of the grid, and is no stop of its own.
          tabIndex={-1}
          onScroll={(event) => onAtTop(event.currentTarget.scrollTop < ROW_HEIGHT / 2)}
        >
          <div className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => {
              const row = view.row(item.index)
              if (!row) return null
              return (
                <LogRow
                  // By position: rows that pass by reuse the elements of those before them.
                  key={item.index}
                  row={row}
                  rowIndex={item.index + 2}
                  offset={item.start}
                  selected={row.seq === selectedSeq}
                  fresh={row.seq >= view.freshFrom ? view.freshFrom % 2 : null}
                  serverName={serverNames ? (serverNames.get(row.serverId) ?? '') : undefined}
                  onSelect={onSelect}
                />
              )
            })}
            <GridEnd view={view} offset={view.length * ROW_HEIGHT} />
          </div>
        </div>
      </div>
      {view.waiting > 0 && (
        <button type="button" className={styles.pill} onClick={props.onShowWaiting}>
          ↑ {view.waiting.toLocaleString('en-GB')} new
        </button>
      )}
    </div>
  )
}

function GridHeader({ withServers }: { withServers: boolean }) {
  const columns: [name: string, className?: string][] = [
    ['Time', styles.time],
    ['Code'],
    ['Method'],
    ['Path'],
    ['Why this answer', styles.reason],
    ...(withServers ? [['Server', styles.server] satisfies [string, string?]] : []),
    ['Took', styles.number],
    ['Size', `${styles.number} ${styles.size}`],
  ]
  return (
    <div {...roles.headerRow} className={styles.header}>
      {columns.map(([name, className]) => (
        <span key={name} {...roles.columnHeader} className={className}>
          {name}
        </span>
      ))}
    </div>
  )
}

function GridEnd({ view, offset }: { view: RowView; offset: number }) {
  if (!view.hasOlder && !view.full) return null
  return (
    <div className={styles.end} style={{ top: offset }}>
      {view.full
        ? `${view.length.toLocaleString('en-GB')} rows are shown. Narrow the filter to reach older ones.`
        : 'Loading older requests…'}
    </div>
  )
}
