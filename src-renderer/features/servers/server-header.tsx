import { ActionIcon, Button, Menu, Text, Tooltip } from '@mantine/core'
import {
  IconDots,
  IconExternalLink,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconRefresh,
} from '@tabler/icons-react'
import type { Server } from '#contract/server.ts'
import { useConnection } from '../../connection/orpc.ts'
import { useShell } from '../../shell/shell-state.tsx'
import { CopyAction } from '../../theme/copy-action.tsx'
import styles from './server-header.module.css'
import { ServerMenuItems } from './server-menu-items.tsx'
import { statusNames, statusOf, troubleOf } from './server-status.ts'
import { StatusDot } from './status-dot.tsx'
import { useServerActions } from './use-server-actions.ts'

function BaseUrl({ server, url }: { server: Server; url: string }) {
  const { host } = useConnection()
  return (
    <span className={styles.url}>
      <code>{url}</code>
      <CopyAction value={url} label={`Copy base URL of ${server.name}`} />
      <Tooltip label="Open in the browser">
        <ActionIcon
          size={24}
          aria-label="Open base URL in the browser"
          onClick={() => void host.openExternal(url)}
        >
          <IconExternalLink size={14} />
        </ActionIcon>
      </Tooltip>
    </span>
  )
}

function MainControls({ server }: { server: Server }) {
  const actions = useServerActions()
  const needsRestart = statusOf(server) === 'needs-restart'
  if (server.state === 'running') {
    return (
      <>
        <Button
          variant={needsRestart ? 'filled' : 'default'}
          aria-label="Restart"
          leftSection={<IconRefresh size={14} />}
          onClick={() => void actions.restart(server)}
        >
          Restart
        </Button>
        <Button
          aria-label="Stop"
          leftSection={<IconPlayerStopFilled size={13} />}
          onClick={() => void actions.stop(server)}
        >
          Stop
        </Button>
      </>
    )
  }
  return (
    <Button
      variant="filled"
      aria-label="Start"
      loading={server.state === 'starting' || server.state === 'stopping'}
      leftSection={<IconPlayerPlayFilled size={13} />}
      onClick={() => void actions.start(server)}
    >
      Start
    </Button>
  )
}

/** Name, state and address of a server, with its controls. */
export function ServerHeader({ server }: { server: Server }) {
  const { showInDrawer } = useShell()
  const status = statusOf(server)
  const trouble = troubleOf(server)
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <h1 className={styles.name} title={server.name}>
          {server.name}
        </h1>
        <div className={styles.place}>
          <span className={styles.state} data-status={status} role="status">
            <StatusDot status={status} />
            {statusNames[status]}
          </span>
          {server.url && <BaseUrl server={server} url={server.url} />}
        </div>
        <div className={styles.controls}>
          <MainControls server={server} />
          <Menu position="bottom-end" width={200}>
            <Menu.Target>
              <ActionIcon variant="default" size={30} aria-label={`Actions for ${server.name}`}>
                <IconDots size={15} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <ServerMenuItems server={server} />
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      {trouble && (
        <Text className={styles.trouble} role="alert">
          {trouble}
          <Button size="compact-xs" onClick={() => showInDrawer('console')}>
            Show the console
          </Button>
        </Text>
      )}
    </header>
  )
}
