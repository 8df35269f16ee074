import { Button, CopyButton, Modal, Text } from '@mantine/core'
import { describeError } from '../../notices/describe-error.ts'
import styles from './import-dialog.module.css'
import type { FailedImport } from './imports.ts'

function Failure({ failure }: { failure: FailedImport }) {
  const { message, hint, places } = describeError(failure.error)
  return (
    <section className={styles.failure}>
      <h3>{failure.item.label}</h3>
      <Text size="sm">{message}</Text>
      {hint && (
        <Text size="xs" c="dimmed" mt={4}>
          {hint}
        </Text>
      )}
      {places.length > 0 && (
        <ul className={styles.places} aria-label="Places">
          {places.map((place, index) => (
            // Places never change once an import failed, and can be equal.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index}>
              {place.message && <div>{place.message}</div>}
              {place.where && <code>{place.where}</code>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface ImportFailuresProps {
  failed: readonly FailedImport[]
  onDismiss: () => void
  onRetry: () => void
}

/** What could not be imported: why, where in the file, and what to do. */
export function ImportFailures({ failed, onDismiss, onRetry }: ImportFailuresProps) {
  const text = failed
    .map(({ item, error }) => `${item.label}\n${describeError(error).text}`)
    .join('\n\n')
  return (
    <Modal
      opened={failed.length > 0}
      onClose={onDismiss}
      title={failed.length === 1 ? 'Import failed' : `${failed.length} imports failed`}
      size={560}
      classNames={{ title: styles.title }}
    >
      <div className={styles.failures}>
        {failed.map((failure) => (
          <Failure key={failure.id} failure={failure} />
        ))}
      </div>
      <div className={styles.actions}>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button onClick={copy}>{copied ? 'Copied' : 'Copy details'}</Button>
          )}
        </CopyButton>
        <Button onClick={onRetry}>Try again</Button>
        <Button variant="filled" onClick={onDismiss} data-autofocus>
          Close
        </Button>
      </div>
    </Modal>
  )
}
