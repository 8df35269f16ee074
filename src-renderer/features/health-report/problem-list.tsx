import { Button, CopyButton, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { HealthReport, Problem } from '#contract/health-report.ts'
import { formatPlace } from '../../notices/describe-error.ts'
import { operationPath } from '../../shell/paths.ts'
import { reportText, sortedProblems } from './order-problems.ts'
import styles from './problem-list.module.css'

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle }
const severityNames = { error: 'Error', warning: 'Warning', info: 'Note' }
const FIRST = 100

function ProblemRow({ problem, serverId }: { problem: Problem; serverId: string }) {
  const Icon = icons[problem.severity]
  const place = problem.place ? formatPlace(problem.place) : ''
  return (
    <li className={styles.problem} data-severity={problem.severity}>
      <Icon size={15} className={styles.icon} aria-label={severityNames[problem.severity]} />
      <div className={styles.text}>
        <span>{problem.message}</span>
        <span className={styles.place}>
          <span>{problem.code}</span>
          {place && <span>{place}</span>}
          {problem.operationId && (
            <Link to={operationPath(serverId, problem.operationId)}>Show operation</Link>
          )}
        </span>
      </div>
    </li>
  )
}

interface ProblemListProps {
  report: HealthReport
  serverId: string
}

/** Every finding of an import: what is wrong, where, and what the mock does about it. */
export function ProblemList({ report, serverId }: ProblemListProps) {
  const [all, setAll] = useState(false)
  const problems = sortedProblems(report.problems)
  if (problems.length === 0) {
    return (
      <p className={styles.healthy}>
        <IconCircleCheck size={16} aria-hidden="true" />
        No problems. Everything in this description is served as it is written.
      </p>
    )
  }
  const shown = all ? problems : problems.slice(0, FIRST)
  return (
    <>
      <ul className={styles.list} aria-label="Problems of the description">
        {shown.map((problem, index) => (
          // Findings are fixed once an import is done; several can be equal in everything.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <ProblemRow key={index} problem={problem} serverId={serverId} />
        ))}
      </ul>
      <div className={styles.foot}>
        {shown.length < problems.length && (
          <Button size="compact-xs" onClick={() => setAll(true)}>
            Show all {problems.length}
          </Button>
        )}
        <CopyButton value={reportText(report)}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={copy}>
              {copied ? 'Copied' : 'Copy report'}
            </Button>
          )}
        </CopyButton>
        {report.omitted > 0 && (
          <Text size="xs" c="dimmed">
            and {report.omitted} more that were not kept
          </Text>
        )}
      </div>
    </>
  )
}
