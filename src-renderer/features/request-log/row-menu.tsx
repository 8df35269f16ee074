import { Menu } from '@mantine/core'
import {
  IconCopy,
  IconFilter,
  IconLayoutSidebarRight,
  IconRefresh,
  IconRoute2,
} from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import type { LogEntry, LogRow } from '#contract/log-entry.ts'
import type { LogFilter } from '#contract/log-query.ts'
import { AddRuleDialog } from '../scenarios/add-rule-dialog.tsx'
import { noRulePossible, ruleFromEntry } from '../scenarios/rule-from-entry.ts'
import styles from './row-menu.module.css'
import { type CopyFormat, copyFormats, useEntryVerbs } from './use-entry-verbs.ts'

const formats: readonly CopyFormat[] = ['curl', 'fetch', 'url']

interface RowMenuProps {
  /** The row that a right click fell on; null closes the menu. */
  row: LogRow | null
  onClose: () => void
  /** Where the server of the row answers now; null while it does not run. */
  serverUrl: string | null
  onOpen: (seq: number) => void
  onFilter: (part: LogFilter) => void
  /** The element that hears the right click. */
  children: ReactElement
}

/** What can be done with a row, at a right click or by the context key. */
export function RowMenu(props: RowMenuProps) {
  const { row, onClose, serverUrl, onOpen, onFilter, children } = props
  const verbs = useEntryVerbs()
  const [ruleOf, setRuleOf] = useState<LogEntry | null>(null)

  return (
    <>
      <Menu
        opened={row !== null}
        onChange={(opened) => !opened && onClose()}
        position="bottom-start"
        width={220}
        transitionProps={{ duration: 0 }}
      >
        <Menu.ContextMenu>{children}</Menu.ContextMenu>
        {row && (
          <Menu.Dropdown aria-label={`Actions for ${row.method} ${row.path}`}>
            <Menu.Item
              leftSection={<IconLayoutSidebarRight size={14} />}
              onClick={() => onOpen(row.seq)}
            >
              Show details
            </Menu.Item>
            <Menu.Item
              leftSection={<IconRefresh size={14} />}
              disabled={serverUrl === null}
              onClick={() => void verbs.replay(row.seq)}
            >
              Send again
            </Menu.Item>
            <Menu.Divider />
            {formats.map((format) => (
              <Menu.Item
                key={format}
                leftSection={<IconCopy size={14} />}
                onClick={() => void verbs.copy(row.seq, format, serverUrl)}
              >
                Copy as {copyFormats[format].name}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconRoute2 size={14} />}
              disabled={row.operationId === null}
              onClick={() => void verbs.read(row.seq).then(setRuleOf)}
            >
              Make a rule from this…
              {row.operationId === null && (
                <small className={styles.obstacle}>{noRulePossible}</small>
              )}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconFilter size={14} />}
              onClick={() =>
                onFilter(
                  row.operationId === null ? { text: row.path } : { operationId: row.operationId },
                )
              }
            >
              {row.operationId === null ? 'Only this path' : 'Only this operation'}
            </Menu.Item>
          </Menu.Dropdown>
        )}
      </Menu>
      {ruleOf && (
        <AddRuleDialog
          serverId={ruleOf.serverId}
          rule={ruleFromEntry(ruleOf)}
          onClose={() => setRuleOf(null)}
        />
      )}
    </>
  )
}
