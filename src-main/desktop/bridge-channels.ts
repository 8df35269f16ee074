/** Names of what passes between the preload and the main process; both are built from this file. */
export const channels = {
  /** Page to main, with one port: the way to the engine. */
  connect: 'mockloop:connect',
  /** Asked by the page and answered. */
  chooseExportTarget: 'mockloop:choose-export-target',
  openExternal: 'mockloop:open-external',
  /** Main to page: a menu command. */
  command: 'mockloop:command',
  /** Main to page: the id of a server whose spec was handed over from outside of the window. */
  showServer: 'mockloop:show-server',
  /** Page to main: the first screen is there. */
  ready: 'mockloop:ready',
} as const
