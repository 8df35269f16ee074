import type { Admission } from './host.ts'

const STORAGE_KEY = 'mockloop.session'

interface WebSessionParts {
  location: Pick<Location, 'hash' | 'pathname' | 'search'>
  history: Pick<History, 'replaceState'>
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** POSTs the one-time token to `/session`. */
  exchange: (token: string) => Promise<Response>
}

/** The one-time token of an address fragment such as `#token=abc`, or null. */
export function tokenOfHash(hash: string): string | null {
  const match = /^#\/?token=([^&]+)$/.exec(hash)
  return match?.[1] ? decodeURIComponent(match[1]) : null
}

/**
 * The page's permission to talk to the engine. The one-time token of the address is removed from it
 * before anything else and traded for a bearer, which lives as long as the browser tab.
 */
export function createWebSession({ location, history, storage, exchange }: WebSessionParts) {
  async function admit(token: string): Promise<Admission> {
    const response = await exchange(token).catch(() => null)
    if (!response) return 'unreachable'
    if (!response.ok) return response.status >= 500 ? 'unreachable' : 'refused'
    const answer: unknown = await response.json().catch(() => null)
    if (typeof answer !== 'object' || answer === null || !('token' in answer)) return 'refused'
    storage.setItem(STORAGE_KEY, String(answer.token))
    return 'open'
  }

  async function openOnce(): Promise<Admission> {
    const token = tokenOfHash(location.hash)
    if (token) {
      history.replaceState(null, '', `${location.pathname}${location.search}#/`)
      const admission = await admit(token)
      if (admission !== 'refused') return admission
      // A used link is no reason to end a session that this tab already has.
      return storage.getItem(STORAGE_KEY) ? 'open' : 'refused'
    }
    return storage.getItem(STORAGE_KEY) ? 'open' : 'missing'
  }

  // A token works once: whoever asks while it is being traded gets the same answer.
  let pending: Promise<Admission> | null = null

  return {
    bearer: () => storage.getItem(STORAGE_KEY),
    forget: () => storage.removeItem(STORAGE_KEY),
    open(): Promise<Admission> {
      pending ??= openOnce().finally(() => {
        pending = null
      })
      return pending
    },
  }
}
