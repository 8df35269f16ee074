import type { BrowserWindow, Dialog, Screen, Session, Shell } from 'electron'
import { appOrigin } from './app-protocol.ts'
import { openExternally } from './open-externally.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

export interface MainWindowParts {
  app: { quit(): void }
  BrowserWindow: typeof BrowserWindow
  dialog: Pick<Dialog, 'showMessageBox'>
  screen: Pick<Screen, 'getAllDisplays'>
  shell: Pick<Shell, 'openExternal'>
}

/** The one window of the app. On macOS the app goes on without it, and opens it again when asked. */
export interface MainWindow {
  /** The window as it is now; null while it is closed. */
  current(): BrowserWindow | null
  /** Opens the window, or brings the open one to the front. */
  show(): Promise<BrowserWindow>
  /** Resolves when the place of a closed window is stored. */
  stored(): Promise<void>
}

/** Keeps the window; nothing is opened before the first `show`. */
export function keepMainWindow(
  parts: MainWindowParts,
  files: { preload: string; state: string },
): MainWindow {
  let current: BrowserWindow | null = null
  let opening: Promise<BrowserWindow> | null = null
  let stored: Promise<void> = Promise.resolve()

  async function open(): Promise<BrowserWindow> {
    const window = await createWindow(parts, files)
    current = window
    window.on('close', () => {
      const state = { ...window.getNormalBounds(), maximized: window.isMaximized() }
      stored = writeWindowState(files.state, state).catch(() => {
        // The place of a window is a convenience; quitting must not fail for it.
      })
    })
    window.on('closed', () => {
      current = null
    })
    try {
      await window.loadURL(`${appOrigin}/`)
    } catch (error) {
      // Who closes the window while it loads wants nothing more of it.
      if (!window.isDestroyed()) throw error
    }
    return window
  }

  return {
    current: () => current,
    async show() {
      if (current && !opening) {
        if (current.isMinimized()) current.restore()
        current.show()
        current.focus()
        return current
      }
      opening ??= open().finally(() => {
        opening = null
      })
      return opening
    },
    stored: () => stored,
  }
}

/** Makes the window where it was last; it becomes visible when its page has something to show. */
async function createWindow(
  parts: MainWindowParts,
  files: { preload: string; state: string },
): Promise<BrowserWindow> {
  const displays = parts.screen.getAllDisplays().map(({ workArea }) => workArea)
  const state = await readWindowState(files.state, displays)
  const window = new parts.BrowserWindow({
    ...(state
      ? { x: state.x, y: state.y, width: state.width, height: state.height }
      : { width: 1280, height: 820 }),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'MockLoop',
    webPreferences: {
      preload: files.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  })
  if (state?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  keepToOwnPage(window, parts.shell)
  offerReload(window, parts)
  return window
}

/** The window shows our page and no other; links go to the browser. */
function keepToOwnPage(window: BrowserWindow, shell: Pick<Shell, 'openExternal'>): void {
  window.webContents.setWindowOpenHandler(({ url }) => {
    void openExternally(shell, url)
    return { action: 'deny' }
  })
  // The page may load itself again, which counts as a navigation.
  window.webContents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  window.webContents.on('will-redirect', (event) => event.preventDefault())
  window.webContents.on('will-attach-webview', (event) => event.preventDefault())
}

function isOwnPage(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`)
}

/** A page that crashed leaves an empty window, while the mock servers go on. */
function offerReload(window: BrowserWindow, { app, dialog }: MainWindowParts): void {
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: 'The window of MockLoop stopped working.',
      detail: `Reason: ${reason}. The mock servers go on running.`,
      buttons: ['Reload', 'Quit'],
      defaultId: 0,
      cancelId: 0,
    })
    if (response === 0) window.webContents.reload()
    else app.quit()
  })
}

/** The page copies text to the clipboard; it needs no other permission, and no other page has any. */
export function denyPermissions(session: Session): void {
  const allowed = 'clipboard-sanitized-write'
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) => {
    decide(permission === allowed && isOwnPage(requestingUrl))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === allowed && isOwnPage(origin),
  )
  session.setDevicePermissionHandler(() => false)
}
