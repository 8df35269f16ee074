export type WireData = { json: unknown } | { bytes: string }

export type FromPage =
  | { type: 'invoke'; channel: string; args: unknown[] }
  | { type: 'send'; channel: string; args: unknown[]; ports: number[] }
  | { type: 'port'; id: number; data: WireData }
  /** A document begins; the ports of the one before it are gone. */
  | { type: 'started' }
  /** The page wants another window. */
  | { type: 'open'; url: string }

export type ToPage =
  | { type: 'message'; channel: string; args: unknown[] }
  | { type: 'port'; id: number; data: WireData }

/** The built preload as a function: CommonJS, with the scope that Electron gives it. */
type RunPreload = (
  require: (name: string) => unknown,
  process: { platform: string },
  exports: object,
  module: object,
) => void

/** The script that runs in the page before its own ones. As text: the page's policy forbids making code there. */
export function createPageScript(preloadSource: string): string {
  return `(${runInPage})(function (require, process, exports, module) {${preloadSource}\n})`
}

/**
 * Gives the preload a `require` that knows `electron` and nothing else, as a sandboxed preload has
 * it. It travels as text, so it refers to nothing outside itself.
 */
function runInPage(runPreload: RunPreload): void {
  const send = Reflect.get(window, '__mockloopDoubleSend') as (
    message: FromPage,
  ) => Promise<unknown>
  const ports = new Map<number, MessagePort>()
  const listeners = new Map<string, Set<(event: unknown, ...args: unknown[]) => void>>()
  const pathsOfFiles = new Map<string, string>()
  let nextPort = 1

  const encode = (data: unknown): WireData => {
    if (typeof data === 'string') return { json: data }
    if (!(data instanceof ArrayBuffer) && !ArrayBuffer.isView(data)) {
      throw new Error('The ports of the desktop double carry text and bytes only.')
    }
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer)
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    return { bytes: btoa(binary) }
  }
  const decode = (data: WireData): unknown =>
    'bytes' in data
      ? Uint8Array.from(atob(data.bytes), (character) => character.charCodeAt(0))
      : data.json

  Reflect.set(window, '__mockloopDouble', (message: ToPage) => {
    if (message.type === 'port') ports.get(message.id)?.postMessage(decode(message.data))
    else for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.args)
  })
  void send({ type: 'started' })
  // A test tells where the files are that it drops: a page cannot know.
  Reflect.set(window, '__mockloopDoublePaths', pathsOfFiles)

  const openWindow = (url: string) =>
    void send({ type: 'open', url: new URL(url, location.href).href })
  window.open = (url = 'about:blank') => {
    openWindow(String(url))
    return null
  }
  window.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[target]') : null
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return
    event.preventDefault()
    openWindow(link.href)
  })

  const electron = {
    contextBridge: {
      exposeInMainWorld(name: string, api: Record<string, unknown>) {
        for (const [member, value] of Object.entries(api)) {
          // What is no function passes into the page as a clone, or not at all.
          if (typeof value !== 'function') structuredClone({ [member]: value })
        }
        Object.defineProperty(window, name, { value: Object.freeze({ ...api }) })
      },
    },
    ipcRenderer: {
      invoke: (channel: string, ...args: unknown[]) =>
        send({ type: 'invoke', channel, args: structuredClone(args) }),
      send(channel: string, ...args: unknown[]) {
        void send({ type: 'send', channel, args: structuredClone(args), ports: [] })
      },
      postMessage(channel: string, message: unknown, transfer: MessagePort[] = []) {
        const ids = transfer.map((port) => {
          const id = nextPort++
          ports.set(id, port)
          port.onmessage = ({ data }) => void send({ type: 'port', id, data: encode(data) })
          return id
        })
        void send({ type: 'send', channel, args: [structuredClone(message)], ports: ids })
      },
      on(channel: string, listener: (event: unknown, ...args: unknown[]) => void) {
        const all = listeners.get(channel) ?? new Set()
        listeners.set(channel, all.add(listener))
      },
      removeListener(channel: string, listener: (event: unknown, ...args: unknown[]) => void) {
        listeners.get(channel)?.delete(listener)
      },
    },
    webUtils: {
      getPathForFile(file: File) {
        if (!(file instanceof File)) throw new TypeError('getPathForFile takes a File.')
        return pathsOfFiles.get(file.name) ?? ''
      },
    },
  }
  const requireElectron = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}.`)
    return electron
  }
  const process = { platform: 'linux' }
  runPreload(requireElectron, process, {}, { exports: {} })
}
