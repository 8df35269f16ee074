import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindowConstructorOptions } from 'electron'
import { type BrowserContext, chromium, type Page, type Route } from 'playwright'
import { chromiumArgs, findChromium } from '../../scripts/find-chromium.ts'
import type { AppDouble } from './app-double.ts'
import type { Control } from './control.ts'
import { createEvent, faithful, onlyEvents } from './faithful.ts'
import type { IpcMainDouble } from './ipc-main-double.ts'
import { connectPage, type PageLink } from './page-link.ts'
import type { ProtocolDouble } from './protocol-double.ts'
import { requireKnownOptions } from './window-options.ts'

interface Parts {
  control: Control
  app: AppDouble
  ipcMain: IpcMainDouble
  protocol: ProtocolDouble
  /** Chromium's names of what the app grants a page of this origin. */
  permissions(origin: string): string[]
}

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

/** `BrowserWindow`: a page of a real Chromium that a test can drive as well. */
export function createBrowserWindowDouble(parts: Parts) {
  return class BrowserWindowDouble extends EventEmitter {
    readonly webContents: object
    readonly #contents: EventEmitter
    readonly #options: BrowserWindowConstructorOptions
    readonly #mainFrame = { origin: 'null' }
    #link: PageLink | null = null
    #context: BrowserContext | null = null
    #page: Page | null = null
    #mayOpenWindow: WindowOpenHandler | null = null
    /** The address that the app itself loads: such a navigation is not asked about. */
    #ownNavigation: string | null = null
    #destroyed = false
    #visible = false
    #maximized = false

    constructor(options: BrowserWindowConstructorOptions) {
      super()
      if (!parts.app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
      requireKnownOptions(options)
      onlyEvents('BrowserWindow', this, ['ready-to-show', 'close', 'closed'])
      this.#options = options
      const contents = onlyEvents('webContents', new EventEmitter(), [
        'will-navigate',
        'will-redirect',
        'will-attach-webview',
        'render-process-gone',
      ])
      this.#contents = contents
      this.webContents = faithful(
        'webContents',
        Object.assign(contents, {
          mainFrame: this.#mainFrame,
          setWindowOpenHandler: (handler: WindowOpenHandler) => {
            this.#mayOpenWindow = handler
          },
          send: (channel: string, ...args: unknown[]) => {
            this.#requireAlive()
            this.#link?.send(channel, args)
          },
          reload: () => void this.#reload(),
        }),
      )
      parts.control.on((message) => {
        if (this.#destroyed) return
        if (message.type === 'closeWindow') void this.#close()
        if (message.type === 'crashPage') {
          contents.emit('render-process-gone', createEvent(), { reason: 'crashed', exitCode: 5 })
        }
      })
      // biome-ignore lint/correctness/noConstructorReturn: a window must be as loud as every other double.
      return faithful('BrowserWindow', this)
    }

    async loadURL(url: string): Promise<void> {
      this.#requireAlive()
      const executablePath = findChromium() ?? undefined
      const { width = 1280, height = 820 } = this.#options
      const profile = await mkdtemp(join(tmpdir(), 'mockloop-profile-'))
      const pageUrl = parts.protocol.toPageUrl(url)
      this.#mainFrame.origin = parts.protocol.toAppOrigin(pageUrl)
      // The default context: only its pages are seen by a second program that drives this Chromium.
      const context = await chromium.launchPersistentContext(profile, {
        ...(executablePath ? { executablePath } : {}),
        args: [...chromiumArgs, '--remote-debugging-port=0'],
        viewport: { width, height },
        permissions: parts.permissions(this.#mainFrame.origin),
      })
      this.#context = context
      parts.app.onExit(async () => {
        // The test, which drives the same Chromium, may have closed it.
        await context.close().catch(() => {})
        // Chromium's helpers write to the profile for a moment after the browser has gone.
        await rm(profile, { recursive: true, force: true, maxRetries: 10 })
      })
      const page = context.pages()[0] ?? (await context.newPage())
      this.#page = page
      await page.route('**/*', (route) => this.#serve(route, page))
      this.#link = await connectPage(page, {
        preload: readFileSync(this.#options.webPreferences?.preload ?? '', 'utf8'),
        ipcMain: parts.ipcMain,
        createEvent: (ports) => ({
          sender: this.webContents,
          senderFrame: this.#mainFrame,
          ports,
        }),
        openWindow: (wanted) => this.#openWindow(wanted),
      })
      this.#ownNavigation = pageUrl
      await page.goto(pageUrl)
      this.emit('ready-to-show')
      parts.control.report({ type: 'window', endpoint: await debuggingEndpoint(profile) })
    }

    async #reload(): Promise<void> {
      this.#ownNavigation = this.#page?.url().replace(/#.*/, '') ?? null
      await this.#page?.reload()
    }

    /** Every request of the page goes to the handler of the app; there is no network. */
    async #serve(route: Route, page: Page): Promise<void> {
      const request = route.request()
      if (request.isNavigationRequest() && !this.#mayNavigate(request.url(), page)) {
        return route.abort('aborted')
      }
      const response = await parts.protocol.respond(request.url(), request.method())
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      })
    }

    /** Asks the listeners of `will-navigate`, unless it was the app that loaded the address. */
    #mayNavigate(pageUrl: string, page: Page): boolean {
      if (pageUrl === this.#ownNavigation) {
        this.#ownNavigation = null
        return true
      }
      const event = createEvent({
        url: parts.protocol.toAppUrl(pageUrl),
        isSameDocument: false,
        isMainFrame: true,
        frame: page.isClosed() ? null : this.#mainFrame,
      })
      this.#contents.emit('will-navigate', event)
      parts.control.report({
        type: 'called',
        api: 'will-navigate',
        argument: { url: event.url, prevented: event.defaultPrevented },
      })
      return !event.defaultPrevented
    }

    #openWindow(url: string): void {
      if (this.#mayOpenWindow?.({ url }).action !== 'deny') {
        throw new Error('The desktop double has no second window.')
      }
    }

    async #close(): Promise<void> {
      const event = createEvent()
      this.emit('close', event)
      if (event.defaultPrevented) return
      this.#destroyed = true
      await this.#context?.close()
      this.#context = null
      this.emit('closed')
      parts.app.windowsClosed()
    }

    #requireAlive(): void {
      if (this.#destroyed) throw new TypeError('Object has been destroyed')
    }

    isDestroyed(): boolean {
      return this.#destroyed
    }

    show(): void {
      this.#requireAlive()
      this.#visible = true
    }

    isVisible(): boolean {
      this.#requireAlive()
      return this.#visible
    }

    maximize(): void {
      this.#requireAlive()
      this.#maximized = true
    }

    isMaximized(): boolean {
      this.#requireAlive()
      return this.#maximized
    }

    isMinimized(): boolean {
      this.#requireAlive()
      return false
    }

    restore(): void {
      this.#requireAlive()
    }

    focus(): void {
      this.#requireAlive()
      parts.control.report({ type: 'called', api: 'BrowserWindow.focus', argument: null })
    }

    getNormalBounds() {
      this.#requireAlive()
      const { width = 1280, height = 820, x = 0, y = 0 } = this.#options
      return { x, y, width, height }
    }
  }
}

/** Chromium chooses the port itself, so that windows side by side never share one, and notes it in its profile. */
async function debuggingEndpoint(profile: string): Promise<string> {
  const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')
  return `http://127.0.0.1:${port}`
}
