import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useId,
  useState,
} from 'react'
import { useNavigate } from 'react-router'
import { operationPath } from '../../shell/paths.ts'
import { useSelectedOperationId } from '../servers/use-servers.ts'
import { OperationOption, TagHead } from './operation-list-rows.tsx'
import { type OperationRow, rowForKey } from './operation-rows.ts'
import styles from './operations-pane.module.css'

const OPERATION_HEIGHT = 30
const TAG_HEIGHT = 30

interface OperationListProps {
  serverId: string
  rows: OperationRow[]
  /** Operations in all rows, collapsed or not. */
  total: number
  listRef: RefObject<HTMLDivElement | null>
  onToggleTag: (tag: string) => void
}

/**
 * A listbox of which only the visible rows exist. It keeps the keyboard focus itself and names
 * the row in question by `aria-activedescendant`, since a row that scrolls away cannot hold focus.
 */
export function OperationList({ serverId, rows, total, listRef, onToggleTag }: OperationListProps) {
  const navigate = useNavigate()
  const selectedId = useSelectedOperationId()
  const [cursorId, setCursorId] = useState<string | null>(null)
  const idPrefix = useId()
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: (index) => (rows[index]?.kind === 'tag' ? TAG_HEIGHT : OPERATION_HEIGHT),
    getItemKey: (index) => {
      const row = rows[index]
      return row?.kind === 'operation' ? row.operation.id : `tag ${row?.tag}`
    },
    overscan: 12,
  })
  const indexOf = (id: string | null) =>
    rows.findIndex((row) => row.kind === 'operation' && row.operation.id === id)
  const cursor = indexOf(cursorId ?? selectedId)

  const showSelected = useEffectEvent(() => {
    const index = indexOf(selectedId)
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  })
  // Only a new selection scrolls; new hit counts must not move the list under the pointer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    showSelected()
  }, [selectedId])

  function moveTo(index: number): void {
    const row = rows[index]
    if (row?.kind !== 'operation') return
    setCursorId(row.operation.id)
    virtualizer.scrollToIndex(index, { align: 'auto' })
  }

  function open(operationId: string): void {
    setCursorId(operationId)
    void navigate(operationPath(serverId, operationId))
  }

  function handleKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && cursorId) open(cursorId)
    const next = rowForKey(event.key, rows, cursor)
    if (next === null) return
    event.preventDefault()
    moveTo(next)
  }

  const cursorRow = rows[cursor]
  return (
    <div
      ref={listRef}
      className={styles.list}
      role="listbox"
      aria-label="Operations"
      tabIndex={0}
      aria-activedescendant={
        cursorRow?.kind === 'operation' ? `${idPrefix}-${cursorRow.position}` : undefined
      }
      onKeyDown={handleKey}
    >
      <div className={styles.canvas} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (!row) return null
          const place = { height: item.size, transform: `translateY(${item.start}px)` }
          return row.kind === 'tag' ? (
            <TagHead key={item.key} row={row} style={place} onToggle={onToggleTag} />
          ) : (
            <OperationOption
              key={item.key}
              id={`${idPrefix}-${row.position}`}
              operation={row.operation}
              position={row.position}
              total={total}
              selected={row.operation.id === selectedId}
              atCursor={item.index === cursor}
              style={place}
              onOpen={open}
            />
          )
        })}
      </div>
    </div>
  )
}
