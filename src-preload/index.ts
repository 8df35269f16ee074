import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { channels } from '../src-main/desktop/bridge-channels.ts'
import type { MockLoopBridge } from './bridge.ts'

/** Passes what main sends on, without the event: it would give the page a hold on `ipcRenderer`. */
function listenTo(channel: string, listener: (text: string) => void): () => void {
  const receive = (_event: unknown, text: string) => listener(text)
  ipcRenderer.on(channel, receive)
  return () => {
    ipcRenderer.removeListener(channel, receive)
  }
}

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
  chooseExportTarget: (options) => ipcRenderer.invoke(channels.chooseExportTarget, options),
  openExternal: (url) => ipcRenderer.invoke(channels.openExternal, url),
  onCommand: (listener) => listenTo(channels.command, listener),
  onShowServer: (listener) => listenTo(channels.showServer, listener),
  reportReady: () => ipcRenderer.send(channels.ready),
}

contextBridge.exposeInMainWorld('mockloop', bridge)
