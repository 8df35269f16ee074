import { Button, Menu, Tooltip } from '@mantine/core'
import { useClipboard, useDisclosure } from '@mantine/hooks'
import { IconCheck, IconChevronDown, IconCopy, IconRoute2 } from '@tabler/icons-react'
import type { LogEntry } from '#contract/log-entry.ts'
import { AddRuleDialog } from '../scenarios/add-rule-dialog.tsx'
import { ruleFromEntry } from '../scenarios/rule-from-entry.ts'
import { curlCommand, type SentRequest } from './curl-command.ts'
import { fetchSnippet } from './fetch-snippet.ts'

interface EntryActionsProps {
  entry: LogEntry
  /** Where the server answers, without a slash at the end. */
  baseUrl: string
}

/** What can be done with an entry. */
export function EntryActions({ entry, baseUrl }: EntryActionsProps) {
  const clipboard = useClipboard({ timeout: 1_500 })
  const [dialogOpen, dialog] = useDisclosure(false)
  const request: SentRequest = {
    method: entry.method,
    url: `${baseUrl}${entry.url}`,
    headers: entry.requestHeaders,
    body: entry.requestBody,
  }
  return (
    <div style={{ display: 'flex', gap: 6, flexWrap: 'wrap', marginTop: 2 }}>
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
      <Tooltip
        label="No operation matched this request, so no rule can answer it"
        disabled={entry.operationId !== null}
      >
        <Button
          size="compact-xs"
          leftSection={<IconRoute2 size={12} />}
          disabled={entry.operationId === null}
          onClick={dialog.open}
        >
          Make a rule from this
        </Button>
      </Tooltip>
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
