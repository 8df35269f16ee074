import type { ReactNode } from 'react'
import styles from './settings.module.css'

interface SettingsSectionProps {
  title: string
  description: string
  children: ReactNode
}

/** A titled group of fields: what it is about on the left, the fields on the right. */
export function SettingsSection({ title, description, children }: SettingsSectionProps) {
  return (
    <section className={styles.section}>
      <div>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.description}>{description}</p>
      </div>
      <div className={styles.fields}>{children}</div>
    </section>
  )
}
