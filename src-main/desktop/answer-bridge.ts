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
  window: BrowserWindow,
): void {
  const handler = new RPCHandler(router)
  const isOurs = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent) =>
    sender === window.webContents &&
    senderFrame !== null &&
    senderFrame === window.webContents.mainFrame &&
    senderFrame.origin === appOrigin

  function answer<Result>(channel: string, verb: (argument: unknown) => Promise<Result>): void {
    ipcMain.handle(channel, (event, argument: unknown) => {
      if (!isOurs(event)) throw new Error('Only the page of this app may ask for this.')
      return verb(argument)
    })
  }

  ipcMain.on(channels.connect, (event) => {
    const [port] = event.ports
    if (!port || !isOurs(event)) return
    handler.upgrade(port)
    port.start()
  })
  ipcMain.on(channels.ready, (event) => {
    if (isOurs(event)) window.show()
  })

  answer(channels.chooseFiles, async () => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: 'Import API descriptions',
      properties: ['openFile', 'multiSelections'],
      filters: [
        { name: 'API descriptions', extensions: ['yaml', 'yml', 'json'] },
        { name: 'All files', extensions: ['*'] },
      ],
    })
    return filePaths
  })
  answer(channels.chooseExportTarget, async (argument) => {
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
  answer(channels.openExternal, async (argument) => {
    await openExternally(shell, z.string().parse(argument))
  })
}
