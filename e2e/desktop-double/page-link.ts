import { EventEmitter } from 'node:events'
import type { Page } from 'playwright'
import { onlyEvents } from './faithful.ts'
import type { IpcMainDouble } from './ipc-main-double.ts'
import { createPageScript, type FromPage, type ToPage, type WireData } from './page-script.ts'

/** What connects the page with the main process: messages, calls, and ports in both directions. */
export interface PageLink {
  send(channel: string, args: unknown[]): void
}

export interface PageLinkOptions {
  /** Source of the built preload. */
  preload: string
  ipcMain: IpcMainDouble
  createEvent(ports: unknown[]): object
  /** The page wants another window for this address. */
  openWindow(url: string): void
}

/** Runs the preload before every page's own scripts and carries what passes between both sides. */
export async function connectPage(page: Page, options: PageLinkOptions): Promise<PageLink> {
  const ports = new Map<number, PortDouble>()
  // One message after the other: a port keeps the order in which it was posted to.
  let queue: Promise<unknown> = Promise.resolve()

  function toPage(message: ToPage): void {
    queue = queue
      .then(() =>
        page.evaluate((received) => {
          // Put there by the page script.
          const receive = Reflect.get(window, '__mockloopDouble') as (message: unknown) => void
          receive(received)
        }, message),
      )
      .catch(() => {
        // The page is closing; nobody is left to receive.
      })
  }

  await page.exposeBinding('__mockloopDoubleSend', async (_source, message: FromPage) => {
    switch (message.type) {
      case 'invoke':
        return options.ipcMain.invoke(message.channel, options.createEvent([]), message.args)
      case 'send': {
        const sent = message.ports.map((id) => {
          const port = new PortDouble((data) => toPage({ type: 'port', id, data: encode(data) }))
          ports.set(id, port)
          return port
        })
        return options.ipcMain.receive(message.channel, options.createEvent(sent), message.args)
      }
      case 'started':
        for (const port of ports.values()) port.end()
        return ports.clear()
      case 'open':
        return options.openWindow(message.url)
      case 'port':
        return ports.get(message.id)?.receive(decode(message.data))
    }
  })
  await page.addInitScript({ content: createPageScript(options.preload) })
  return { send: (channel, args) => toPage({ type: 'message', channel, args }) }
}

/** `MessagePortMain`: holds messages back until it is started, and copies what it passes on. */
class PortDouble extends EventEmitter {
  readonly #post: (data: unknown) => void
  #waiting: unknown[] | null = []
  #ended = false

  constructor(post: (data: unknown) => void) {
    super()
    onlyEvents('MessagePortMain', this, ['message', 'close'])
    this.#post = post
  }

  start(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const data of waiting) this.receive(data)
  }

  postMessage(data: unknown): void {
    const copy = structuredClone(data)
    if (!this.#ended) this.#post(copy)
  }

  receive(data: unknown): void {
    if (this.#waiting) this.#waiting.push(data)
    else this.emit('message', { data, ports: [] })
  }

  /** The other end is gone. */
  end(): void {
    this.#ended = true
    this.emit('close')
  }

  close(): void {
    this.end()
  }
}

/** Between Node and Chromium only JSON travels: bytes go as base64. */
function encode(data: unknown): WireData {
  if (data instanceof ArrayBuffer) return { bytes: Buffer.from(data).toString('base64') }
  if (ArrayBuffer.isView(data)) {
    const { buffer, byteOffset, byteLength } = data
    return { bytes: Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('base64') }
  }
  if (typeof data !== 'string') {
    throw new Error('The ports of the desktop double carry text and bytes only.')
  }
  return { json: data }
}

function decode(data: WireData): unknown {
  return 'bytes' in data ? new Uint8Array(Buffer.from(data.bytes, 'base64')) : data.json
}
