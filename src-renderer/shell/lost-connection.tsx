import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useConnectionState } from '../connection/facts.tsx'
import styles from './app-shell.module.css'

/** A connection that comes back sooner than this was not worth a word. */
const PATIENCE_MS = 800

/** Says over all screens that what they show is no longer kept up to date. */
export function LostConnection() {
  const isLost = useConnectionState() === 'lost'
  const [isTold, setTold] = useState(false)
  useEffect(() => {
    if (!isLost) {
      setTold(false)
      return
    }
    const timer = setTimeout(() => setTold(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [isLost])
  if (!isTold) return null
  return (
    <div className={styles.lost} role="alert">
      <IconPlugConnectedX size={15} aria-hidden="true" />
      <span>
        <strong>MockLoop does not answer.</strong> What you see is from before and nothing can be
        changed. Start it again where it ran; this page connects by itself.
      </span>
    </div>
  )
}
