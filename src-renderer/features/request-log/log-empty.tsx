import { Button, CopyButton, Skeleton, Text, Title } from '@mantine/core'
import { IconActivity, IconFilterOff, IconPlugConnectedX } from '@tabler/icons-react'
import type { LogFilter } from '#contract/log-query.ts'
import type { Server } from '#contract/server.ts'
import { describeError } from '../../notices/describe-error.ts'
import { CopyAction } from '../../theme/copy-action.tsx'
import { useExampleLine } from '../overview/use-example-line.ts'
import styles from './log-view.module.css'
import type { LiveRows } from './use-live-rows.ts'

interface LogEmptyProps {
  rows: LiveRows
  filter: LogFilter
  onFilterChange: (filter: LogFilter) => void
  /** The server to try, when the screen is about one. */
  server: Server | undefined
}

/** What the list says when it has no rows: why, and what to do. */
export function LogEmpty({ rows, filter, onFilterChange, server }: LogEmptyProps) {
  if (rows.error) return <FailedPlace error={rows.error} onRetry={rows.reload} />
  if (rows.loading) return <LoadingPlace />
  const conditions = { ...filter, serverId: undefined }
  const isFiltered = Object.values(conditions).some((value) => value !== undefined)
  if (isFiltered) {
    return (
      <div className={styles.place}>
        <IconFilterOff size={28} stroke={1.4} color="var(--ml-faint)" />
        <Title order={3}>No request matches the filter</Title>
        <Text size="sm" c="dimmed">
          New requests that match will appear here.
        </Text>
        <Button onClick={() => onFilterChange({ serverId: filter.serverId })}>Show all</Button>
      </div>
    )
  }
  return <QuietPlace server={server} />
}

function QuietPlace({ server }: { server: Server | undefined }) {
  const command = useExampleLine(server)
  return (
    <div className={styles.place}>
      <IconActivity size={28} stroke={1.4} color="var(--ml-faint)" />
      <Title order={3}>No requests yet</Title>
      <Text size="sm" c="dimmed" maw={420}>
        Each request appears here as it is answered, with the reason for its answer.
        {command && ' Try one:'}
        {!server?.url && ' Start the server to send one.'}
      </Text>
      {command && (
        <span className={styles.command}>
          <code>{command}</code>
          <CopyAction value={command} label="Copy the command line" />
        </span>
      )}
    </div>
  )
}

function FailedPlace({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { message, hint, text } = describeError(error)
  return (
    <div className={styles.place} role="alert">
      <IconPlugConnectedX size={28} stroke={1.4} color="var(--ml-error-text)" />
      <Title order={3}>The log cannot be read</Title>
      <Text size="sm" c="dimmed" maw={460}>
        {message} {hint}
      </Text>
      <div style={{ display: 'flex', gap: 8 }}>
        <Button variant="filled" onClick={onRetry}>
          Try again
        </Button>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button onClick={copy}>{copied ? 'Copied' : 'Copy details'}</Button>
          )}
        </CopyButton>
      </div>
    </div>
  )
}

function LoadingPlace() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading requests">
      {[82, 64, 91, 73, 58, 86, 69].map((width) => (
        <Skeleton key={width} height={10} width={`${width}%`} radius={4} />
      ))}
    </div>
  )
}
