import { VisuallyHidden } from '@mantine/core'
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react'
import type { TraceStep, Violation } from '#contract/log-entry.ts'
import styles from './entry-details.module.css'

const stageNames: Record<TraceStep['stage'], string> = {
  match: 'Route',
  security: 'Security',
  validate: 'Validation',
  prefer: 'Prefer',
  scenario: 'Scenario',
  rule: 'Rule',
  state: 'State',
  negotiate: 'Media type',
  body: 'Body',
  headers: 'Headers',
  delay: 'Delay',
  fault: 'Fault',
  handler: 'Your code',
}

const verdicts = {
  pass: { icon: IconCheck, name: 'passed' },
  fail: { icon: IconX, name: 'failed' },
  note: { icon: IconMinus, name: 'note' },
} as const

/** The steps that led to an answer, in the order in which they were decided. */
export function TraceTimeline({ trace }: { trace: readonly TraceStep[] }) {
  if (trace.length === 0) return <p className={styles.none}>No trace was recorded.</p>
  return (
    <ol className={styles.steps}>
      {trace.map(({ stage, verdict, message }, index) => {
        const { icon: Icon, name } = verdicts[verdict]
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are never moved, and may be alike
            key={index}
            className={`${styles.step} ${stage === 'body' && verdict === 'pass' ? styles.decided : ''}`}
          >
            <span className={styles.verdict} data-verdict={verdict}>
              <Icon size={11} stroke={2.6} aria-hidden />
              <VisuallyHidden>{name}</VisuallyHidden>
            </span>
            <span className={styles.stage}>{stageNames[stage]}</span>
            <span className={styles.message}>{message}</span>
          </li>
        )
      })}
    </ol>
  )
}

/** In which ways the request broke the spec, and where. */
export function ViolationList({ violations }: { violations: readonly Violation[] }) {
  return (
    <div>
      {violations.map((violation, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: violations are never moved, and may be alike
        <div key={index} className={styles.violation}>
          <span className={styles.place}>{placeOf(violation)}</span>
          <span>{violation.message}</span>
        </div>
      ))}
    </div>
  )
}

function placeOf({ in: where, name, pointer }: Violation): string {
  if (where === 'body') return pointer ? `body ${pointer}` : 'body'
  return name ? `${where} ${name}` : where
}
