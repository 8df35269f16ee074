import { readFileSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'

/**
 * Adds a key that was given as an option: as it is, or `@file` for one that is in a file, where other users of the machine
 * do not see it among the processes.
 */
export function collectKey(text: string, before: readonly string[] = []): string[] {
  const key = text.startsWith('@') ? readKeyFile(text.slice(1)) : text
  if (key === '') throw new InvalidArgumentError('A key cannot be empty.')
  return [...before, key]
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new InvalidArgumentError(`The key cannot be read: ${why}.`)
  }
}
