import { createHashRouter, Navigate } from 'react-router'
import { AppShell } from './app-shell.tsx'
import { HomePage } from './home-page.tsx'
import { RouteError } from './route-error.tsx'
import { loadScreen } from './screens.ts'
import { ServerPage } from './server-page.tsx'
import { LogTab, OperationTab, ScenariosTab } from './server-tabs.tsx'

/** Shown while the first screen is loaded, which takes less than a blink. */
function NothingYet() {
  return null
}

/**
 * The routes of the app. In the fragment, because the desktop app has no server that could answer
 * a reload of a path. Screens are loaded when they are first shown.
 */
export function createRouter() {
  return createHashRouter([
    {
      path: '/',
      Component: AppShell,
      ErrorBoundary: RouteError,
      HydrateFallback: NothingYet,
      children: [
        { index: true, Component: HomePage },
        {
          path: 'settings',
          lazy: async () => ({
            Component: (await loadScreen.workspaceSettings()).WorkspaceSettingsScreen,
          }),
        },
        {
          path: 'servers/:serverId',
          Component: ServerPage,
          children: [
            { index: true, element: <Navigate to="overview" replace /> },
            {
              path: 'overview',
              lazy: async () => ({
                Component: (await loadScreen.overview()).OverviewScreen,
              }),
            },
            {
              path: 'operations/:operationId?',
              Component: OperationTab,
            },
            {
              path: 'scenarios',
              Component: ScenariosTab,
            },
            {
              path: 'state',
              lazy: async () => ({
                Component: (await import('../features/state/state-screen.tsx')).StateScreen,
              }),
            },
            {
              path: 'log',
              Component: LogTab,
            },
            {
              path: 'settings',
              lazy: async () => ({
                Component: (await loadScreen.settings()).ServerSettingsScreen,
              }),
            },
            {
              path: 'export',
              lazy: async () => ({
                Component: (await loadScreen.export()).ExportScreen,
              }),
            },
          ],
        },
        { path: '*', element: <Navigate to="/" replace /> },
      ],
    },
  ])
}
