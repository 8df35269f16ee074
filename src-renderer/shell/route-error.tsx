import { Button, CopyButton, Group, Text, Title } from '@mantine/core'
import { useRouteError } from 'react-router'
import { describeError } from '../notices/describe-error.ts'
import styles from './admission-gate.module.css'

/** What is left when a screen breaks: what happened, to copy, and the way back. */
export function RouteError() {
  const error = useRouteError()
  const { code, message, text } = describeError(error)
  const details = error instanceof Error && error.stack ? `${text}\n${error.stack}` : text
  return (
    <main className={styles.page}>
      <div className={styles.card} role="alert">
        <Title order={1}>This screen cannot be shown</Title>
        <Text c="dimmed" mt={6} mb="md">
          {message}{' '}
          {code === 'UNREACHABLE'
            ? 'Start it again where it ran, and reload.'
            : 'Your servers are not affected and go on running.'}
        </Text>
        <Group gap="xs">
          <Button variant="filled" onClick={() => window.location.reload()}>
            Reload
          </Button>
          <CopyButton value={details}>
            {({ copied, copy }) => (
              <Button onClick={copy}>{copied ? 'Copied' : 'Copy details'}</Button>
            )}
          </CopyButton>
        </Group>
      </div>
    </main>
  )
}
