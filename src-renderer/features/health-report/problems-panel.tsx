import { Text } from '@mantine/core'
import styles from './problem-list.module.css'
import { ProblemList } from './problem-list.tsx'
import { useHealthReport } from './use-health-report.ts'

/** The findings of the import, in the drawer. */
export function ProblemsPanel({ serverId }: { serverId: string | null }) {
  const report = useHealthReport(serverId)
  if (!serverId) {
    return (
      <Text size="xs" c="dimmed" p="sm">
        Choose a server to see the problems of its description.
      </Text>
    )
  }
  if (!report) return null
  return (
    <div className={styles.scroll}>
      <ProblemList report={report} serverId={serverId} />
    </div>
  )
}
