import type { ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import type { ControlMessage, ControlReport } from '../desktop-double/control.ts'

export const rootFolder = resolve(import.meta.dirname, '..', '..')
export const cliFile = resolve(rootFolder, 'out', 'cli', 'mockloop.js')

/** The app as a user has it before them, whichever host it runs on. */
export interface AppHost {
  kind: 'web' | 'desktop'
  page: Page
  workspace: string
  /** The process that runs the engine. */
  process: ChildProcess
  /** Drops files on the window as from a file manager. */
  dropFiles(paths: string[]): Promise<void>
  /** Native side of the desktop app; null on the web. */
  desktop: DesktopHost | null
}

export interface DesktopHost {
  send(message: ControlMessage): void
  /** What was asked of native parts so far. */
  calls(): Extract<ControlReport, { type: 'called' }>[]
}

/** Resolves when the process has ended, with its code. */
export function waitForExit(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code))
  })
}
