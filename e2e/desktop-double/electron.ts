import { createAppDouble } from './app-double.ts'
import { createBrowserWindowDouble } from './browser-window-double.ts'
import { createControl } from './control.ts'
import { faithful } from './faithful.ts'
import { createIpcMainDouble } from './ipc-main-double.ts'
import { createNativeDoubles } from './native-doubles.ts'
import { createProtocolDouble } from './protocol-double.ts'

/** What `import … from 'electron'` gives the main process of the app when it runs on the double. */

const control = createControl()
const appDouble = createAppDouble(control)
const protocolDouble = createProtocolDouble(appDouble.isReady)
const ipcMainDouble = createIpcMainDouble()
const native = createNativeDoubles(control)

export const app = faithful('app', appDouble.app)
export const protocol = faithful('protocol', protocolDouble.protocol)
export const ipcMain = faithful('ipcMain', ipcMainDouble.ipcMain)
export const dialog = faithful('dialog', native.dialog)
export const shell = faithful('shell', native.shell)
export const Menu = faithful('Menu', native.Menu)
export const nativeTheme = faithful('nativeTheme', native.nativeTheme)
export const screen = faithful('screen', native.screen)
export const session = faithful('session', native.session)
export const BrowserWindow = createBrowserWindowDouble({
  control,
  app: appDouble,
  ipcMain: ipcMainDouble,
  protocol: protocolDouble,
  permissions: native.permissions,
})

appDouble.becomeReady()
