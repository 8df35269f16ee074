import { Button, Menu } from '@mantine/core'
import { useClipboard, useDisclosure } from '@mantine/hooks'
import { IconCheck, IconChevronDown, IconCopy, IconRefresh, IconRoute2 } from '@tabler/icons-react'
import type { LogEntry } from '#contract/log-entry.ts'
import { AddRuleDialog } from '../scenarios/add-rule-dialog.tsx'
import { noRulePossible, ruleFromEntry } from '../scenarios/rule-from-entry.ts'
import { curlCommand } from './curl-command.ts'
import styles from './entry-details.module.css'
import { fetchSnippet } from './fetch-snippet.ts'
import { requestOf, useEntryVerbs } from './use-entry-verbs.ts'

interface EntryActionsProps {
  entry: LogEntry
  /** Where the server answers now, without a slash at the end; null while it does not run. */
  serverUrl: string | null
}

/** What can be done with an entry. */
export function EntryActions({ entry, serverUrl }: EntryActionsProps) {
  const clipboard = useClipboard({ timeout: 1_500 })
  const [dialogOpen, dialog] = useDisclosure(false)
  const { replay } = useEntryVerbs()
  const request = requestOf(entry, serverUrl)
  return (
    <div className={styles.actions}>
      <Button
        size="compact-xs"
        leftSection={clipboard.copied ? <IconCheck size={12} /> : <IconCopy size={12} />}
        onClick={() => clipboard.copy(curlCommand(request))}
      >
        {clipboard.copied ? 'Copied' : 'Copy as cURL'}
      </Button>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="compact-xs" rightSection={<IconChevronDown size={12} />}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => clipboard.copy(fetchSnippet(request))}>Copy as fetch</Menu.Item>
          <Menu.Item onClick={() => clipboard.copy(request.url)}>Copy URL</Menu.Item>
          <Menu.Item
            disabled={!entry.requestBody}
            onClick={() => clipboard.copy(entry.requestBody?.data ?? '')}
          >
            Copy request body
          </Menu.Item>
          <Menu.Item
            disabled={!entry.responseBody}
            onClick={() => clipboard.copy(entry.responseBody?.data ?? '')}
          >
            Copy response body
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        size="compact-xs"
        leftSection={<IconRefresh size={12} />}
        disabled={serverUrl === null}
        onClick={() => void replay(entry.seq)}
      >
        Send again
      </Button>
      <Button
        size="compact-xs"
        leftSection={<IconRoute2 size={12} />}
        disabled={entry.operationId === null}
        onClick={dialog.open}
      >
        Make a rule from this
      </Button>
      {serverUrl === null && (
        <p className={styles.obstacle}>It can be sent again once the server runs.</p>
      )}
      {entry.operationId === null && <p className={styles.obstacle}>{noRulePossible}</p>}
      {dialogOpen && (
        <AddRuleDialog
          serverId={entry.serverId}
          rule={ruleFromEntry(entry)}
          onClose={dialog.close}
        />
      )}
    </div>
  )
}
