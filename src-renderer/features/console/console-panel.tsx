import { ActionIcon, Text, Tooltip } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useFacts } from '../../connection/facts.tsx'
import { useConnection } from '../../connection/orpc.ts'
import { appendLines } from './append-lines.ts'
import styles from './console-panel.module.css'

const timeFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

function ConsoleLines({ serverId }: { serverId: string }) {
  const { orpc } = useConnection()
  const queries = useQueryClient()
  const options = orpc.servers.console.queryOptions({ input: { serverId } })
  const { data: lines } = useQuery(options)
  const [following, setFollowing] = useState(true)
  const boxRef = useRef<HTMLDivElement>(null)

  useFacts('console.written', (fact) => {
    if (fact.serverId !== serverId) return
    queries.setQueryData(options.queryKey, (known) =>
      known ? appendLines(known, fact.lines) : undefined,
    )
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are what scrolls
  useEffect(() => {
    const box = boxRef.current
    if (following && box) box.scrollTop = box.scrollHeight
  }, [lines, following])

  if (!lines) return null
  if (lines.length === 0) {
    return (
      <Text size="xs" c="dimmed" p="sm">
        Nothing yet. What the server writes to stdout and stderr appears here.
      </Text>
    )
  }
  return (
    <>
      <div
        ref={boxRef}
        className={styles.lines}
        role="log"
        aria-label="Console"
        // A box that scrolls has to be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        onScroll={({ currentTarget: box }) =>
          setFollowing(box.scrollHeight - box.scrollTop - box.clientHeight < 8)
        }
      >
        {lines.map((line, index) => (
          // Lines have no identity of their own and only ever move up.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={index} className={styles.line} data-stream={line.stream}>
            <time>{timeFormat.format(line.at)}</time>
            <span>{line.text}</span>
          </div>
        ))}
      </div>
      {!following && (
        <Tooltip label="Follow new lines">
          <ActionIcon
            className={styles.follow}
            variant="filled"
            color="iris"
            aria-label="Follow new lines"
            onClick={() => setFollowing(true)}
          >
            <IconArrowDown size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  )
}

/** What the process of a server wrote to stdout and stderr, newest last. */
export function ConsolePanel({ serverId }: { serverId: string | null }) {
  return (
    <div className={styles.panel}>
      {serverId ? (
        <ConsoleLines serverId={serverId} />
      ) : (
        <Text size="xs" c="dimmed" p="sm">
          Choose a server to see its console.
        </Text>
      )}
    </div>
  )
}
