import styles from './state.module.css'
import { useStoredItems } from './use-state.ts'

/** The first items that a collection holds, newest last. */
export function StoredItems({ serverId, collection }: { serverId: string; collection: string }) {
  const { data, error } = useStoredItems(serverId, collection, true)
  if (error) return <p className={styles.none}>{error.message}</p>
  if (!data) return null
  if (data.items.length === 0) return <p className={styles.none}>It holds nothing now.</p>
  return (
    <>
      <ol className={styles.items} aria-label={`Items of ${collection}`}>
        {data.items.map(({ key, scope, value }) => (
          <li key={JSON.stringify([scope, key])}>
            <code className={styles.key}>{[...scope, key].join(' / ')}</code>
            <code className={styles.value}>{JSON.stringify(value)}</code>
          </li>
        ))}
      </ol>
      {data.total > data.items.length && (
        <p className={styles.none}>
          The first {data.items.length} of {data.total.toLocaleString('en')}.
        </p>
      )}
    </>
  )
}
