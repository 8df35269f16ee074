import { useEffect } from 'react'
import { Group, Panel, useDefaultLayout, usePanelRef } from 'react-resizable-panels'
import { Outlet } from 'react-router'
import { CommandPalette } from '../features/commands/command-palette.tsx'
import { ImportProvider } from '../features/import/import-provider.tsx'
import { OperationsPane } from '../features/operations/operations-pane.tsx'
import { RequestRatesProvider } from '../features/servers/rate-sparkline.tsx'
import { ServerRail } from '../features/servers/server-rail.tsx'
import { useSelectedServer, useServers } from '../features/servers/use-servers.ts'
import styles from './app-shell.module.css'
import { BottomDrawer } from './bottom-drawer.tsx'
import { ConnectingPage } from './connecting-page.tsx'
import { PaneSeparator } from './pane-separator.tsx'
import { ShellStateProvider, useShell } from './shell-state.tsx'
import { StatusBar } from './status-bar.tsx'

/** Operations beside the screen of the chosen tab. */
function WorkArea() {
  const server = useSelectedServer()
  const layout = useDefaultLayout({
    id: 'mockloop.work',
    panelIds: server ? ['operations', 'main'] : ['main'],
    storage: window.localStorage,
  })
  return (
    <Group className={styles.fill} key={server ? 'with-operations' : 'alone'} {...layout}>
      {server && (
        <>
          <Panel
            id="operations"
            defaultSize={288}
            minSize={200}
            maxSize="45%"
            groupResizeBehavior="preserve-pixel-size"
          >
            <OperationsPane key={server.id} serverId={server.id} />
          </Panel>
          <PaneSeparator label="Resize the operations pane" />
        </>
      )}
      <Panel id="main" minSize={320}>
        <main className={styles.main}>
          <Outlet />
        </main>
      </Panel>
    </Group>
  )
}

/** The work area with the drawer below it, which folds away. */
function RightSide() {
  const { drawerOpen, setDrawerOpen } = useShell()
  const drawerRef = usePanelRef()
  const layout = useDefaultLayout({ id: 'mockloop.drawer', storage: window.localStorage })

  useEffect(() => {
    const drawer = drawerRef.current
    if (!drawer) return
    if (drawerOpen && drawer.isCollapsed()) drawer.expand()
    if (!drawerOpen && !drawer.isCollapsed()) drawer.collapse()
  }, [drawerOpen, drawerRef])

  return (
    <Group orientation="vertical" className={styles.fill} {...layout}>
      <Panel id="work" minSize={200}>
        <WorkArea />
      </Panel>
      <PaneSeparator label="Resize the drawer" />
      <Panel
        id="drawer"
        panelRef={drawerRef}
        defaultSize={240}
        minSize={120}
        maxSize="70%"
        collapsible
        collapsedSize={32}
        groupResizeBehavior="preserve-pixel-size"
        onResize={(size) => setDrawerOpen(size.inPixels > 40)}
      >
        <BottomDrawer />
      </Panel>
    </Group>
  )
}

function Panes() {
  const servers = useServers()
  const layout = useDefaultLayout({ id: 'mockloop.window', storage: window.localStorage })
  if (!servers) return <ConnectingPage />
  // Nothing to list yet: the way to the first server has the window to itself.
  if (servers.length === 0) {
    return (
      <main className={styles.main}>
        <Outlet />
      </main>
    )
  }
  return (
    <Group className={styles.fill} {...layout}>
      <Panel
        id="rail"
        defaultSize={224}
        minSize={176}
        maxSize={360}
        groupResizeBehavior="preserve-pixel-size"
      >
        <ServerRail />
      </Panel>
      <PaneSeparator label="Resize the server list" />
      <Panel id="right" minSize={480}>
        <RightSide />
      </Panel>
    </Group>
  )
}

/** The window: rail, operations, screen, drawer and status bar, with what lies over all of it. */
export function AppShell() {
  return (
    <ShellStateProvider>
      <ImportProvider>
        <RequestRatesProvider>
          <div className={styles.window}>
            <div className={styles.panes}>
              <Panes />
            </div>
            <StatusBar />
          </div>
          <CommandPalette />
        </RequestRatesProvider>
      </ImportProvider>
    </ShellStateProvider>
  )
}
