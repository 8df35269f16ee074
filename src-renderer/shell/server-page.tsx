import { Button, Menu, Tabs } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
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

/** All tabs as a menu, shown where the row of them is cut. */
function MoreTabs({ tab, onOpen }: { tab: ServerTab; onOpen: (tab: string) => void }) {
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <Button
          className={styles.more}
          size="compact-xs"
          variant="subtle"
          color="gray"
          rightSection={<IconChevronDown size={13} />}
        >
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={tab} onChange={onOpen}>
          {serverTabs.map((name) => (
            <Menu.RadioItem key={name} value={name} closeMenuOnClick>
              {tabNames[name]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

/** One server: its header, its tabs, and the screen of the chosen tab. */
export function ServerPage() {
  const { serverId } = useParams()
  const server = useSelectedServer()
  const isLoaded = useServers() !== undefined
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const operationId = useSelectedOperationId()
  const tabList = useRef<HTMLDivElement>(null)
  const tab = tabOfPath(pathname)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is what scrolls
  useEffect(() => {
    tabList.current?.querySelector('[data-active]')?.scrollIntoView({ inline: 'nearest' })
  }, [tab])

  useEffect(() => {
    if (server) lastServerId.write(server.id)
  }, [server])

  if (!server) {
    if (!isLoaded) return null
    // What was on screen a moment ago has been removed; an unknown address is another matter.
    return serverId === lastServerId.read() ? <Navigate to={homePath} replace /> : <MissingServer />
  }
  const { id } = server
  // A screen begins at its top, however far the one before it was scrolled.
  const screenKey = `${id} ${tab} ${tab === 'operations' ? operationId : ''}`

  function openTab(value: string | null): void {
    const chosen = serverTabs.find((name) => name === value)
    if (!chosen) return
    const path =
      chosen === 'operations' && operationId
        ? operationPath(id, operationId)
        : serverPath(id, chosen)
    void navigate(path)
  }

  return (
    <div className={styles.page}>
      <ServerHeader server={server} />
      <Tabs
        value={tab}
        onChange={openTab}
        className={styles.tabs}
        classNames={{ list: styles.tabList, tab: styles.tab, panel: styles.panel }}
      >
        <div className={styles.tabBar}>
          <Tabs.List ref={tabList} aria-label={`Screens of ${server.name}`}>
            {serverTabs.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {tabNames[name]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <MoreTabs tab={tab} onOpen={openTab} />
        </div>
        <Tabs.Panel key={screenKey} value={tab}>
          <Outlet />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
