import { Tabs } from '@mantine/core'
import { useEffect } from 'react'
import { Navigate, Outlet, useLocation, useNavigate, useParams } from 'react-router'
import { ServerHeader } from '../features/servers/server-header.tsx'
import {
  useSelectedOperationId,
  useSelectedServer,
  useServers,
} from '../features/servers/use-servers.ts'
import { lastServerId } from './last-server.ts'
import { MissingServer } from './missing-server.tsx'
import {
  homePath,
  operationPath,
  type ServerTab,
  serverPath,
  serverTabs,
  tabOfPath,
} from './paths.ts'
import styles from './server-page.module.css'

const tabNames: Record<ServerTab, string> = {
  overview: 'Overview',
  operations: 'Operation',
  scenarios: 'Scenarios',
  state: 'State',
  log: 'Log',
  settings: 'Settings',
  export: 'Export',
}

/** One server: its header, its tabs, and the screen of the chosen tab. */
export function ServerPage() {
  const { serverId } = useParams()
  const server = useSelectedServer()
  const isLoaded = useServers() !== undefined
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const operationId = useSelectedOperationId()

  useEffect(() => {
    if (server) lastServerId.write(server.id)
  }, [server])

  if (!server) {
    if (!isLoaded) return null
    // What was on screen a moment ago has been removed; an unknown address is another matter.
    return serverId === lastServerId.read() ? <Navigate to={homePath} replace /> : <MissingServer />
  }
  const { id } = server

  function openTab(value: string | null): void {
    const tab = serverTabs.find((name) => name === value)
    if (!tab) return
    const path =
      tab === 'operations' && operationId ? operationPath(id, operationId) : serverPath(id, tab)
    void navigate(path)
  }

  return (
    <div className={styles.page}>
      <ServerHeader server={server} />
      <Tabs
        value={tabOfPath(pathname)}
        onChange={openTab}
        className={styles.tabs}
        classNames={{ list: styles.tabList, tab: styles.tab, panel: styles.panel }}
      >
        <Tabs.List aria-label={`Screens of ${server.name}`}>
          {serverTabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {tabNames[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tabOfPath(pathname)}>
          <Outlet />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
