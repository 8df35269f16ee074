import type { LogStore, LogStoreOptions } from './log-store.ts'
import { openSqljsStore } from './sqljs/sqljs-store.ts'

/** Where the request log can be kept; each opens a store that follows the journal. */
export const storageBackends = {
  sqljs: openSqljsStore,
} satisfies Record<string, (options: LogStoreOptions) => Promise<LogStore>>

export type StorageBackend = keyof typeof storageBackends
