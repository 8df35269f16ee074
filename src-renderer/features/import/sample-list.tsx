import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useConnection } from '../../connection/orpc.ts'
import styles from './import-forms.module.css'
import { useImports } from './imports-context.ts'

/** The descriptions that come with the app. */
export function SampleList({ onBegin }: { onBegin?: () => void }) {
  const { orpc } = useConnection()
  const imports = useImports()
  const samples = useQuery(orpc.workspace.info.queryOptions()).data?.samples ?? []
  return (
    <ul className={styles.samples} aria-label="Samples">
      {samples.map(({ name, title, description }) => (
        <li key={name}>
          <UnstyledButton
            className={styles.sample}
            disabled={imports.busy}
            onClick={() => {
              onBegin?.()
              void imports.begin([{ label: title, source: { from: 'sample', name } }])
            }}
          >
            <span className={styles.sampleTitle}>
              <span>
                <VisuallyHidden>Import the sample </VisuallyHidden>
                {title}
              </span>
              <IconArrowRight size={13} aria-hidden="true" />
            </span>
            <span className={styles.sampleText}>{description}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
