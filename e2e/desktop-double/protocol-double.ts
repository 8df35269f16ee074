type Handler = (request: Request) => Response | Promise<Response>

interface Privileged {
  scheme: string
  privileges?: { standard?: boolean; secure?: boolean }
}

/**
 * `protocol`. Chromium without Electron does not load unknown schemes, so the window shows
 * `app://host/path` as `http://host.app.localhost/path`: a secure origin of its own as well.
 */
export function createProtocolDouble(isReady: () => boolean) {
  const privileged = new Map<string, Privileged>()
  const handlers = new Map<string, Handler>()

  return {
    protocol: {
      registerSchemesAsPrivileged(schemes: Privileged[]) {
        if (isReady()) throw new Error('Schemes must be registered before the app is ready.')
        if (privileged.size > 0) throw new Error('Schemes can be registered only once.')
        for (const scheme of schemes) privileged.set(scheme.scheme, scheme)
      },
      handle(scheme: string, handler: Handler) {
        if (!isReady()) throw new Error('Protocols can be handled only when the app is ready.')
        if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} is handled already.`)
        if (!privileged.get(scheme)?.privileges?.standard) {
          throw new Error(`The scheme ${scheme} was not registered as standard before ready.`)
        }
        handlers.set(scheme, handler)
      },
    },

    /** The address under which Chromium can load an address of a registered scheme. */
    toPageUrl(url: string): string {
      const { protocol, host, pathname, search, hash } = new URL(url)
      return `http://${host}.${protocol.slice(0, -1)}.localhost${pathname}${search}${hash}`
    },

    /** The origin that Electron would report for a page. */
    toAppOrigin(pageUrl: string): string {
      const { hostname } = new URL(pageUrl)
      const [, host, scheme] = /^(.+)\.([a-z]+)\.localhost$/.exec(hostname) ?? []
      return host && scheme ? `${scheme}://${host}` : 'null'
    },

    /** The address that Electron would report for what a page loads. */
    toAppUrl(pageUrl: string): string {
      const origin = this.toAppOrigin(pageUrl)
      if (origin === 'null') return pageUrl
      const { pathname, search, hash } = new URL(pageUrl)
      return `${origin}${pathname}${search}${hash}`
    },

    /** Asks the handler that the app registered. */
    async respond(pageUrl: string, method: string): Promise<Response> {
      const origin = this.toAppOrigin(pageUrl)
      const handler = handlers.get(origin.split(':')[0] ?? '')
      if (!handler) return new Response('No handler', { status: 502 })
      const { pathname, search } = new URL(pageUrl)
      return handler(new Request(`${origin}${pathname}${search}`, { method }))
    },
  }
}

export type ProtocolDouble = ReturnType<typeof createProtocolDouble>
