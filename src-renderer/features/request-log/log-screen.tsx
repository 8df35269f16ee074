import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import { useSearchParams } from 'react-router'
import type { LogFilter } from '#contract/log-query.ts'
import { readLogParams, writeLogParams } from './filter-params.ts'
import { LogView } from './log-view.tsx'

/**
 * The Log tab: every request of one server, or of all servers when `serverId` is null.
 * Conditions and the open entry stand in the query string, so that a log can be linked to.
 */
export function LogScreen({ serverId }: { serverId: string | null }) {
  const [params, setParams] = useSearchParams()
  const { filter, entry } = useMemo(() => readLogParams(params, serverId), [params, serverId])
  const search = useRef<HTMLInputElement>(null)
  const keys = useRef<((event: KeyboardEvent | globalThis.KeyboardEvent) => void) | null>(null)

  const changeFilter = useCallback(
    (next: LogFilter) => {
      setParams(
        (now) => {
          const { entry: open } = readLogParams(now, serverId)
          return writeLogParams(now, { filter: next, entry: open }, serverId)
        },
        { replace: true },
      )
    },
    [setParams, serverId],
  )
  const changeEntry = useCallback(
    (next: number | null) => {
      setParams(
        (now) => {
          const { filter: conditions } = readLogParams(now, serverId)
          return writeLogParams(now, { filter: conditions, entry: next }, serverId)
        },
        { replace: true },
      )
    },
    [setParams, serverId],
  )

  useEffect(() => {
    function listen(event: globalThis.KeyboardEvent): void {
      if (belongsElsewhere(event)) return
      if (event.key === '/' && !event.ctrlKey && !event.metaKey) {
        event.preventDefault()
        search.current?.select()
        return
      }
      keys.current?.(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return (
    <LogView
      serverId={serverId}
      filter={filter}
      onFilterChange={changeFilter}
      entry={entry}
      onEntryChange={changeEntry}
      searchRef={search}
      keysRef={keys}
    />
  )
}

/** Fields, menus and dialogs have their keys to themselves; a button or tab has only those that work it. */
function belongsElsewhere({ target, key }: globalThis.KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest(ownKeyboard)) return true
  const isLetter = /^[a-z/]$/i.test(key) || key === 'Escape'
  return !isLetter && target.closest(workedByKeys) !== null
}

const ownKeyboard =
  'input:not([type=radio]), textarea, select, [role=dialog], [role=menu], [role=listbox], [role=tree], [data-log-drawer]'
const workedByKeys = 'a, button, summary, [type=radio], [role=tab], [role=separator]'
