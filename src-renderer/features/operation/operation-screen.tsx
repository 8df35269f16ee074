import { Badge, Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconRoute2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { OperationDetails } from '#contract/operation.ts'
import { useConnection } from '../../connection/orpc.ts'
import { describeError } from '../../notices/describe-error.ts'
import { CopyAction } from '../../theme/copy-action.tsx'
import { MethodChip } from '../../theme/method-chip.tsx'
import { AddRuleDialog } from '../scenarios/add-rule-dialog.tsx'
import { AnswerPreview } from './answer-preview.tsx'
import { exampleCall } from './example-call.ts'
import styles from './operation.module.css'
import { Parameters, RequestBody, Responses } from './operation-documentation.tsx'
import { RecentRequests } from './recent-requests.tsx'

interface OperationScreenProps {
  serverId: string
  operationId: string
}

/** The Operation tab: what one operation takes, what it answers, and how to change the answer. */
export function OperationScreen(props: OperationScreenProps) {
  const { orpc } = useConnection()
  const operation = useQuery(orpc.operations.get.queryOptions({ input: props }))
  if (operation.data)
    return <LoadedOperation serverId={props.serverId} operation={operation.data} />
  return (
    <div className={styles.place}>
      {operation.error ? (
        <>
          {describeError(operation.error).message}
          <Button onClick={() => void operation.refetch()}>Try again</Button>
        </>
      ) : (
        'Loading…'
      )}
    </div>
  )
}

interface LoadedOperationProps {
  serverId: string
  operation: OperationDetails
}

function LoadedOperation({ serverId, operation }: LoadedOperationProps) {
  const [dialogOpen, dialog] = useDisclosure(false)
  const { method, path, summary, description, deprecated, id, tag, security } = operation
  return (
    <div className={styles.screen}>
      <div className={styles.columns}>
        <div className={styles.main}>
          <header className={styles.head}>
            <div className={styles.title}>
              <MethodChip method={method} />
              <h2>{path}</h2>
              {deprecated && (
                <Badge c="var(--ml-warn-text)" bg="var(--ml-warn-ground)">
                  deprecated
                </Badge>
              )}
            </div>
            {summary && <p className={styles.summary}>{summary}</p>}
            {description && description !== summary && (
              <p className={styles.description}>{description}</p>
            )}
            <div className={styles.meta}>
              <code>{id}</code>
              {tag && <span>tag {tag}</span>}
              <span>{describeSecurity(security)}</span>
            </div>
            <div>
              <Button leftSection={<IconRoute2 size={13} />} onClick={dialog.open}>
                Add a rule
              </Button>
            </div>
          </header>
          <Parameters parameters={operation.parameters} />
          <RequestBody requestBody={operation.requestBody} />
          <Responses responses={operation.responses} />
        </div>
        <aside className={styles.aside}>
          <AnswerPreview serverId={serverId} operation={operation} />
          <TryIt serverId={serverId} operation={operation} />
          <RecentRequests serverId={serverId} operationId={id} />
        </aside>
      </div>
      {dialogOpen && (
        <AddRuleDialog
          serverId={serverId}
          rule={{ when: { operation: id }, answer: {} }}
          onClose={dialog.close}
        />
      )}
    </div>
  )
}

function TryIt({ serverId, operation }: LoadedOperationProps) {
  const { orpc } = useConnection()
  const servers = useQuery(orpc.servers.list.queryOptions())
  const url = servers.data?.find((server) => server.id === serverId)?.url
  const command = url ? exampleCall(operation, url) : null
  return (
    <section className={styles.box} aria-label="Try it">
      {command ? (
        <div className={styles.command}>
          <pre>{command}</pre>
          <CopyAction value={command} label="Copy the command" />
        </div>
      ) : (
        <div className={styles.none}>Start the server to call this operation.</div>
      )}
    </section>
  )
}

function describeSecurity(security: OperationDetails['security']): string {
  if (security.length === 0) return 'open to everyone'
  return `needs ${security.map((schemes) => schemes.join(' and ') || 'nothing').join(', or ')}`
}
