import { ActionIcon, NativeSelect, SegmentedControl, Tooltip } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OperationDetails, Preview } from '#contract/operation.ts'
import { useConnection } from '../../connection/orpc.ts'
import { describeError } from '../../notices/describe-error.ts'
import { StatusCode } from '../../theme/status-code.tsx'
import { JsonViewer } from '../json/json-viewer.tsx'
import { TextViewer } from '../json/text-viewer.tsx'
import { TraceTimeline } from '../request-log/trace-timeline.tsx'
import styles from './operation.module.css'

interface AnswerPreviewProps {
  serverId: string
  operation: OperationDetails
}

/** The answer the mock would give now, for a chosen status, the same or a fresh one: first as the server does. */
export function AnswerPreview({ serverId, operation }: AnswerPreviewProps) {
  const { orpc } = useConnection()
  const [status, setStatus] = useState('')
  const [chosen, setChosen] = useState<boolean | null>(null)
  const servers = useQuery(orpc.servers.list.queryOptions())
  const own = servers.data?.find(({ id }) => id === serverId)?.settings.dynamic
  const dynamic = chosen ?? own ?? false
  const preview = useQuery(
    orpc.operations.preview.queryOptions({
      input: { serverId, operationId: operation.id, dynamic, ...(status !== '' && { status }) },
      placeholderData: keepPreviousData,
      staleTime: 0,
      retry: false,
    }),
  )
  const answer = preview.data
  const isJson = /[/+]json\b/i.test(contentTypeOf(answer?.headers ?? {}))
  return (
    <section className={styles.box} aria-label="Preview of the answer">
      <div className={styles.boxHead}>
        <b>Preview</b>
        {answer && !preview.error && <StatusCode status={answer.status} look="chip" />}
        <span className={styles.grow} />
        <Tooltip label="Ask again">
          <ActionIcon
            aria-label="Ask for the preview again"
            loading={preview.isFetching}
            onClick={() => void preview.refetch()}
          >
            <IconRefresh size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={styles.boxHead} style={{ paddingTop: 0 }}>
        <NativeSelect
          aria-label="Status to preview"
          style={{ flex: 1 }}
          value={status}
          data={[
            { value: '', label: 'Usual answer' },
            ...operation.responses.map((response) => ({
              value: response.status,
              label: `${response.status} ${response.description}`.slice(0, 60),
            })),
          ]}
          onChange={(event) => setStatus(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label="The same body each time, or a fresh one"
          value={dynamic ? 'dynamic' : 'static'}
          onChange={(value) => setChosen(value === 'dynamic')}
          data={[
            { value: 'static', label: 'Static' },
            { value: 'dynamic', label: 'Dynamic' },
          ]}
        />
      </div>
      {preview.error ? (
        <div className={styles.previewNote} role="alert">
          {describeError(preview.error).message}
        </div>
      ) : (
        answer && (
          <>
            <PreviewReason answer={answer} />
            {answer.body === '' ? (
              <div className={styles.none}>No body</div>
            ) : (
              <div className={styles.preview} style={{ height: heightOf(answer.body) }}>
                {isJson ? (
                  <JsonViewer text={answer.body} label="Body of the preview" />
                ) : (
                  <TextViewer text={answer.body} label="Body of the preview" />
                )}
              </div>
            )}
          </>
        )
      )}
    </section>
  )
}

/** Where the answer comes from, what was changed about an example, and what is stored instead; opened, each step. */
function PreviewReason({ answer }: { answer: Preview }) {
  const changes = answer.trace.filter(
    ({ stage, verdict }) => (stage === 'body' || stage === 'state') && verdict !== 'pass',
  )
  return (
    <>
      <details className={styles.previewReason}>
        <summary>{answer.reason}</summary>
        <TraceTimeline trace={answer.trace} />
      </details>
      {changes.map(({ message }) => (
        <div key={message} className={styles.previewChange}>
          {message}
        </div>
      ))}
    </>
  )
}

function contentTypeOf(headers: Record<string, string>): string {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')
  return found?.[1] ?? ''
}

/** Small bodies take no more room than they need, as far as that can be told at once. */
function heightOf(body: string): number {
  const marks = body.slice(0, 2_000).match(/[,{}[\]]/g)?.length ?? 0
  return Math.min(320, Math.max(76, (marks + 2) * 19))
}
