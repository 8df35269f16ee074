import { spawnSync } from 'node:child_process'

/**
 * Installs a package through `apt-get`, as root or by `sudo` without a password. Where neither works
 * nothing is thrown: the caller looks for what it needs and says what is missing.
 */
export function installDebianPackage(name: string): void {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  for (const args of [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', name],
  ]) {
    const [command = '', ...rest] = [...asRoot, ...args]
    spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
}
