import { existsSync } from 'node:fs'
import { installDebianPackage } from './install-debian-package.ts'

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * For a headless Chromium that may run as root and should not look for other servers than ours:
 * the sandbox does not work as root, the rest would only try the network.
 */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Path of a Chromium to drive: `CHROMIUM_PATH`, else an installed one; null when there is none. */
export function findChromium(): string | null {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen) return chosen
  return candidates.find((path) => existsSync(path)) ?? null
}

/** Like `findChromium`, but installs Debian's package where none is found and that is possible. */
export function obtainChromium(): string {
  const found = findChromium()
  if (found) return found
  process.stdout.write('No Chromium found: installing the Debian package.\n')
  installDebianPackage('chromium')
  const installed = findChromium()
  if (installed) return installed
  throw new Error(
    'No Chromium could be found or installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one.',
  )
}
