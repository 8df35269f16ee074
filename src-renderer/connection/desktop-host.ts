import { RPCLink } from '@orpc/client/message-port'
import type { MockLoopBridge } from '../../src-preload/bridge.ts'
import type { EngineLink, Host } from './host.ts'

/** Asks the preload for a port and waits until it arrives. */
function receivePort(bridge: MockLoopBridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    function accept(event: MessageEvent): void {
      if (event.source !== window || event.data?.type !== 'mockloop:port') return
      const port = event.ports[0]
      if (!port) return
      window.removeEventListener('message', accept)
      resolve(port)
    }
    window.addEventListener('message', accept)
    bridge.connect()
  })
}

/** A link that opens its port at the first call, and a new one when the port was closed. */
function createPortLink(bridge: MockLoopBridge): EngineLink {
  let current: Promise<EngineLink> | null = null

  async function openLink(): Promise<EngineLink> {
    const port = await receivePort(bridge)
    port.addEventListener('close', () => {
      current = null
    })
    port.start()
    return new RPCLink({ port })
  }

  return {
    async call(path, input, options) {
      current ??= openLink()
      const link = await current
      return await link.call(path, input, options)
    },
  }
}

/** The host of the Electron window. */
export function createDesktopHost(bridge: MockLoopBridge): Host {
  return {
    kind: 'desktop',
    platform: bridge.platform,
    link: createPortLink(bridge),
    open: async () => 'open',
    // A port is either there or closed; it is never refused.
    onRefused: () => () => undefined,
    pathForFile: (file) => bridge.pathForFile(file),
    chooseExportTarget: (options) => bridge.chooseExportTarget(options),
    openExternal: (url) => bridge.openExternal(url),
    onCommand: (listener) => bridge.onCommand(listener),
    onShowServer: (listener) => bridge.onShowServer(listener),
    reportReady: () => bridge.reportReady?.(),
  }
}
