/** The tabs of a server, in the order in which they are shown. */
export const serverTabs = [
  'overview',
  'operations',
  'scenarios',
  'state',
  'log',
  'settings',
  'export',
] as const
export type ServerTab = (typeof serverTabs)[number]

export const homePath = '/'
export const workspaceSettingsPath = '/settings'

export function serverPath(serverId: string, tab: ServerTab = 'overview'): string {
  return `/servers/${encodeURIComponent(serverId)}/${tab}`
}

export function operationPath(serverId: string, operationId: string): string {
  return `${serverPath(serverId, 'operations')}/${encodeURIComponent(operationId)}`
}

/** The tab that an address shows; the overview when it shows none. */
export function tabOfPath(pathname: string): ServerTab {
  const segment = pathname.split('/')[3]
  return serverTabs.find((tab) => tab === segment) ?? 'overview'
}
