import styles from './chips.module.css'

const knownMethods = new Set(['get', 'post', 'put', 'patch', 'delete'])
const shortNames: Record<string, string> = { DELETE: 'DEL', OPTIONS: 'OPT' }

interface MethodChipProps {
  method: string
  /** Gives every chip the same width, so that what follows is aligned in lists. */
  fixedWidth?: boolean
}

/** An HTTP method (or protocol verb) in its colour. */
export function MethodChip({ method, fixedWidth = false }: MethodChipProps) {
  const name = method.toUpperCase()
  const kind = knownMethods.has(method.toLowerCase()) ? method.toLowerCase() : 'other'
  return (
    <span
      className={styles.method}
      data-kind={kind}
      data-fixed={fixedWidth || undefined}
      title={name}
    >
      {fixedWidth ? (shortNames[name] ?? name) : name}
    </span>
  )
}
