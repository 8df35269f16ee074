import type { ServerStatus } from './server-status.ts'
import styles from './status-dot.module.css'

/** The dot that tells a server's state by colour; text beside it or a label must say it too. */
export function StatusDot({ status }: { status: ServerStatus }) {
  return <span className={styles.dot} data-status={status} aria-hidden="true" />
}
