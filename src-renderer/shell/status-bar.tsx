import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useConnectionState } from '../connection/facts.tsx'
import type { ConnectionState } from '../connection/follow-facts.ts'
import { useConnection } from '../connection/orpc.ts'
import { useSelectedServer, useServers } from '../features/servers/use-servers.ts'
import styles from './status-bar.module.css'
import { ThemeSwitch } from './theme-switch.tsx'

const ScenarioPicker = lazy(async () => ({
  default: (await import('../features/scenarios/scenario-picker.tsx')).ScenarioPicker,
}))

const connectionTexts: Record<ConnectionState, string> = {
  connecting: 'Connecting…',
  live: 'Live',
  lost: 'Connection lost, trying again…',
}

/** The line at the bottom of the window. */
export function StatusBar() {
  const { orpc } = useConnection()
  const state = useConnectionState()
  const info = useQuery(orpc.workspace.info.queryOptions())
  const server = useSelectedServer()
  const servers = useServers() ?? []
  const running = servers.filter(({ state: serverState }) => serverState === 'running').length

  return (
    <footer className={styles.bar}>
      <span className={styles.connection} data-state={state} role="status">
        <span className={styles.signal} aria-hidden="true" />
        {connectionTexts[state]}
      </span>
      {servers.length > 0 && (
        <span className={styles.quiet}>
          {running} of {servers.length} running
        </span>
      )}
      {server && (
        <span className={styles.picker}>
          <Suspense>
            <ScenarioPicker serverId={server.id} />
          </Suspense>
        </span>
      )}
      <span className={styles.space} />
      <ThemeSwitch />
      {info.data && (
        <span className={styles.quiet} title={info.data.folder}>
          MockLoop {info.data.version}
        </span>
      )}
    </footer>
  )
}
