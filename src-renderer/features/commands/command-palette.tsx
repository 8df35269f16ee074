import { type HotkeyItem, useHotkeys } from '@mantine/hooks'
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useConnection } from '../../connection/orpc.ts'
import { showError } from '../../notices/notices.tsx'
import { operationPath, serverPath } from '../../shell/paths.ts'
import { MethodChip } from '../../theme/method-chip.tsx'
import { portOf, statusNames, statusOf } from '../servers/server-status.ts'
import { StatusDot } from '../servers/status-dot.tsx'
import styles from './command-palette.module.css'
import { type CommandContext, commands, runCommand, shortcutText } from './commands.ts'
import { filterPalette, LOG_GROUP } from './filter-palette.ts'
import { paletteStore } from './palette-store.ts'
import { useCommandContext } from './use-command-context.ts'

function useScenarioActions(context: CommandContext): SpotlightActionGroupData {
  const { client, orpc } = useConnection()
  const serverId = context.selected?.id
  const scenarios = useQuery(
    orpc.scenarios.list.queryOptions({ input: serverId ? { serverId } : skipToken }),
  ).data
  return {
    group: 'Scenarios',
    actions: (serverId ? (scenarios ?? []) : []).map(({ name, description, active }) => ({
      id: `scenario ${name}`,
      label: `Scenario: ${name}`,
      description,
      rightSection: active ? <span className={styles.note}>active</span> : undefined,
      onClick: () => {
        if (!serverId) return
        client.scenarios.activate({ serverId, name }).catch((error: unknown) => showError(error))
      },
    })),
  }
}

function useOperationActions(context: CommandContext): SpotlightActionGroupData {
  const { orpc } = useConnection()
  const serverId = context.selected?.id
  const operations = useQuery(
    orpc.operations.list.queryOptions({ input: serverId ? { serverId } : skipToken }),
  ).data
  return {
    group: 'Operations',
    actions: (serverId ? (operations ?? []) : []).map(({ id, method, path, summary }) => ({
      id: `operation ${id}`,
      label: `${method.toUpperCase()} ${path}`,
      description: summary,
      keywords: id,
      leftSection: <MethodChip method={method} fixedWidth />,
      onClick: () => context.navigate(operationPath(serverId ?? '', id)),
    })),
  }
}

function serverActions(context: CommandContext): SpotlightActionGroupData {
  return {
    group: 'Servers',
    actions: context.servers.map((server) => {
      const port = portOf(server)
      return {
        id: `server ${server.id}`,
        label: server.name,
        description: `${statusNames[statusOf(server)]}${port === null ? '' : ` on port ${port}`}`,
        leftSection: (
          <span className={styles.dot}>
            <StatusDot status={statusOf(server)} />
          </span>
        ),
        onClick: () => context.navigate(serverPath(server.id)),
      }
    }),
  }
}

function commandActions(context: CommandContext, platform: string): SpotlightActionGroupData {
  return {
    group: 'Commands',
    actions: commands
      .filter(({ id, available }) => id !== 'palette' && available?.(context) !== false)
      .map(({ id, title, keywords, shortcut }) => ({
        id,
        label: title,
        keywords,
        rightSection: shortcut ? (
          <kbd className={styles.key}>{shortcutText(shortcut, platform)}</kbd>
        ) : undefined,
        onClick: () => runCommand(id, context),
      })),
  }
}

/** What is typed, as a question to the log of the server on screen. */
function logQueryActions(context: CommandContext, text: string): SpotlightActionGroupData {
  const { selected } = context
  if (!selected || text === '') return { group: LOG_GROUP, actions: [] }
  const path = `${serverPath(selected.id, 'log')}?${new URLSearchParams({ text })}`
  return {
    group: LOG_GROUP,
    actions: [
      {
        id: 'log-query',
        label: `Requests with “${text}”`,
        onClick: () => context.navigate(path),
      },
    ],
  }
}

/** ⌘/Ctrl-K: everything that can be done or opened, by a few letters. Also hears keys and the native menu. */
export function CommandPalette() {
  const { host } = useConnection()
  const context = useCommandContext()
  const onCommand = useEffectEvent((id: string) => runCommand(id, context))
  const onShowServer = useEffectEvent((id: string) => context.navigate(serverPath(id)))
  useEffect(() => host.onCommand(onCommand), [host])
  useEffect(() => host.onShowServer(onShowServer), [host])

  const hotkeys = commands
    .filter(({ shortcut }) => shortcut)
    .map(({ id, shortcut }): HotkeyItem => [shortcut ?? '', () => runCommand(id, context)])
  useHotkeys(hotkeys, [], true)

  const scenarios = useScenarioActions(context)
  const operations = useOperationActions(context)
  const [query, setQuery] = useState('')
  const actions = [commandActions(context, host.platform), serverActions(context)]
  return (
    <Spotlight
      store={paletteStore}
      shortcut={null}
      actions={[...actions, scenarios, operations, logQueryActions(context, query.trim())]}
      filter={filterPalette}
      query={query}
      onQueryChange={setQuery}
      limit={60}
      nothingFound="Nothing has this name."
      searchProps={{
        leftSection: <IconSearch size={16} />,
        placeholder: 'Search commands, servers, operations, scenarios…',
        'aria-label': 'Search commands, servers, operations and scenarios',
      }}
      attributes={{ content: { 'aria-label': 'Search or run' } }}
      scrollable
      maxHeight={420}
      size={600}
      yOffset="12vh"
      transitionProps={{ duration: 80 }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      classNames={{
        content: styles.content,
        search: styles.search,
        actionsList: styles.list,
        action: styles.action,
        actionLabel: styles.label,
        actionDescription: styles.description,
        actionsGroup: styles.group,
      }}
    />
  )
}
