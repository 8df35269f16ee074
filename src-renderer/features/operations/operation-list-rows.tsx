import { IconChevronRight, IconVersions } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import type { OperationSummary } from '#contract/operation.ts'
import { MethodChip } from '../../theme/method-chip.tsx'
import { StatusCode } from '../../theme/status-code.tsx'
import type { OperationRow } from './operation-rows.ts'
import styles from './operations-pane.module.css'

const compactNumber = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** What every line of the tree has. */
interface LineProps {
  id: string
  /** True for the row that the arrow keys are on. */
  atCursor: boolean
  style: CSSProperties
}

interface TagHeadProps extends LineProps {
  row: Extract<OperationRow, { kind: 'tag' }>
  onToggle: (tag: string) => void
}

/** The head of a group of operations; a click folds it. */
export function TagHead({ row, id, atCursor, style, onToggle }: TagHeadProps) {
  return (
    // The tree handles the keys of its items.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the tree
    <div
      id={id}
      className={`${styles.row} ${styles.tag}`}
      style={style}
      role="treeitem"
      aria-level={1}
      aria-expanded={!row.collapsed}
      data-cursor={atCursor || undefined}
      onClick={() => onToggle(row.tag)}
    >
      <IconChevronRight size={12} className={styles.chevron} aria-hidden="true" />
      <span className={styles.tagName}>{row.tag}</span>
      <span className={styles.count}>{row.count}</span>
    </div>
  )
}

function describe({ method, path, hits, lastStatus, overridden, deprecated }: OperationSummary) {
  return [
    `${method.toUpperCase()} ${path}`,
    hits > 0 ? `${hits} ${hits === 1 ? 'request' : 'requests'}` : null,
    lastStatus === null ? null : `last status ${lastStatus}`,
    overridden ? 'answered by the scenario' : null,
    deprecated ? 'deprecated' : null,
  ]
    .filter(Boolean)
    .join(', ')
}

interface OperationItemProps extends LineProps {
  row: Extract<OperationRow, { kind: 'operation' }>
  selected: boolean
  onOpen: (operationId: string) => void
}

/** One operation: method, path, mark of the scenario, hits and last status. */
export function OperationItem(props: OperationItemProps) {
  const { id, row, selected, atCursor, style, onOpen } = props
  const { operation, level, position, count } = row
  return (
    // The tree handles the keys of its items.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the tree
    <div
      id={id}
      className={`${styles.row} ${styles.operation}`}
      style={style}
      role="treeitem"
      aria-level={level}
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={position}
      aria-label={describe(operation)}
      data-cursor={atCursor || undefined}
      data-deprecated={operation.deprecated || undefined}
      title={operation.summary ? `${operation.path}\n${operation.summary}` : operation.path}
      onClick={() => onOpen(operation.id)}
    >
      <MethodChip method={operation.method} fixedWidth />
      <span className={styles.path}>
        <bdi dir="ltr">{operation.path}</bdi>
      </span>
      {operation.overridden && (
        <IconVersions size={13} className={styles.override} aria-hidden="true" />
      )}
      {operation.hits > 0 && (
        <span className={styles.hits}>{compactNumber.format(operation.hits)}</span>
      )}
      {operation.lastStatus !== null && <StatusCode status={operation.lastStatus} />}
    </div>
  )
}
