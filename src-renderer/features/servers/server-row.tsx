import { ActionIcon, Menu, TextInput, Tooltip } from '@mantine/core'
import { IconDots, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { NavLink, useLocation } from 'react-router'
import type { Server } from '#contract/server.ts'
import { serverPath, tabOfPath } from '../../shell/paths.ts'
import { useShell } from '../../shell/shell-state.tsx'
import { RateSparkline } from './rate-sparkline.tsx'
import { ServerMenuItems } from './server-menu-items.tsx'
import styles from './server-rail.module.css'
import { portOf, type ServerStatus, statusNames, statusOf } from './server-status.ts'
import { StatusDot } from './status-dot.tsx'
import { useServerActions } from './use-server-actions.ts'

/** States that matter more than the active scenario. */
const notes: Partial<Record<ServerStatus, string>> = {
  crashed: 'crashed',
  'needs-restart': 'restart needed',
  starting: 'starting…',
  stopping: 'stopping…',
}

function RenameInput({ server }: { server: Server }) {
  const { setRenamingId } = useShell()
  const { rename } = useServerActions()

  function finish(name: string): void {
    setRenamingId(null)
    const trimmed = name.trim()
    if (trimmed && trimmed !== server.name) void rename(server, trimmed)
  }

  return (
    <TextInput
      className={styles.rename}
      aria-label={`New name of ${server.name}`}
      defaultValue={server.name}
      maxLength={120}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(event.currentTarget.value)
        if (event.key === 'Escape') setRenamingId(null)
      }}
    />
  )
}

/** One server of the rail: state, name, port, scenario, traffic, and what can be done to it. */
export function ServerRow({ server }: { server: Server }) {
  const { pathname } = useLocation()
  const { renamingId } = useShell()
  const actions = useServerActions()
  const status = statusOf(server)
  const port = portOf(server)
  const place = port === null ? 'any free port' : `port ${port}`
  const isUp = server.state === 'running' || server.state === 'starting'

  if (renamingId === server.id) {
    return (
      <li className={styles.item}>
        <RenameInput server={server} />
      </li>
    )
  }

  return (
    <li className={styles.item}>
      <Menu position="bottom-start" width={200}>
        <Menu.ContextMenu>
          <NavLink
            to={serverPath(server.id, tabOfPath(pathname))}
            className={({ isActive }) => `${styles.row} ${isActive ? styles.active : ''}`}
            aria-label={`${server.name}, ${statusNames[status]}, ${place}, scenario ${server.settings.scenario}`}
          >
            <Tooltip
              label={server.lastError ?? statusNames[status]}
              position="right"
              color={status === 'crashed' ? 'red' : undefined}
            >
              <span className={styles.dotSpace}>
                <StatusDot status={status} />
              </span>
            </Tooltip>
            <span className={styles.names}>
              <span className={styles.name}>{server.name}</span>
              <span className={styles.details}>
                {port === null ? 'auto port' : `:${port}`}
                <span aria-hidden="true"> · </span>
                <span data-status={status}>{notes[status] ?? server.settings.scenario}</span>
              </span>
            </span>
            <RateSparkline serverId={server.id} />
          </NavLink>
        </Menu.ContextMenu>
        <Menu.Dropdown aria-label={`Actions for ${server.name}`}>
          <ServerMenuItems server={server} />
        </Menu.Dropdown>
      </Menu>

      <div className={styles.rowActions}>
        <ActionIcon
          size={22}
          aria-label={isUp ? `Stop ${server.name}` : `Start ${server.name}`}
          onClick={() => void (isUp ? actions.stop(server) : actions.start(server))}
        >
          {isUp ? <IconPlayerStop size={13} /> : <IconPlayerPlay size={13} />}
        </ActionIcon>
        <Menu position="bottom-end" width={200}>
          <Menu.Target>
            <ActionIcon size={22} aria-label={`More actions for ${server.name}`}>
              <IconDots size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <ServerMenuItems server={server} />
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  )
}
