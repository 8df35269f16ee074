import { UnstyledButton } from '@mantine/core'
import { IconFileText, IconLink } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './import-forms.module.css'
import { useImports } from './imports-context.ts'
import { addressOf, readRecentSources } from './recent-sources.ts'

/** Files and addresses that were imported before, each to be imported again; nothing while there are none. */
export function RecentList() {
  const imports = useImports()
  const [recent] = useState(() => readRecentSources(window.localStorage))
  if (recent.length === 0) return null
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title">Recent</h2>
      <ul className={styles.recent}>
        {recent.map((item) => {
          const Icon = item.source.from === 'url' ? IconLink : IconFileText
          const address = addressOf(item.source) ?? ''
          return (
            <li key={address}>
              <UnstyledButton
                className={styles.recentItem}
                aria-label={`Import ${item.label} again`}
                title={address}
                disabled={imports.busy}
                onClick={() => void imports.begin([item])}
              >
                <Icon size={15} className={styles.recentIcon} aria-hidden="true" />
                {item.label !== address && <span>{item.label}</span>}
                <span className={styles.recentAddress}>{address}</span>
              </UnstyledButton>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
