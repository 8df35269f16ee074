import { ActionIcon, Skeleton, Text, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useConnection } from '../../connection/orpc.ts'
import { OperationList } from './operation-list.tsx'
import { filterOperations, operationRows } from './operation-rows.ts'
import styles from './operations-pane.module.css'

/** The operations of a server: filter above, virtual list below. */
export function OperationsPane({ serverId }: { serverId: string }) {
  const { orpc } = useConnection()
  const { data, isPending } = useQuery(orpc.operations.list.queryOptions({ input: { serverId } }))
  const [query, setQuery] = useState('')
  const deferredQuery = useDeferredValue(query)
  const [collapsedTags, setCollapsedTags] = useState<ReadonlySet<string>>(new Set())
  const listRef = useRef<HTMLDivElement>(null)

  const found = useMemo(() => filterOperations(data ?? [], deferredQuery), [data, deferredQuery])
  const rows = useMemo(
    // While a filter is on, everything found is shown.
    () => operationRows(found, deferredQuery.trim() ? new Set() : collapsedTags),
    [found, collapsedTags, deferredQuery],
  )

  function toggleTag(tag: string): void {
    setCollapsedTags((tags) => {
      const next = new Set(tags)
      if (!next.delete(tag)) next.add(tag)
      return next
    })
  }

  return (
    <section className={styles.pane} aria-label="Operations">
      <div className={styles.head}>
        <TextInput
          id="operations-filter"
          aria-label="Filter operations"
          placeholder="Filter operations"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setQuery('')
            if (event.key === 'ArrowDown') {
              event.preventDefault()
              listRef.current?.focus()
            }
          }}
          leftSection={<IconSearch size={13} />}
          rightSection={
            query ? (
              <ActionIcon size={18} aria-label="Clear the filter" onClick={() => setQuery('')}>
                <IconX size={12} />
              </ActionIcon>
            ) : (
              <Text fz={11} c="dimmed" className={styles.total}>
                {data?.length ?? ''}
              </Text>
            )
          }
          rightSectionWidth={38}
        />
      </div>
      {isPending ? (
        <div className={styles.loading} aria-busy="true">
          {[72, 56, 80, 64, 48].map((width) => (
            <Skeleton key={width} height={12} width={`${width}%`} radius={4} />
          ))}
        </div>
      ) : rows.length === 0 ? (
        <Text size="xs" c="dimmed" p="md" ta="center">
          {query
            ? `No operation matches “${query}”.`
            : 'This description declares no operations. Every request gets a 404 that says so.'}
        </Text>
      ) : (
        <OperationList serverId={serverId} rows={rows} listRef={listRef} onToggleTag={toggleTag} />
      )}
    </section>
  )
}
