import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { ShippedFiles } from '#engine/create-engine.ts'
import { type HostedWorkspace, hostWorkspace } from '../http/host-workspace.ts'
import { answerBridge } from './answer-bridge.ts'
import { createMenuTemplate } from './app-menu.ts'
import { handleAppScheme, registerAppScheme } from './app-protocol.ts'
import { channels } from './bridge-channels.ts'
import { denyPermissions, keepMainWindow, type MainWindow } from './main-window.ts'
import { collectOutsideWishes } from './outside-wishes.ts'

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

/** As in `electron-builder.yml`: Windows groups windows and notices by it. */
const appId = 'dev.mockloop.app'

/** Runs the desktop app from start to quit. Must be called before Electron is ready. */
export async function startDesktop(electron: Electron, options: DesktopOptions): Promise<void> {
  try {
    await start(electron, options)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    electron.dialog.showErrorBox('MockLoop cannot start', why)
    electron.app.exit(1)
  }
}

/** Up to the first `await` this is what has to be done before Electron is ready. */
async function start(electron: Electron, options: DesktopOptions): Promise<void> {
  const { app, protocol } = electron
  // One place for all that the app keeps; two workspaces are two apps.
  const userData = join(options.workspaceFolder, 'desktop')
  // Electron takes no folder that is not there.
  mkdirSync(userData, { recursive: true })
  app.setPath('userData', userData)
  if (process.platform === 'win32') app.setAppUserModelId(appId)
  if (!app.requestSingleInstanceLock()) return app.quit()
  registerAppScheme(protocol)
  const wishes = collectOutsideWishes(app, options.args, process.cwd())
  await app.whenReady()

  const result = await hostWorkspace({
    workspaceFolder: options.workspaceFolder,
    shipped: options.shipped,
    webUiFolder: options.webUiFolder,
    onTrouble: (message) => process.stderr.write(`${message}\n`),
  })
  if ('owner' in result) {
    const { pid, url } = result.owner
    throw new Error(
      `Cannot open the workspace ${options.workspaceFolder}: another MockLoop (process ${pid}) serves it at ${url}. Stop that one and try again.`,
    )
  }

  const { hosted } = result
  handleAppScheme(protocol, options.webUiFolder)
  denyPermissions(electron.session.defaultSession)
  followTheme(electron, hosted)

  const window = keepMainWindow(electron, {
    preload: options.preload,
    state: join(options.workspaceFolder, 'window-state.json'),
  })
  endServersBeforeQuit(electron, hosted, window)
  answerBridge(electron, hosted.router, window)
  setMenu(electron, window)
  const comeToFront = () => void showOrComplain(electron, window)
  await window.show()

  wishes.handle({
    openSpec: (path) => void importAndStart(electron, hosted, window, path),
    comeToFront,
  })
  app.on('activate', comeToFront)
  app.on('window-all-closed', () => {
    // On macOS an app ends by its menu, and the mock servers go on until then.
    if (process.platform !== 'darwin') app.quit()
  })
}

async function showOrComplain({ dialog }: Electron, window: MainWindow): Promise<void> {
  try {
    await window.show()
  } catch (error) {
    dialog.showErrorBox('The window of MockLoop cannot open', String(error))
  }
}

/** Menu commands go to the page; without a window they open it. */
function setMenu(electron: Electron, window: MainWindow): void {
  const send = (command: string) => {
    const open = window.current()
    if (open) open.webContents.send(channels.command, command)
    else void showOrComplain(electron, window)
  }
  const template = createMenuTemplate(process.platform, send)
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template))
}

/** Native parts (title bar, dialogs, scroll bars) follow the theme of the app. */
function followTheme({ nativeTheme }: Electron, { engine }: HostedWorkspace): void {
  nativeTheme.themeSource = engine.settings.get().theme
  engine.feed.subscribe(({ type }) => {
    if (type === 'settings.changed') nativeTheme.themeSource = engine.settings.get().theme
  })
}

/** Quitting waits until every server has ended and the log is stored. */
function endServersBeforeQuit(
  { app }: Electron,
  hosted: HostedWorkspace,
  window: MainWindow,
): void {
  let closing = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    void Promise.all([hosted.close(), window.stored()])
      .catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
      .then(() => app.exit())
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
}

/** Imports a spec that was handed over from outside of the window, and shows what became of it. */
async function importAndStart(
  { dialog }: Electron,
  hosted: HostedWorkspace,
  window: MainWindow,
  path: string,
): Promise<void> {
  const client = createRouterClient(hosted.router)
  try {
    const { server } = await client.specs.import({
      source: { from: 'path', path },
      reuse: true,
      start: true,
    })
    window.current()?.webContents.send(channels.showServer, server.id)
    process.stdout.write(
      server.url ? `${server.name}: mock server ready at ${server.url}\n` : `${server.lastError}\n`,
    )
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${why}\n`)
    const box = { type: 'error', message: 'Import failed', detail: why } as const
    const open = window.current()
    await (open ? dialog.showMessageBox(open, box) : dialog.showMessageBox(box))
  }
}
