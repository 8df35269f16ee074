import type { BrowserWindow, Screen, Session, Shell } from 'electron'
import { appOrigin } from './app-protocol.ts'
import { openExternally } from './open-externally.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

export interface MainWindowParts {
  BrowserWindow: typeof BrowserWindow
  screen: Pick<Screen, 'getAllDisplays'>
  shell: Pick<Shell, 'openExternal'>
}

/**
 * Opens the one window, where it was last; it becomes visible when its page has something to show.
 * `prepare` runs before the page is loaded, so that whatever the page asks for is there.
 */
export async function openMainWindow(
  { BrowserWindow, screen, shell }: MainWindowParts,
  files: { preload: string; state: string },
  prepare: (window: BrowserWindow) => void,
): Promise<BrowserWindow> {
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea)
  const state = await readWindowState(files.state, displays)
  const window = new BrowserWindow({
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
  window.on('close', () => {
    const bounds = window.getNormalBounds()
    void writeWindowState(files.state, { ...bounds, maximized: window.isMaximized() }).catch(
      // The place of a window is a convenience; quitting must not fail for it.
      () => {},
    )
  })
  keepToOwnPage(window, shell)
  prepare(window)
  await window.loadURL(`${appOrigin}/`)
  return window
}

/** The window shows our page and no other; links go to the browser. */
function keepToOwnPage(window: BrowserWindow, shell: Pick<Shell, 'openExternal'>): void {
  window.webContents.setWindowOpenHandler(({ url }) => {
    void openExternally(shell, url)
    return { action: 'deny' }
  })
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  window.webContents.on('will-redirect', (event) => event.preventDefault())
  window.webContents.on('will-attach-webview', (event) => event.preventDefault())
}

/** The page copies text to the clipboard; it needs no other permission. */
export function denyPermissions(session: Session): void {
  const allowed = 'clipboard-sanitized-write'
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    decide(permission === allowed)
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin) =>
      permission === allowed && origin.replace(/\/$/, '') === appOrigin,
  )
  session.setDevicePermissionHandler(() => false)
}
