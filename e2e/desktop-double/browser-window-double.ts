import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindowConstructorOptions } from 'electron'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { chromiumArgs, findChromium } from '../../scripts/find-chromium.ts'
import type { AppDouble } from './app-double.ts'
import type { Control } from './control.ts'
import { faithful } from './faithful.ts'
import type { IpcMainDouble } from './ipc-main-double.ts'
import { connectPage, type PageLink } from './page-link.ts'
import type { ProtocolDouble } from './protocol-double.ts'

interface Parts {
  control: Control
  app: AppDouble
  ipcMain: IpcMainDouble
  protocol: ProtocolDouble
  permissions(): string[]
}

/** `BrowserWindow`: a page of a real Chromium that a test can drive as well. */
export function createBrowserWindowDouble(parts: Parts) {
  return class BrowserWindowDouble extends EventEmitter {
    readonly webContents: object
    readonly #options: BrowserWindowConstructorOptions
    readonly #mainFrame = { origin: 'null' }
    #link: PageLink | null = null
    #context: BrowserContext | null = null
    #visible = false
    #maximized = false

    constructor(options: BrowserWindowConstructorOptions) {
      super()
      requireHardening(options)
      this.#options = options
      const contents = Object.assign(new EventEmitter(), {
        mainFrame: this.#mainFrame,
        setWindowOpenHandler: () => {},
        send: (channel: string, ...args: unknown[]) => this.#link?.send(channel, args),
      })
      this.webContents = faithful('webContents', contents)
      parts.control.on(({ type }) => {
        if (type === 'closeWindow') void this.#close()
      })
      // biome-ignore lint/correctness/noConstructorReturn: a window must be as loud as every other double.
      return faithful('BrowserWindow', this)
    }

    async loadURL(url: string): Promise<void> {
      const executablePath = findChromium() ?? undefined
      const { width = 1280, height = 820 } = this.#options
      const profile = await mkdtemp(join(tmpdir(), 'mockloop-profile-'))
      // The default context: only its pages are seen by a second program that drives this Chromium.
      const context = await chromium.launchPersistentContext(profile, {
        ...(executablePath ? { executablePath } : {}),
        args: [...chromiumArgs, '--remote-debugging-port=0'],
        viewport: { width, height },
        permissions: parts.permissions(),
      })
      this.#context = context
      parts.app.onExit(async () => {
        await context.close()
        // Chromium's helpers write to the profile for a moment after the browser has gone.
        await rm(profile, { recursive: true, force: true, maxRetries: 10 })
      })
      const page = context.pages()[0] ?? (await context.newPage())
      await this.#serve(page)
      const pageUrl = parts.protocol.toPageUrl(url)
      this.#mainFrame.origin = parts.protocol.toAppOrigin(pageUrl)
      this.#link = await connectPage(page, {
        preload: readFileSync(this.#options.webPreferences?.preload ?? '', 'utf8'),
        ipcMain: parts.ipcMain,
        createEvent: (ports) => ({
          sender: this.webContents,
          senderFrame: this.#mainFrame,
          ports,
        }),
      })
      await page.goto(pageUrl)
      this.emit('ready-to-show')
      parts.control.report({ type: 'window', endpoint: await debuggingEndpoint(profile) })
    }

    /** Every request of the page goes to the handler of the app; there is no network. */
    async #serve(page: Page): Promise<void> {
      await page.route('**/*', async (route) => {
        const response = await parts.protocol.respond(
          route.request().url(),
          route.request().method(),
        )
        await route.fulfill({
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: Buffer.from(await response.arrayBuffer()),
        })
      })
    }

    async #close(): Promise<void> {
      this.emit('close')
      await this.#context?.close()
      this.#context = null
      parts.app.windowsClosed()
    }

    show(): void {
      this.#visible = true
    }

    isVisible(): boolean {
      return this.#visible
    }

    maximize(): void {
      this.#maximized = true
    }

    isMaximized(): boolean {
      return this.#maximized
    }

    isMinimized(): boolean {
      return false
    }

    restore(): void {}

    focus(): void {}

    getNormalBounds() {
      const { width = 1280, height = 820, x = 0, y = 0 } = this.#options
      return { x, y, width, height }
    }
  }
}

/** The settings without which a page could reach Node. */
function requireHardening({ webPreferences = {} }: BrowserWindowConstructorOptions): void {
  const { sandbox, contextIsolation, nodeIntegration } = webPreferences
  if (!sandbox || !contextIsolation || nodeIntegration !== false) {
    throw new Error('The window must be sandboxed, isolated and without Node.')
  }
}

/** Chromium chooses the port itself, so that windows side by side never share one, and notes it in its profile. */
async function debuggingEndpoint(profile: string): Promise<string> {
  const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')
  return `http://127.0.0.1:${port}`
}
