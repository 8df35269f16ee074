import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChevronRight, IconPencil } from '@tabler/icons-react'
import type { StateCollection } from '#contract/state.ts'
import { MethodChip } from '../../theme/method-chip.tsx'
import styles from './state.module.css'
import { StoredItems } from './stored-items.tsx'

interface CollectionRowProps {
  serverId: string
  collection: StateCollection
  isOpen: boolean
  onToggle: () => void
  onCorrect: () => void
}

const levelNames = { high: 'High confidence', medium: 'Medium confidence', low: 'Low confidence' }

function Confidence({ collection }: { collection: StateCollection }) {
  const { level, confidence, reasons, corrected, off } = collection
  if (off) return <span className={styles.level}>Left alone</span>
  const text = corrected ? 'Corrected' : levelNames[level]
  return (
    <Tooltip
      multiline
      w={280}
      label={[`${Math.round(confidence * 100)} % sure.`, ...reasons].join(' ')}
    >
      <span className={styles.level} data-level={corrected ? 'high' : level}>
        {text}
      </span>
    </Tooltip>
  )
}

/** Below the items of another, a collection is filled when somebody asks for it. */
function countText({ items, changed, parent }: StateCollection): string {
  if (items === null) return ''
  if (items === 0 && !changed && parent !== null) return 'filled when asked for'
  return `${items.toLocaleString('en')} ${items === 1 ? 'item' : 'items'}`
}

/** One collection: what it is, how sure that is, what it holds. */
export function CollectionRow(props: CollectionRowProps) {
  const { serverId, collection, isOpen, onToggle, onCorrect } = props
  const { name, path, id, items, changed, operations } = collection
  return (
    <li className={styles.collection} data-off={collection.off || undefined}>
      <div className={styles.row}>
        <button
          type="button"
          className={styles.open}
          aria-expanded={isOpen}
          disabled={items === null}
          onClick={onToggle}
        >
          <IconChevronRight size={14} className={styles.chevron} aria-hidden="true" />
          <span className={styles.name}>{name}</span>
          <code className={styles.path}>{path}</code>
        </button>
        <span className={styles.count} data-changed={changed || undefined}>
          {countText(collection)}
        </span>
        <Confidence collection={collection} />
        <Tooltip label="Correct what was inferred">
          <ActionIcon variant="subtle" aria-label={`Correct ${name}`} onClick={onCorrect}>
            <IconPencil size={15} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={styles.details}>
        <span>
          id <code>{id ?? 'hidden'}</code>
        </span>
        {operations.map((operation) => (
          <span key={operation.id} className={styles.operation}>
            <MethodChip method={operation.method} /> {operation.role}
          </span>
        ))}
      </div>
      {isOpen && <StoredItems serverId={serverId} collection={name} />}
    </li>
  )
}
