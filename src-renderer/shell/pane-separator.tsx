import { Separator } from 'react-resizable-panels'
import styles from './pane-separator.module.css'

/** The line between two panes; dragged, moved by arrow keys, reset by a double click. */
export function PaneSeparator({ label }: { label: string }) {
  return <Separator className={styles.separator} aria-label={label} />
}
