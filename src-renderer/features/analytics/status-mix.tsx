import type { Analytics } from '#contract/analytics.ts'
import { formatCount, formatShare } from '../request-log/figures.ts'
import styles from './analytics.module.css'
import { Swatch } from './traffic-charts.tsx'

const colours: Record<string, string> = {
  '1': 'var(--ml-info-text)',
  '2': 'var(--ml-dot-running)',
  '3': 'var(--ml-redirect-text)',
  '4': 'var(--ml-dot-attention)',
  '5': 'var(--ml-dot-crashed)',
}

/** How the answers spread over the classes of status codes. */
export function StatusMix({ mix }: { mix: Analytics['statusMix'] }) {
  const total = mix.reduce((sum, { requests }) => sum + requests, 0)
  const classes = mix.map(({ class: name, requests }) => {
    const digit = name.slice(0, 1)
    return { digit, requests, colour: colours[digit] ?? 'var(--ml-info-text)' }
  })
  return (
    <section className={styles.card} aria-label="Status codes">
      <div className={styles.cardHead}>
        <h3>Status codes</h3>
        <span className={styles.legend}>
          {classes.map(({ digit, requests, colour }) => (
            <span key={digit} title={`${formatCount(requests)} requests`}>
              <Swatch colour={colour} />
              {digit}xx {formatShare(requests / total)}
            </span>
          ))}
        </span>
      </div>
      <div className={styles.mix} aria-hidden>
        {classes.map(({ digit, requests, colour }) => (
          <span key={digit} style={{ flexGrow: requests, ['--swatch' as string]: colour }} />
        ))}
      </div>
    </section>
  )
}
