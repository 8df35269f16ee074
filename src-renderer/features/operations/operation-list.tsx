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
import { OperationItem, TagHead } from './operation-list-rows.tsx'
import { type OperationRow, rowForKey, togglesTag } from './operation-rows.ts'
import styles from './operations-pane.module.css'

const OPERATION_HEIGHT = 30
const TAG_HEIGHT = 30

interface OperationListProps {
  serverId: string
  rows: OperationRow[]
  listRef: RefObject<HTMLDivElement | null>
  onToggleTag: (tag: string) => void
}

function keyOf(row: OperationRow): string {
  return row.kind === 'operation' ? `operation ${row.operation.id}` : `tag ${row.tag}`
}

/**
 * A tree of which only the visible rows exist. It keeps the keyboard focus itself and names
 * the row in question by `aria-activedescendant`, since a row that scrolls away cannot hold focus.
 */
export function OperationList({ serverId, rows, listRef, onToggleTag }: OperationListProps) {
  const navigate = useNavigate()
  const selectedId = useSelectedOperationId()
  const [cursorKey, setCursorKey] = useState<string | null>(null)
  const idPrefix = useId()
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: (index) => (rows[index]?.kind === 'tag' ? TAG_HEIGHT : OPERATION_HEIGHT),
    getItemKey: (index) => {
      const row = rows[index]
      return row ? keyOf(row) : index
    },
    overscan: 12,
  })
  const indexOf = (key: string) => rows.findIndex((row) => keyOf(row) === key)
  const selectedKey = `operation ${selectedId}`
  const cursor = indexOf(cursorKey ?? selectedKey)

  const showSelected = useEffectEvent(() => {
    const index = indexOf(selectedKey)
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  })
  // Only a new selection scrolls; new hit counts must not move the list under the pointer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    showSelected()
  }, [selectedId])

  function moveTo(index: number): void {
    const row = rows[index]
    if (!row) return
    setCursorKey(keyOf(row))
    virtualizer.scrollToIndex(index, { align: 'auto' })
  }

  function open(operationId: string): void {
    setCursorKey(`operation ${operationId}`)
    void navigate(operationPath(serverId, operationId))
  }

  function handleKey(event: KeyboardEvent): void {
    const row = rows[cursor]
    if (row?.kind === 'tag' && togglesTag(event.key, row.collapsed)) onToggleTag(row.tag)
    else if (row?.kind === 'operation' && event.key === 'Enter') open(row.operation.id)
    else {
      const next = rowForKey(event.key, rows, cursor)
      if (next === null) return
      moveTo(next)
    }
    event.preventDefault()
  }

  return (
    <div
      ref={listRef}
      className={styles.list}
      role="tree"
      aria-label="Operations"
      tabIndex={0}
      aria-activedescendant={cursor < 0 ? undefined : `${idPrefix}-${cursor}`}
      onKeyDown={handleKey}
    >
      <div className={styles.canvas} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (!row) return null
          const line = {
            id: `${idPrefix}-${item.index}`,
            atCursor: item.index === cursor,
            style: { height: item.size, transform: `translateY(${item.start}px)` },
          }
          return row.kind === 'tag' ? (
            <TagHead key={item.key} row={row} {...line} onToggle={onToggleTag} />
          ) : (
            <OperationItem
              key={item.key}
              row={row}
              {...line}
              selected={row.operation.id === selectedId}
              onOpen={open}
            />
          )
        })}
      </div>
    </div>
  )
}
