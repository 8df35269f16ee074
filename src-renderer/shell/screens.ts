/** The screens that are loaded when they are first shown. */
export const loadScreen = {
  overview: () => import('../features/overview/overview-screen.tsx'),
  operation: () => import('../features/operation/operation-screen.tsx'),
  scenarios: () => import('../features/scenarios/scenarios-screen.tsx'),
  log: () => import('../features/request-log/log-screen.tsx'),
  settings: () => import('../features/settings/server-settings-screen.tsx'),
  export: () => import('../features/export/export-screen.tsx'),
  charts: () => import('../features/analytics/overview-charts.tsx'),
  workspaceSettings: () => import('../features/settings/workspace-settings-screen.tsx'),
}

/**
 * Loads every screen while nobody waits for one, so that each opens at once later, and also when the
 * program that served the page has gone.
 */
export async function preloadScreens(): Promise<void> {
  for (const load of Object.values(loadScreen)) {
    // What cannot be loaded now is tried again when it is shown, and told then.
    await load().catch(() => undefined)
  }
}
