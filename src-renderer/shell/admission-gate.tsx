import { Button, Code, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import type { Admission } from '../connection/host.ts'
import { useConnection } from '../connection/orpc.ts'
import { LoopMark } from '../features/servers/loop-mark.tsx'
import styles from './admission-gate.module.css'

interface Refusal {
  title: string
  reason: string
}

const refusals: Record<Exclude<Admission, 'open'>, Refusal> = {
  missing: {
    title: 'Open MockLoop with its link',
    reason: 'This page was opened without the one-time link that proves it is you.',
  },
  refused: {
    title: 'This link is no longer valid',
    reason: 'A link works once, and a session ends when MockLoop is started anew.',
  },
  unreachable: {
    title: 'MockLoop does not answer',
    reason: 'The program that served this page has ended, or something keeps the page from it.',
  },
}

/** Shows the app once the engine lets the page in, and until then how to get in. */
export function AdmissionGate({ children }: { children: ReactNode }) {
  const { host } = useConnection()
  const [admission, setAdmission] = useState<Admission | 'asking'>('asking')
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks again
  useEffect(() => {
    let current = true
    void host.open().then((answer) => {
      if (current) setAdmission(answer)
    })
    return () => {
      current = false
    }
  }, [host, attempt])

  useEffect(() => host.onRefused(() => setAdmission('refused')), [host])

  useEffect(() => {
    if (admission === 'open') host.reportReady()
  }, [admission, host])

  if (admission === 'open') return children
  if (admission === 'asking') return null
  const { title, reason } = refusals[admission]
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <LoopMark size={36} />
        <Title order={1} mt="md">
          {title}
        </Title>
        <Text c="dimmed" mt={6}>
          {reason}
        </Text>
        <ol className={styles.steps}>
          <li>
            Go to the terminal in which <Code>mockloop serve</Code> runs, or start it there.
          </li>
          <li>
            Press <kbd className={styles.key}>Enter</kbd> in it: it prints a fresh link.
          </li>
          <li>Open that link in this browser.</li>
        </ol>
        <Button onClick={() => setAttempt((count) => count + 1)}>Try again</Button>
      </div>
    </main>
  )
}
