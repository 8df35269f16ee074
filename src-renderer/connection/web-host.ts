import { RPCLink } from '@orpc/client/fetch'
import type { Host } from './host.ts'
import { createWebSession, tokenOfHash } from './web-session.ts'

/** The host of a browser tab: calls go to `/rpc` of the origin that served the page. */
export function createWebHost(): Host {
  const refusalListeners = new Set<() => void>()
  const session = createWebSession({
    location: window.location,
    history: window.history,
    storage: window.sessionStorage,
    exchange: (token) =>
      fetch('/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      }),
  })

  // A fresh link pasted into this tab changes the fragment only, which loads nothing by itself.
  window.addEventListener('hashchange', () => {
    if (tokenOfHash(window.location.hash)) window.location.reload()
  })

  const link = new RPCLink({
    url: `${window.location.origin}/rpc`,
    headers: () => ({ authorization: `Bearer ${session.bearer() ?? ''}` }),
    async fetch(request, init) {
      const response = await fetch(request, init)
      if (response.status === 401) {
        session.forget()
        for (const listener of refusalListeners) listener()
      }
      return response
    },
  })

  return {
    kind: 'web',
    platform: /mac/i.test(navigator.userAgent) ? 'darwin' : 'other',
    link,
    open: () => session.open(),
    onRefused(listener) {
      refusalListeners.add(listener)
      return () => refusalListeners.delete(listener)
    },
    pathForFile: null,
    chooseExportTarget: null,
    async openExternal(url) {
      window.open(url, '_blank', 'noopener,noreferrer')
    },
    onCommand: () => () => undefined,
    onShowServer: () => () => undefined,
    reportReady: () => undefined,
  }
}
