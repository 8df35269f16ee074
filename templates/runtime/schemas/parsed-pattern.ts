import type { AST } from '@eslint-community/regexpp'
import { loadRegExpParser } from './load-regexpp.ts'

/** A pattern that JavaScript understands. */
export interface ParsedPattern {
  source: string
  /** `u` where the pattern allows it, as JSON Schema asks; many patterns escape too much for that. */
  flags: 'u' | ''
  regex: RegExp
  tree: AST.Pattern
}

/** Longer sources are not worth the time to analyse. */
const longestSource = 20_000

/** Parses a pattern; null when it is broken, too long or too deep. */
export function parsePattern(source: string): ParsedPattern | null {
  if (source.length > longestSource) return null
  for (const flags of ['u', ''] as const) {
    try {
      const regex = new RegExp(source, flags)
      const tree = new (loadRegExpParser())({ ecmaVersion: 2025 }).parsePattern(
        source,
        0,
        source.length,
        {
          unicode: flags === 'u',
        },
      )
      return { source, flags, regex, tree }
    } catch {
      // Not a pattern in this mode.
    }
  }
  return null
}
