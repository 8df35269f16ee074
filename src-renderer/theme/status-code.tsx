import styles from './chips.module.css'

const statusClasses = ['info', 'ok', 'redirect', 'warn', 'error'] as const

/** The name of a status code's class: 1xx info, 2xx ok, 3xx redirect, 4xx warn, 5xx error. */
function statusClassOf(status: number): (typeof statusClasses)[number] {
  return statusClasses[Math.floor(status / 100) - 1] ?? 'info'
}

interface StatusCodeProps {
  status: number
  /** `chip` has a coloured ground, `plain` is coloured text for dense lists. */
  look?: 'chip' | 'plain'
}

/** A status code in the colour of its class. */
export function StatusCode({ status, look = 'plain' }: StatusCodeProps) {
  return (
    <span className={styles.status} data-kind={statusClassOf(status)} data-look={look}>
      {status}
    </span>
  )
}
