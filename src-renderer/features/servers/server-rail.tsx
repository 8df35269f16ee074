import { ActionIcon, Text, Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconPlayerPlay,
  IconPlayerStop,
  IconPlus,
  IconSearch,
  IconSettings,
} from '@tabler/icons-react'
import { NavLink } from 'react-router'
import { useConnection } from '../../connection/orpc.ts'
import { workspaceSettingsPath } from '../../shell/paths.ts'
import { useShell } from '../../shell/shell-state.tsx'
import { openPalette } from '../commands/palette-store.ts'
import { LoopMark } from './loop-mark.tsx'
import styles from './server-rail.module.css'
import { ServerRow } from './server-row.tsx'
import { useServerActions } from './use-server-actions.ts'
import { useServers } from './use-servers.ts'

/** The left rail: every server of the workspace, and the ways to add and find. */
export function ServerRail() {
  const servers = useServers() ?? []
  const { host } = useConnection()
  const { setImportTab } = useShell()
  const actions = useServerActions()
  const canStart = servers.some(
    (server) => server.state === 'stopped' || server.state === 'crashed',
  )
  const canStop = servers.some((server) => server.state === 'running')

  return (
    <nav className={styles.rail} aria-label="Servers">
      <div className={styles.brand}>
        <LoopMark size={18} />
        <Text fw={600} fz="sm">
          MockLoop
        </Text>
      </div>
      <UnstyledButton className={styles.search} onClick={openPalette}>
        <IconSearch size={13} aria-hidden="true" />
        <span>Search or run…</span>
        <kbd>{host.platform === 'darwin' ? '⌘K' : 'Ctrl K'}</kbd>
      </UnstyledButton>

      <div className={styles.sectionHead}>
        <span>Servers</span>
        <div className={styles.sectionActions}>
          <Tooltip label="Start all">
            <ActionIcon
              size={22}
              aria-label="Start all servers"
              disabled={!canStart}
              onClick={() => void actions.startAll()}
            >
              <IconPlayerPlay size={13} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Stop all">
            <ActionIcon
              size={22}
              aria-label="Stop all servers"
              disabled={!canStop}
              onClick={() => void actions.stopAll()}
            >
              <IconPlayerStop size={13} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Add a server">
            <ActionIcon size={22} aria-label="Add a server" onClick={() => setImportTab('file')}>
              <IconPlus size={14} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>

      <ul className={styles.list}>
        {servers.map((server) => (
          <ServerRow key={server.id} server={server} />
        ))}
      </ul>

      <NavLink to={workspaceSettingsPath} className={styles.footerLink}>
        <IconSettings size={14} aria-hidden="true" />
        Workspace settings
      </NavLink>
    </nav>
  )
}
