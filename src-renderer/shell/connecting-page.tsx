import { Loader, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useConnectionState } from '../connection/facts.tsx'
import styles from './server-page.module.css'

const PATIENCE_MS = 500

/** Stands in until the first answer; says something only when that takes long. */
export function ConnectingPage() {
  const state = useConnectionState()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!slow) return null
  return (
    <div className={styles.hint} role="status">
      <Loader size="sm" />
      <Text fw={500}>
        {state === 'lost' ? 'The engine of MockLoop does not answer' : 'Opening the workspace…'}
      </Text>
      {state === 'lost' && (
        <Text size="xs" c="dimmed">
          The page tries again by itself. Check that the program still runs.
        </Text>
      )}
    </div>
  )
}
