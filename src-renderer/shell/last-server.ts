const STORAGE_KEY = 'mockloop.last-server'

/** Remembers which server was shown last, for the next start. */
export const lastServerId = {
  read: (): string | null => window.localStorage.getItem(STORAGE_KEY),
  write: (serverId: string): void => window.localStorage.setItem(STORAGE_KEY, serverId),
}
