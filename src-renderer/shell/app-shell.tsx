import { useEffect } from 'react'
import { Group, Panel, useDefaultLayout, usePanelRef } from 'react-resizable-panels'
import { Outlet } from 'react-router'
import { CommandPalette } from '../features/commands/command-palette.tsx'
import { ImportProvider } from '../features/import/import-provider.tsx'
import { OperationsPane } from '../features/operations/operations-pane.tsx'
import { CrashNotices } from '../features/servers/crash-notices.tsx'
import { RequestRatesProvider } from '../features/servers/rate-sparkline.tsx'
import { ServerRail } from '../features/servers/server-rail.tsx'
import { useSelectedServer, useServers } from '../features/servers/use-servers.ts'
import styles from './app-shell.module.css'
import { BottomDrawer } from './bottom-drawer.tsx'
import { ConnectingPage } from './connecting-page.tsx'
import { LostConnection } from './lost-connection.tsx'
import { PaneSeparator } from './pane-separator.tsx'
import { preloadScreens } from './screens.ts'
import { ShellStateProvider, useShell } from './shell-state.tsx'
import { StatusBar } from './status-bar.tsx'

/** By then the first screen is there and has asked what it wants to know. */
const PRELOAD_AFTER_MS = 1_500

/** Whether panes that have not been moved yet should leave more room for the screen. */
function isSmallWindow(): boolean {
  return window.innerWidth < 1200
}

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
            defaultSize={isSmallWindow() ? 240 : 288}
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
        defaultSize={isSmallWindow() ? 196 : 240}
        minSize={120}
        maxSize="70%"
        collapsible
        collapsedSize={32}
        groupResizeBehavior="preserve-pixel-size"
        onResize={(size, _id, before) => {
          // The first size is the stored one, and nobody's wish.
          if (before) setDrawerOpen(size.inPixels > 40)
        }}
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
        defaultSize={isSmallWindow() ? 192 : 224}
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
  useEffect(() => {
    const timer = setTimeout(() => void preloadScreens(), PRELOAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <ShellStateProvider>
      <ImportProvider>
        <RequestRatesProvider>
          <div className={styles.window}>
            <LostConnection />
            <div className={styles.panes}>
              <Panes />
            </div>
            <StatusBar />
          </div>
          <CommandPalette />
          <CrashNotices />
        </RequestRatesProvider>
      </ImportProvider>
    </ShellStateProvider>
  )
}
