import { ActionIcon, Tabs, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { ConsolePanel } from '../features/console/console-panel.tsx'
import { ProblemsPanel } from '../features/health-report/problems-panel.tsx'
import { useSelectedServer } from '../features/servers/use-servers.ts'
import styles from './bottom-drawer.module.css'
import { type DrawerTab, useShell } from './shell-state.tsx'

const LiveLogDrawer = lazy(async () => ({
  default: (await import('../features/request-log/live-log-drawer.tsx')).LiveLogDrawer,
}))

const drawerTabs: readonly DrawerTab[] = ['log', 'console', 'problems']

function ProblemCount({ count, severity }: { count: number; severity: 'error' | 'warning' }) {
  if (count === 0) return null
  return (
    <span className={styles.count} data-severity={severity}>
      {count}
    </span>
  )
}

/** What happens now, below every screen: live log, console of the process, problems of the spec. */
export function BottomDrawer() {
  const { drawerOpen, setDrawerOpen, drawerTab, logIsAbove, showInDrawer } = useShell()
  const server = useSelectedServer()
  const serverId = server?.id ?? null

  return (
    <Tabs
      value={drawerTab}
      onChange={(value) => {
        const tab = drawerTabs.find((name) => name === value)
        if (tab) showInDrawer(tab)
      }}
      className={styles.drawer}
      role="region"
      aria-label="Live log, console and problems"
      classNames={{ tab: styles.tab, panel: styles.panel }}
    >
      <div className={styles.bar}>
        <Tabs.List aria-label="Drawer" className={styles.list}>
          {!logIsAbove && (
            <Tabs.Tab value="log" onClick={() => showInDrawer('log')}>
              Live log
            </Tabs.Tab>
          )}
          <Tabs.Tab value="console" onClick={() => showInDrawer('console')}>
            Console
          </Tabs.Tab>
          <Tabs.Tab value="problems" onClick={() => showInDrawer('problems')}>
            Problems
            <ProblemCount severity="error" count={server?.problemCounts.error ?? 0} />
            <ProblemCount severity="warning" count={server?.problemCounts.warning ?? 0} />
          </Tabs.Tab>
        </Tabs.List>
        <Tooltip label={drawerOpen ? 'Hide the drawer' : 'Show the drawer'}>
          <ActionIcon
            size={22}
            aria-label={drawerOpen ? 'Hide the drawer' : 'Show the drawer'}
            aria-expanded={drawerOpen}
            onClick={() => setDrawerOpen(!drawerOpen)}
          >
            {drawerOpen ? <IconChevronDown size={14} /> : <IconChevronUp size={14} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {drawerOpen && (
        <>
          <Tabs.Panel value="log">
            <Suspense>
              <LiveLogDrawer key={serverId} serverId={serverId} />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="console">
            <ConsolePanel key={serverId} serverId={serverId} />
          </Tabs.Panel>
          <Tabs.Panel value="problems">
            <ProblemsPanel key={serverId} serverId={serverId} />
          </Tabs.Panel>
        </>
      )}
    </Tabs>
  )
}
