import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { BrowserWindowConstructorOptions } from 'electron'

const windowOptions = [
  'x',
  'y',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'show',
  'title',
  'webPreferences',
]
const webPreferenceNames = ['preload', 'sandbox', 'contextIsolation', 'nodeIntegration']

/** Refuses options whose effect the double does not have, and a window from which a page could reach Node. */
export function requireKnownOptions(options: BrowserWindowConstructorOptions): void {
  const { webPreferences = {} } = options
  const unknown = [
    ...Object.keys(options).filter((name) => !windowOptions.includes(name)),
    ...Object.keys(webPreferences).filter((name) => !webPreferenceNames.includes(name)),
  ]
  if (unknown.length > 0) {
    throw new Error(`The desktop double knows no window option ${unknown.join(', ')}.`)
  }
  const { sandbox, contextIsolation, nodeIntegration, preload = '' } = webPreferences
  if (!sandbox || !contextIsolation || nodeIntegration !== false) {
    throw new Error('The window must be sandboxed, isolated and without Node.')
  }
  if (!isAbsolute(preload) || !existsSync(preload)) {
    throw new Error(`Unable to load preload script: ${preload}`)
  }
}
