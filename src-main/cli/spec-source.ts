import { resolve } from 'node:path'
import type { SpecSource } from '#contract/spec-source.ts'

/** What an argument that names a spec means: an http(s) address, or else a file. */
export function specSource(argument: string): SpecSource {
  return /^https?:\/\//.test(argument)
    ? { from: 'url', url: argument }
    : { from: 'path', path: resolve(argument) }
}
