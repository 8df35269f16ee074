import { useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import type { LogFilter } from '#contract/log-query.ts'
import { tabOfPath } from '../../shell/paths.ts'
import styles from './log-view.module.css'
import { LogView } from './log-view.tsx'

/** The compact live log of the bottom drawer; its filter is its own and not in the address. */
export function LiveLogDrawer({ serverId }: { serverId: string | null }) {
  const { pathname } = useLocation()
  const [conditions, setConditions] = useState<LogFilter>({})
  const [entry, setEntry] = useState<number | null>(null)
  const filter = useMemo(
    () => (serverId === null ? conditions : { ...conditions, serverId }),
    [serverId, conditions],
  )
  // The same rows twice would only cost the eyes and the processor.
  if (tabOfPath(pathname) === 'log') {
    return <div className={styles.elsewhere}>The log is open above.</div>
  }
  return (
    <div data-log-drawer className={styles.drawer}>
      <LogView
        serverId={serverId}
        filter={filter}
        onFilterChange={setConditions}
        entry={entry}
        onEntryChange={setEntry}
        compact
      />
    </div>
  )
}
