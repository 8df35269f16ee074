import type { Protocol } from 'electron'
import { readWebUiFile } from '../http/web-ui.ts'

/** The page's own scheme: a real origin with a policy of its own, which `file:` has not. */
const scheme = 'app'
export const appOrigin = `${scheme}://mockloop`

/** Must be called before the app is ready. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** Serves the built web UI, and nothing else, at `app://mockloop/`. */
export function handleAppScheme(protocol: Pick<Protocol, 'handle'>, webUiFolder: string): void {
  protocol.handle(scheme, async (request) => {
    const { host, pathname } = new URL(request.url)
    const file =
      request.method === 'GET' && `${scheme}://${host}` === appOrigin
        ? await readWebUiFile(webUiFolder, pathname)
        : null
    return file
      ? new Response(file.content, { headers: file.headers })
      : new Response('Not found', { status: 404 })
  })
}
