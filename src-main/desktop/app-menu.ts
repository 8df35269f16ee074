import type { MenuItemConstructorOptions } from 'electron'

/** The native menu. `send` passes a command to the page, which knows what it means on the screen of the moment. */
export function createMenuTemplate(
  platform: NodeJS.Platform,
  send: (command: string) => void,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const command = (
    label: string,
    id: string,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    label,
    ...(accelerator ? { accelerator } : {}),
    click: () => send(id),
  })
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const settings = command('Settings…', 'settings', 'CmdOrCtrl+,')
  return [
    ...(isMac ? [createAppMenu(settings)] : []),
    {
      label: '&File',
      submenu: [
        command('Import…', 'import', 'CmdOrCtrl+O'),
        command('Export Project…', 'export', 'CmdOrCtrl+E'),
        separator,
        ...(isMac ? [] : [settings, separator]),
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Servers',
      submenu: [
        command('Start All', 'start-all', 'CmdOrCtrl+Shift+Enter'),
        command('Stop All', 'stop-all', 'CmdOrCtrl+Shift+.'),
      ],
    },
    {
      label: '&View',
      submenu: [
        command('Command Palette…', 'palette', 'CmdOrCtrl+K'),
        command('Find', 'find', 'CmdOrCtrl+F'),
        command('Show or Hide Drawer', 'toggle-drawer', 'CmdOrCtrl+J'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
  ]
}

/** The menu that bears the app's name, in the order in which macOS has it. */
function createAppMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  return {
    // Shown as the name of the app, whatever stands here.
    label: 'MockLoop',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  }
}
