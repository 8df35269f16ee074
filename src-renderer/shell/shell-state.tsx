import { useLocalStorage } from '@mantine/hooks'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import { tabOfPath } from './paths.ts'

export type DrawerTab = 'log' | 'console' | 'problems'
export type ImportTab = 'file' | 'url' | 'paste' | 'samples'

/** What is open in the window beyond what the address says. */
export interface ShellState {
  drawerOpen: boolean
  drawerTab: DrawerTab
  /** The Log tab is on screen, so that the drawer has no log of its own. */
  logIsAbove: boolean
  setDrawerOpen(open: boolean): void
  /** Opens the drawer on a tab. */
  showInDrawer(tab: DrawerTab): void
  /** The way of adding a server that the import dialog shows; null while it is closed. */
  importTab: ImportTab | null
  setImportTab(tab: ImportTab | null): void
  /** Id of the server whose name is being edited in the rail. */
  renamingId: string | null
  setRenamingId(serverId: string | null): void
}

const ShellContext = createContext<ShellState | null>(null)

export function ShellStateProvider({ children }: { children: ReactNode }) {
  const [drawerOpen, setDrawerOpen] = useLocalStorage({
    key: 'mockloop.drawer-open',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const [drawerTab, setDrawerTab] = useState<DrawerTab>('log')
  const { pathname } = useLocation()
  // The same rows twice would only cost the eyes and the processor.
  const logIsAbove = tabOfPath(pathname) === 'log'
  const folded = logIsAbove && drawerTab === 'log'
  const [importTab, setImportTab] = useState<ImportTab | null>(null)
  const [renamingId, setRenamingId] = useState<string | null>(null)

  const state = useMemo<ShellState>(
    () => ({
      drawerOpen: drawerOpen && !folded,
      drawerTab,
      logIsAbove,
      setDrawerOpen(open) {
        // Folding by itself is no wish of the user, and opens again when the Log tab is left.
        if (folded && !open) return
        if (folded) setDrawerTab('console')
        setDrawerOpen(open)
      },
      showInDrawer(tab) {
        setDrawerTab(tab)
        setDrawerOpen(true)
      },
      importTab,
      setImportTab,
      renamingId,
      setRenamingId,
    }),
    [drawerOpen, drawerTab, logIsAbove, folded, setDrawerOpen, importTab, renamingId],
  )
  return <ShellContext value={state}>{children}</ShellContext>
}

export function useShell(): ShellState {
  const state = useContext(ShellContext)
  if (!state) throw new Error('useShell needs a ShellStateProvider above it.')
  return state
}
