import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { channels } from '../src-main/desktop/bridge-channels.ts'
import type { MockLoopBridge } from './bridge.ts'

const bridge: MockLoopBridge = {
  kind: 'desktop',
  platform: process.platform,
  connect() {
    // One end goes to the engine, the other to the page: context isolation lets a port pass only so.
    const { port1, port2 } = new MessageChannel()
    ipcRenderer.postMessage(channels.connect, null, [port1])
    window.postMessage({ type: 'mockloop:port' }, window.location.origin, [port2])
  },
  pathForFile: (file) => webUtils.getPathForFile(file),
  chooseFiles: () => ipcRenderer.invoke(channels.chooseFiles),
  chooseExportTarget: (options) => ipcRenderer.invoke(channels.chooseExportTarget, options),
  openExternal: (url) => ipcRenderer.invoke(channels.openExternal, url),
  onCommand(listener) {
    const receive = (_event: unknown, command: string) => listener(command)
    ipcRenderer.on(channels.command, receive)
    return () => {
      ipcRenderer.removeListener(channels.command, receive)
    }
  },
  reportReady: () => ipcRenderer.send(channels.ready),
}

contextBridge.exposeInMainWorld('mockloop', bridge)
