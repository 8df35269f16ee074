import { RPCHandler } from '@orpc/server/message-port'
import type {
  BrowserWindow,
  Dialog,
  IpcMain,
  IpcMainEvent,
  IpcMainInvokeEvent,
  Shell,
} from 'electron'
import { z } from 'zod'
import type { ContractRouter } from '#engine/contract-router.ts'
import { appOrigin } from './app-protocol.ts'
import { channels } from './bridge-channels.ts'
import type { MainWindow } from './main-window.ts'
import { openExternally } from './open-externally.ts'

const exportTargetSchema = z.object({
  as: z.enum(['folder', 'zip']),
  suggestedName: z.string().max(120),
})

/** Serves the contract on the ports that the page sends, and the few native verbs it asks for. */
export function answerBridge(
  {
    ipcMain,
    dialog,
    shell,
  }: { ipcMain: IpcMain; dialog: Dialog; shell: Pick<Shell, 'openExternal'> },
  router: ContractRouter,
  { current }: Pick<MainWindow, 'current'>,
): void {
  const handler = new RPCHandler(router)

  /** The window whose own page asks; null when anything else does. */
  function windowOf({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent) {
    const window = current()
    const isOurs =
      sender === window?.webContents &&
      senderFrame !== null &&
      senderFrame === window.webContents.mainFrame &&
      senderFrame.origin === appOrigin
    return isOurs ? window : null
  }

  function answer<Result>(
    channel: string,
    verb: (window: BrowserWindow, argument: unknown) => Promise<Result>,
  ): void {
    ipcMain.handle(channel, (event, argument: unknown) => {
      const window = windowOf(event)
      if (!window) throw new Error('Only the page of this app may ask for this.')
      return verb(window, argument)
    })
  }

  ipcMain.on(channels.connect, (event) => {
    const [port] = event.ports
    if (!port || !windowOf(event)) return
    handler.upgrade(port)
    port.start()
  })
  ipcMain.on(channels.ready, (event) => windowOf(event)?.show())

  answer(channels.chooseExportTarget, async (window, argument) => {
    const { as, suggestedName } = exportTargetSchema.parse(argument)
    const { filePath } = await dialog.showSaveDialog(window, {
      title:
        as === 'zip' ? 'Export the project as a ZIP file' : 'Export the project to a new folder',
      defaultPath: as === 'zip' ? `${suggestedName}.zip` : suggestedName,
      ...(as === 'zip' ? { filters: [{ name: 'ZIP file', extensions: ['zip'] }] } : {}),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    })
    return filePath || null
  })
  answer(channels.openExternal, async (_window, argument) => {
    await openExternally(shell, z.string().parse(argument))
  })
}
