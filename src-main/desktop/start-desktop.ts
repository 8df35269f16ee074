import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { BrowserWindow } from 'electron'
import type { ShippedFiles } from '#engine/create-engine.ts'
import { type HostedWorkspace, hostWorkspace } from '../http/host-workspace.ts'
import { answerBridge } from './answer-bridge.ts'
import { createMenuTemplate } from './app-menu.ts'
import { handleAppScheme, registerAppScheme } from './app-protocol.ts'
import { channels } from './bridge-channels.ts'
import { denyPermissions, openMainWindow } from './main-window.ts'

type Electron = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeTheme'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
>

export interface DesktopOptions {
  workspaceFolder: string
  shipped: ShippedFiles
  webUiFolder: string
  preload: string
  /** Arguments of this start without the program's own. */
  args: string[]
}

/** Runs the desktop app from start to quit. Must be called before Electron is ready. */
export async function startDesktop(electron: Electron, options: DesktopOptions): Promise<void> {
  const { app, dialog, protocol } = electron
  // One place for all that the app keeps; two workspaces are two apps.
  app.setPath('userData', join(options.workspaceFolder, 'desktop'))
  if (!app.requestSingleInstanceLock()) return app.quit()
  registerAppScheme(protocol)
  // macOS hands over files by an event, and may do so before the app is ready.
  const opened: string[] = [...specArguments(options.args, process.cwd())]
  let openSpec = (path: string) => {
    opened.push(path)
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openSpec(path)
  })
  await app.whenReady()

  const result = await hostWorkspace({
    workspaceFolder: options.workspaceFolder,
    shipped: options.shipped,
    webUiFolder: options.webUiFolder,
    onTrouble: (message) => process.stderr.write(`${message}\n`),
  }).catch((error: unknown) => ({
    failure: error instanceof Error ? error.message : String(error),
  }))
  if ('failure' in result || 'owner' in result) {
    const why =
      'failure' in result
        ? result.failure
        : `Cannot open the workspace ${options.workspaceFolder}: another MockLoop (process ${result.owner.pid}) serves it at ${result.owner.url}. Stop that one and try again.`
    dialog.showErrorBox('MockLoop cannot start', why)
    return app.exit(1)
  }

  const { hosted } = result
  endServersBeforeQuit(electron, hosted)
  handleAppScheme(protocol, options.webUiFolder)
  denyPermissions(electron.session.defaultSession)
  followTheme(electron, hosted)

  const window = await showWindow(electron, options, hosted)
  openSpec = (path) => void importAndStart(hosted, path)
  for (const path of opened) openSpec(path)
  app.on('second-instance', (_event, argv, workingDirectory) => {
    if (window.isMinimized()) window.restore()
    window.focus()
    for (const path of specArguments(argv.slice(1), workingDirectory)) openSpec(path)
  })
  app.on('window-all-closed', () => app.quit())
}

function showWindow(
  { BrowserWindow, Menu, dialog, ipcMain, screen, shell }: Electron,
  options: DesktopOptions,
  hosted: HostedWorkspace,
): Promise<BrowserWindow> {
  return openMainWindow(
    { BrowserWindow, screen, shell },
    { preload: options.preload, state: join(options.workspaceFolder, 'window-state.json') },
    (window) => {
      answerBridge({ ipcMain, dialog, shell }, hosted.router, window)
      const send = (command: string) => window.webContents.send(channels.command, command)
      Menu.setApplicationMenu(Menu.buildFromTemplate(createMenuTemplate(process.platform, send)))
    },
  )
}

/** Native parts (title bar, dialogs, scroll bars) follow the theme of the app. */
function followTheme({ nativeTheme }: Electron, { engine }: HostedWorkspace): void {
  nativeTheme.themeSource = engine.settings.get().theme
  engine.feed.subscribe(({ type }) => {
    if (type === 'settings.changed') nativeTheme.themeSource = engine.settings.get().theme
  })
}

/** Quitting waits until every server has ended and the log is stored. */
function endServersBeforeQuit({ app }: Electron, hosted: HostedWorkspace): void {
  let closing = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    void hosted
      .close()
      .catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
      .then(() => app.exit())
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
}

async function importAndStart(hosted: HostedWorkspace, path: string): Promise<void> {
  const client = createRouterClient(hosted.router)
  try {
    const { server } = await client.specs.import({ source: { from: 'path', path }, start: true })
    process.stdout.write(
      server.url ? `${server.name}: mock server ready at ${server.url}\n` : `${server.lastError}\n`,
    )
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  }
}

/** Arguments that name existing files; the others are Electron's and Chromium's. */
function specArguments(args: string[], workingDirectory: string): string[] {
  return args
    .filter((arg) => !arg.startsWith('-') && /\.(ya?ml|json)$/i.test(arg))
    .map((arg) => resolve(workingDirectory, arg))
    .filter((path) => existsSync(path))
}
