import { spawn } from 'node:child_process'

/** Asks the system to open an address in the browser. Where there is none, the printed link remains. */
export function openInBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url]
  if (!command) return
  const opener = spawn(command, args, { stdio: 'ignore', detached: true })
  opener.once('error', () => {})
  opener.unref()
}
