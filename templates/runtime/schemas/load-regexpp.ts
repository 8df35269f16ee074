import { createRequire } from 'node:module'

type Package = typeof import('@eslint-community/regexpp')

const load = createRequire(import.meta.url)

/** Loads the parser of patterns when the first one is looked at: a server starts without it. */
export function loadRegExpParser(): Package['RegExpParser'] {
  // A package of known version: the module has this export.
  return (load('@eslint-community/regexpp') as Package).RegExpParser
}
