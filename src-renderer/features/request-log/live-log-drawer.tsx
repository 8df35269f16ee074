import { useMemo, useState } from 'react'
import type { LogFilter } from '#contract/log-query.ts'
import styles from './log-view.module.css'
import { LogView } from './log-view.tsx'

/** The compact live log of the bottom drawer; its filter is its own and not in the address. */
export function LiveLogDrawer({ serverId }: { serverId: string | null }) {
  const [conditions, setConditions] = useState<LogFilter>({})
  const [entry, setEntry] = useState<number | null>(null)
  const filter = useMemo(
    () => (serverId === null ? conditions : { ...conditions, serverId }),
    [serverId, conditions],
  )
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
