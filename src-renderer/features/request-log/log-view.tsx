import { useElementSize } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react'
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels'
import type { LogRow } from '#contract/log-entry.ts'
import type { LogFilter } from '#contract/log-query.ts'
import { useConnection } from '../../connection/orpc.ts'
import { PaneSeparator } from '../../shell/pane-separator.tsx'
import { EntryDetails } from './entry-details.tsx'
import { nextHold } from './hold-reason.ts'
import { LogEmpty } from './log-empty.tsx'
import { LogGrid, type LogGridHandle } from './log-grid.tsx'
import { LogToolbar } from './log-toolbar.tsx'
import styles from './log-view.module.css'
import { RowMenu } from './row-menu.tsx'
import { useClearLog } from './use-clear-log.ts'
import { useLiveRows } from './use-live-rows.ts'

interface LogViewProps {
  /** The server of this screen; null for all. */
  serverId: string | null
  filter: LogFilter
  onFilterChange: (filter: LogFilter) => void
  /** `seq` of the open entry. */
  entry: number | null
  onEntryChange: (seq: number | null) => void
  compact?: boolean
  searchRef?: Ref<HTMLInputElement>
  /** Receives what the keys do, for a screen that listens beyond the grid. */
  keysRef?: { current: ((event: KeyboardEvent | globalThis.KeyboardEvent) => void) | null }
}

/** A live log with its filter and, beside or below it, the open entry. */
export function LogView(props: LogViewProps) {
  const { serverId, filter, onFilterChange, entry, onEntryChange, compact = false } = props
  const { orpc } = useConnection()
  const servers = useQuery(orpc.servers.list.queryOptions())
  const rows = useLiveRows(filter)
  const { store, view } = rows
  const grid = useRef<LogGridHandle>(null)
  const atTop = useRef(true)
  const [hold, happened] = useReducer(nextHold, entry === null ? null : 'entry')
  const [menuRow, setMenuRow] = useState<LogRow | null>(null)
  const clearLog = useClearLog(rows.reload)

  useEffect(() => store.hold(hold !== null), [store, hold])

  const open = useCallback(
    (seq: number) => {
      happened({ type: 'opened' })
      onEntryChange(seq)
    },
    [onEntryChange],
  )

  const close = useCallback(() => {
    happened({ type: 'closed', atTop: atTop.current })
    onEntryChange(null)
    grid.current?.focus()
  }, [onEntryChange])

  const watchTop = useCallback((isAtTop: boolean) => {
    if (atTop.current === isAtTop) return
    atTop.current = isAtTop
    happened({ type: 'scrolled', atTop: isAtTop })
  }, [])

  function showWaiting(): void {
    store.release()
    grid.current?.scrollToTop()
    if (hold !== 'pause') happened({ type: entry === null ? 'follow' : 'opened' })
  }

  function setHeld(held: boolean): void {
    happened({ type: held ? 'pause' : 'follow' })
    if (!held) grid.current?.scrollToTop()
  }

  function handleKey(event: KeyboardEvent | globalThis.KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const target = targetIndex(event.key, entry === null ? -1 : view.indexOf(entry), view.length)
    const row = target === null ? undefined : view.row(target)
    if (row) open(row.seq)
    else if (event.key === 'Escape' && entry !== null) close()
    else if (event.key === 'p') setHeld(hold === null)
    else return
    event.preventDefault()
  }

  useEffect(() => {
    if (props.keysRef) props.keysRef.current = handleKey
  })

  const serverNames = useMemo(
    () => (serverId === null ? new Map(servers.data?.map(({ id, name }) => [id, name])) : null),
    [serverId, servers.data],
  )
  const server = servers.data?.find(({ id }) => id === (serverId ?? filter.serverId))

  return (
    <section className={styles.view} aria-label="Request log">
      <LogToolbar
        filter={filter}
        onFilterChange={onFilterChange}
        servers={serverId === null ? (servers.data ?? []) : null}
        total={rows.loading ? null : view.total}
        held={hold !== null}
        onHeldChange={setHeld}
        onClear={() => void clearLog(filter.serverId)}
        compact={compact}
        searchRef={props.searchRef}
      />
      <LogPanes
        details={
          entry !== null && (
            <EntryDetails seq={entry} onClose={close} servers={servers.data ?? []} />
          )
        }
        compact={compact}
      >
        <RowMenu
          row={menuRow}
          onClose={() => setMenuRow(null)}
          serverUrl={servers.data?.find(({ id }) => id === menuRow?.serverId)?.url ?? null}
          onOpen={open}
          onFilter={(part) => onFilterChange({ ...filter, ...part })}
        >
          <div className={styles.list}>
            <LogGrid
              ref={grid}
              view={view}
              selectedSeq={entry}
              serverNames={serverNames}
              onSelect={open}
              onLoadOlder={rows.loadOlder}
              onAtTop={watchTop}
              onShowWaiting={showWaiting}
              onKeyDown={handleKey}
              onContextMenu={setMenuRow}
              empty={
                <LogEmpty
                  rows={rows}
                  filter={filter}
                  onFilterChange={onFilterChange}
                  server={server}
                />
              }
            />
          </div>
        </RowMenu>
      </LogPanes>
    </section>
  )
}

/** Where a key moves the selection, or null when it does not. */
function targetIndex(key: string, current: number, length: number): number | null {
  if (length === 0) return null
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return Math.min(current + 1, length - 1)
    case 'k':
    case 'ArrowUp':
      return Math.max(current - 1, 0)
    case 'PageDown':
      return Math.min(current + 20, length - 1)
    case 'PageUp':
      return Math.max(current - 20, 0)
    case 'g':
    case 'Home':
      return 0
    case 'G':
    case 'End':
      return length - 1
    case 'Enter':
      return Math.max(current, 0)
    default:
      return null
  }
}

interface LogPanesProps {
  children: React.ReactNode
  details: React.ReactNode
  compact: boolean
}

/** Below this width the open entry stands under the list instead of beside it. */
const BESIDE_FROM_PX = 820

/** The list alone, or the list and the open entry with a movable border between them. */
function LogPanes({ children, details, compact }: LogPanesProps) {
  const { ref, width } = useElementSize()
  const beside = width >= BESIDE_FROM_PX || (compact && width >= 600)
  const id = `mockloop.log.${compact ? 'drawer' : 'screen'}.${beside ? 'beside' : 'below'}`
  const layout = useDefaultLayout({
    id,
    panelIds: details ? ['list', 'details'] : ['list'],
    storage: window.localStorage,
  })
  return (
    <div ref={ref} className={styles.body}>
      {width > 0 && (
        <Group
          key={beside ? 'beside' : 'below'}
          className={styles.panes}
          orientation={beside ? 'horizontal' : 'vertical'}
          {...layout}
        >
          <Panel id="list" minSize={beside ? 300 : 90}>
            <div className={styles.list}>{children}</div>
          </Panel>
          {details && (
            <>
              <PaneSeparator label="Resize the request details" />
              <Panel id="details" defaultSize={beside ? '44%' : '56%'} minSize={beside ? 300 : 120}>
                {details}
              </Panel>
            </>
          )}
        </Group>
      )}
    </div>
  )
}
