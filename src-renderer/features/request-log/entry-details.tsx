import { ActionIcon, Loader, Tabs, Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { LogEntry, LoggedHeaders } from '#contract/log-entry.ts'
import type { Server } from '#contract/server.ts'
import { useConnection } from '../../connection/orpc.ts'
import { describeError } from '../../notices/describe-error.ts'
import { MethodChip } from '../../theme/method-chip.tsx'
import { StatusCode } from '../../theme/status-code.tsx'
import { BodyView } from './body-view.tsx'
import { EntryActions } from './entry-actions.tsx'
import styles from './entry-details.module.css'
import { formatBytes, formatClock, formatDuration } from './figures.ts'
import { TraceTimeline, ViolationList } from './trace-timeline.tsx'

interface EntryDetailsProps {
  seq: number
  servers: readonly Server[]
  onClose: () => void
}

/** One entry: why it was answered so, and both sides of the exchange. */
export function EntryDetails({ seq, servers, onClose }: EntryDetailsProps) {
  const { orpc } = useConnection()
  const query = useQuery(
    orpc.log.get.queryOptions({
      input: { seq },
      staleTime: Number.POSITIVE_INFINITY,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  const entry = query.data
  return (
    <aside className={styles.details} aria-label="Request details" aria-busy={query.isFetching}>
      {entry ? (
        <>
          <DetailsHead
            entry={entry}
            server={servers.find(({ id }) => id === entry.serverId)}
            onClose={onClose}
          />
          <DetailsTabs entry={entry} />
        </>
      ) : (
        <div className={styles.trouble}>
          {query.error ? describeError(query.error).message : <Loader size="sm" />}
          <div>
            <ActionIcon aria-label="Close details" onClick={onClose} mt="sm">
              <IconX size={15} />
            </ActionIcon>
          </div>
        </div>
      )}
    </aside>
  )
}

interface DetailsHeadProps {
  entry: LogEntry
  server: Server | undefined
  onClose: () => void
}

function DetailsHead({ entry, server, onClose }: DetailsHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <StatusCode status={entry.status} look="chip" />
        <MethodChip method={entry.method} />
        <span className={styles.url} title={entry.url}>
          {entry.url}
        </span>
        <Tooltip label="Close (Esc)">
          <ActionIcon aria-label="Close details" onClick={onClose}>
            <IconX size={15} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={styles.facts}>
        <span>
          <b>{formatDuration(entry.durationMs)}</b> at {formatClock(entry.at)}
        </span>
        {entry.operationId && (
          <span>
            operation <b>{entry.operationId}</b>
          </span>
        )}
        <span>
          scenario <b>{entry.scenario}</b>
        </span>
        <span>
          sent <b>{formatBytes(entry.responseSize)}</b>
        </span>
      </div>
      <EntryActions entry={entry} serverUrl={server?.url ?? null} />
    </header>
  )
}

function DetailsTabs({ entry }: { entry: LogEntry }) {
  const [tab, setTab] = useLocalStorage({
    key: 'mockloop-entry-tab',
    defaultValue: 'why',
    getInitialValueInEffect: false,
  })
  return (
    <Tabs value={tab} onChange={(next) => setTab(next ?? 'why')} className={styles.tabs}>
      <Tabs.List>
        <Tabs.Tab value="why">
          Why
          {entry.violations.length > 0 && (
            <span className={styles.count}>{entry.violations.length}</span>
          )}
        </Tabs.Tab>
        <Tabs.Tab value="response">Response</Tabs.Tab>
        <Tabs.Tab value="request">Request</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="why" className={styles.panel} tabIndex={0}>
        <Why entry={entry} />
      </Tabs.Panel>
      <Tabs.Panel value="response" className={styles.panel} tabIndex={0}>
        <Side
          headers={entry.responseHeaders}
          body={entry.responseBody}
          size={entry.responseSize}
          label="Response body"
        />
      </Tabs.Panel>
      <Tabs.Panel value="request" className={styles.panel} tabIndex={0}>
        <Side
          headers={entry.requestHeaders}
          body={entry.requestBody}
          size={entry.requestSize}
          label="Request body"
        />
      </Tabs.Panel>
    </Tabs>
  )
}

function Why({ entry }: { entry: LogEntry }) {
  const client: [name: string, value: string | null][] = [
    ['address', entry.clientIp],
    ['agent', entry.userAgent],
    ['session', entry.sessionId],
    ['correlation', entry.correlationId],
    ['received', formatBytes(entry.requestSize)],
  ]
  return (
    <>
      {entry.violations.length > 0 && (
        <div className={styles.section}>
          <h2 className={styles.title}>How the request breaks the spec</h2>
          <ViolationList violations={entry.violations} />
        </div>
      )}
      <div className={styles.section}>
        <h2 className={styles.title}>Why this answer?</h2>
        <TraceTimeline trace={entry.trace} />
      </div>
      <div className={styles.section}>
        <h2 className={styles.title}>Client</h2>
        <dl className={styles.headers}>
          {client.map(
            ([name, value]) =>
              value && (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </div>
    </>
  )
}

interface SideProps {
  headers: LoggedHeaders
  body: LogEntry['requestBody']
  size: number
  label: string
}

function Side({ headers, body, size, label }: SideProps) {
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  )
  return (
    <div className={styles.split}>
      <details className={styles.headersBox} open>
        <summary className={styles.summary}>
          {pairs.length} {pairs.length === 1 ? 'header' : 'headers'}
        </summary>
        <dl className={styles.headers}>
          {pairs.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: header lines are never moved, and may be alike
            <div key={index} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      <BodyView body={body} headers={headers} size={size} label={label} />
    </div>
  )
}
