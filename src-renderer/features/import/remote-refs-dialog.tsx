import { Button, Modal, Text } from '@mantine/core'
import styles from './import-dialog.module.css'
import type { ConsentRequest } from './imports.ts'

interface RemoteRefsDialogProps {
  request: ConsentRequest | null
  onAllow: () => void
  onDecline: () => void
}

/** Asks before anything is fetched from the hosts that a description refers to. */
export function RemoteRefsDialog({ request, onAllow, onDecline }: RemoteRefsDialogProps) {
  return (
    <Modal
      opened={request !== null}
      onClose={onDecline}
      title="Fetch parts from other hosts?"
      size={560}
      classNames={{ title: styles.title }}
    >
      <Text size="sm">
        {request?.serverName} is imported, but its description refers to parts on other hosts. They
        were left out: nothing is fetched without your consent.
      </Text>
      <ul className={styles.places} aria-label="References to other hosts">
        {request?.references.map((reference) => (
          <li key={reference}>{reference}</li>
        ))}
      </ul>
      <Text size="xs" c="dimmed" mt="xs">
        Addresses inside private networks are refused in any case.
      </Text>
      <div className={styles.actions}>
        <Button onClick={onDecline} data-autofocus>
          Go on without them
        </Button>
        <Button variant="filled" onClick={onAllow}>
          Fetch and import again
        </Button>
      </div>
    </Modal>
  )
}
