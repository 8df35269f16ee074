import {
  ActionIcon,
  Button,
  CloseButton,
  NativeSelect,
  Pill,
  SegmentedControl,
  TextInput,
  Tooltip,
} from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconPlayerPause, IconPlayerPlay, IconSearch, IconTrash } from '@tabler/icons-react'
import { type Ref, useEffect, useState } from 'react'
import type { LogFilter } from '#contract/log-query.ts'
import { formatCount } from './figures.ts'
import styles from './log-toolbar.module.css'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']
const statusClasses = ['2', '3', '4', '5'] as const

interface LogToolbarProps {
  filter: LogFilter
  onFilterChange: (filter: LogFilter) => void
  /** Servers to choose from; null when the screen is about one server. */
  servers: readonly { id: string; name: string }[] | null
  /** Null while it is not known. */
  total: number | null
  held: boolean
  onHeldChange: (held: boolean) => void
  onClear: () => void
  /** Fewer controls, for the drawer. */
  compact: boolean
  searchRef?: Ref<HTMLInputElement>
}

/** Conditions, the pause switch and the way to an empty log. */
export function LogToolbar(props: LogToolbarProps) {
  const { filter, onFilterChange, servers, total, held, onHeldChange, compact } = props

  function change(part: Partial<LogFilter>): void {
    onFilterChange({ ...filter, ...part })
  }

  return (
    <div className={styles.frame}>
      <div className={styles.bar} data-compact={compact || undefined}>
        <SearchField
          text={filter.text ?? ''}
          onChange={(text) => change({ text: text || undefined })}
          searchRef={props.searchRef}
        />
        <div className={styles.conditions}>
          {!compact && (
            <NativeSelect
              aria-label="Method"
              value={filter.method ?? ''}
              onChange={(event) => change({ method: event.currentTarget.value || undefined })}
              data={[{ value: '', label: 'All methods' }, ...methods]}
              w={116}
            />
          )}
          <SegmentedControl
            aria-label="Status class"
            value={filter.statusClass ?? ''}
            onChange={(value) =>
              change({ statusClass: statusClasses.find((known) => known === value) })
            }
            data={[
              { value: '', label: 'All' },
              ...statusClasses.map((value) => ({ value, label: `${value}xx` })),
            ]}
          />
          {servers && (
            <NativeSelect
              aria-label="Server"
              value={filter.serverId ?? ''}
              onChange={(event) => change({ serverId: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: 'All servers' },
                ...servers.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              maw={160}
            />
          )}
          {filter.operationId && (
            <Pill withRemoveButton onRemove={() => change({ operationId: undefined })} maw={180}>
              {filter.operationId}
            </Pill>
          )}
        </div>
        <div className={styles.actions}>
          <span className={styles.count} aria-live="off">
            {total !== null && `${formatCount(total)} ${total === 1 ? 'request' : 'requests'}`}
          </span>
          <Tooltip label={held ? 'Show requests as they arrive' : 'Hold the list still'}>
            <Button
              className={styles.follow}
              onClick={() => onHeldChange(!held)}
              aria-pressed={held}
              leftSection={held ? <IconPlayerPlay size={13} /> : <IconPlayerPause size={13} />}
              rightSection={<span className={styles.live} data-held={held || undefined} />}
            >
              {held ? 'Follow' : 'Pause'}
            </Button>
          </Tooltip>
          <Tooltip label="Clear the log">
            <ActionIcon aria-label="Clear the log" disabled={!total} onClick={props.onClear}>
              <IconTrash size={15} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
    </div>
  )
}

/** Text as it is typed; passed on when the typing pauses. */
function SearchField(props: {
  text: string
  onChange: (text: string) => void
  searchRef?: Ref<HTMLInputElement>
}) {
  const [draft, setDraft] = useState(props.text)
  const passOn = useDebouncedCallback(props.onChange, 150)
  useEffect(() => setDraft(props.text), [props.text])

  function write(text: string): void {
    setDraft(text)
    passOn(text.trim())
  }

  return (
    <TextInput
      ref={props.searchRef}
      className={styles.search}
      aria-label="Filter requests by text"
      placeholder="Filter by path, operation, reason…"
      leftSection={<IconSearch size={14} />}
      rightSection={
        draft ? (
          <CloseButton size="xs" aria-label="Clear the text" onClick={() => write('')} />
        ) : null
      }
      value={draft}
      onChange={(event) => write(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        if (draft) write('')
        else event.currentTarget.blur()
      }}
      maxLength={500}
    />
  )
}
