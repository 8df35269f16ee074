import { Text } from '@mantine/core'
import type { Server } from '#contract/server.ts'
import { CopyAction } from '../../theme/copy-action.tsx'
import styles from './overview-screen.module.css'
import { useExampleLine } from './use-example-line.ts'

function CopyLine({ name, value, label }: { name: string; value: string; label: string }) {
  return (
    <div className={styles.copyLine}>
      <span className={styles.lineName}>{name}</span>
      <code>{value}</code>
      <CopyAction value={value} label={label} />
    </div>
  )
}

/** The address of a running server and a line that calls it; for a stopped one, how to get one. */
export function TryIt({ server }: { server: Server }) {
  const example = useExampleLine(server)

  if (!server.url) {
    return (
      <section className={styles.stopped} aria-label="Try it">
        <Text fw={500}>This server is not running</Text>
        <Text size="xs" c="dimmed">
          Start it to get its address and to see requests arrive.
        </Text>
      </section>
    )
  }
  return (
    <section className={styles.tryIt} aria-label="Try it">
      <CopyLine name="Base URL" value={server.url} label="Copy the base URL" />
      {example && <CopyLine name="Try it" value={example} label="Copy the command line" />}
      {server.adminUrl && (
        <CopyLine name="Admin" value={server.adminUrl} label="Copy the admin URL" />
      )}
    </section>
  )
}
