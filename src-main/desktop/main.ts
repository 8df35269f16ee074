import { join, resolve } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
} from 'electron'
import { shippedFiles } from '#engine/shipped-files.ts'
import { defaultWorkspaceFolder } from '#engine/workspace/workspace-paths.ts'
import { startDesktop } from './start-desktop.ts'

/** The built file is `out/main/main.js`. */
const appFolder = resolve(import.meta.dirname, '..', '..')
/** What child processes and workers run must be real files, which an archive's are not. */
const unpackedFolder = appFolder.replace(/app\.asar$/, 'app.asar.unpacked')

// Not awaited: Electron becomes ready only when this module has been evaluated. What must come
// before that happens in the part of `startDesktop` that runs at once.
void startDesktop(
  {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    nativeTheme,
    protocol,
    screen,
    session,
    shell,
  },
  {
    workspaceFolder: resolve(defaultWorkspaceFolder(process.env)),
    shipped: shippedFiles(unpackedFolder, app.getVersion()),
    webUiFolder: join(appFolder, 'out', 'renderer'),
    preload: join(appFolder, 'out', 'preload', 'index.cjs'),
    // Unpackaged, Electron's own argument list has the app folder before ours.
    args: process.argv.slice(app.isPackaged ? 1 : 2),
  },
)
