import { Button, Progress } from '@mantine/core'
import { useEffect, useState } from 'react'
import styles from './import-dialog.module.css'
import { type RunningImport, stageNames } from './imports.ts'

const PATIENCE_MS = 500

interface ImportProgressProps {
  running: readonly RunningImport[]
  onCancel: (id: string) => void
}

function ProgressCard({ item, onCancel }: { item: RunningImport; onCancel: (id: string) => void }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  // Most imports are done by then; showing them would only flicker.
  if (!shown) return null
  return (
    <div className={styles.progressCard} role="status">
      <div className={styles.progressHead}>
        <div>
          <span className={styles.progressLabel}>Importing {item.label}</span>
          <span className={styles.progressStage}>
            {item.stage ? `${stageNames[item.stage]}…` : 'Waiting…'}
          </span>
        </div>
        <Button
          size="compact-xs"
          aria-label={`Cancel the import of ${item.label}`}
          onClick={() => onCancel(item.id)}
        >
          Cancel
        </Button>
      </div>
      <Progress
        size={4}
        value={Math.max(3, item.fraction * 100)}
        aria-label={`Progress of the import of ${item.label}`}
      />
    </div>
  )
}

/** Imports that take longer than half a second, each with a way to stop it. */
export function ImportProgress({ running, onCancel }: ImportProgressProps) {
  if (running.length === 0) return null
  return (
    <div className={styles.progress}>
      {running.map((item) => (
        <ProgressCard key={item.id} item={item} onCancel={onCancel} />
      ))}
    </div>
  )
}
