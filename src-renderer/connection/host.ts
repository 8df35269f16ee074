import type { ClientLink } from '@orpc/client'
import type { ExportTargetOptions } from '../../src-preload/bridge.ts'

/** Calls need no context of their own: the link carries the credential. */
export type EngineLink = ClientLink<Record<never, never>>

/**
 * Whether the engine lets this page in. `missing`: the page was opened without a one-time link;
 * `refused`: the link or the session is no longer valid; `unreachable`: nothing answers.
 */
export type Admission = 'open' | 'missing' | 'refused' | 'unreachable'

/**
 * Where the page runs and what differs there. Verbs that only one host has are null elsewhere,
 * so that a feature asks for the ability and never for the host.
 */
export interface Host {
  readonly kind: 'desktop' | 'web'
  /** `darwin`, `win32`, `linux` … as far as it is known. */
  readonly platform: string
  readonly link: EngineLink
  /** Gets the page admitted; safe to call again. */
  open(): Promise<Admission>
  /** Tells when a session that was open is refused later on; answers a function that ends it. */
  onRefused(listener: () => void): () => void
  /** Path of a file on the machine of the engine. */
  readonly pathForFile: ((file: File) => string) | null
  /** Native save dialog for an export; null as its answer means cancelled. */
  readonly chooseExportTarget: ((options: ExportTargetOptions) => Promise<string | null>) | null
  openExternal(url: string): Promise<void>
  /** Commands of the native menu, by the ids of the command registry. */
  onCommand(listener: (command: string) => void): () => void
  /** Servers to show, by their ids, when the system handed over their specs. */
  onShowServer(listener: (serverId: string) => void): () => void
  /** The first screen is on display. */
  reportReady(): void
}
