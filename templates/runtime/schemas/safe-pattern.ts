import type { Context } from 'node:vm'
import { createContext, Script } from 'node:vm'
import { compileLinearTest } from './linear-pattern.ts'
import type { ParsedPattern } from './parsed-pattern.ts'
import { parsePattern } from './parsed-pattern.ts'
import { safeTestLength } from './pattern-risk.ts'

/** A pattern of a spec that cannot hold up the server. */
export interface SafePattern {
  parsed: ParsedPattern
  test(text: string): boolean
}

/** Milliseconds that one test of a risky pattern may take. */
const timeLimit = 50

/**
 * Compiles patterns once each. Where a pattern could backtrack for long, it is tested without backtracking. One that
 * cannot be tested so, as it refers back to a group, is tested under a time limit; when it runs over, the string counts
 * as matching, and from then on strings more than half as long are not tested any more: all time lost to one pattern
 * stays below a second.
 */
export function createPatterns(): { compile(source: string): SafePattern | null } {
  const patterns = new Map<string, SafePattern | null>()
  const limited = createLimitedTest()

  function create(source: string): SafePattern | null {
    const parsed = parsePattern(source)
    if (!parsed) return null
    const { regex } = parsed
    const safeLength = safeTestLength(parsed)
    let longest = Number.POSITIVE_INFINITY
    let linear: ReturnType<typeof compileLinearTest> | undefined
    return {
      parsed,
      test(text) {
        if (text.length <= safeLength) return regex.test(text)
        if (linear === undefined) linear = compileLinearTest(parsed)
        if (linear) return linear(text) ?? true
        if (text.length > longest) return true
        const result = limited(regex, text)
        if (result === null) longest = text.length / 2
        return result ?? true
      },
    }
  }

  return {
    compile(source) {
      let pattern = patterns.get(source)
      if (pattern === undefined) {
        pattern = create(source)
        patterns.set(source, pattern)
      }
      return pattern
    },
  }
}

function createLimitedTest(): (regex: RegExp, text: string) => boolean | null {
  let context: Context | undefined
  const script = new Script('regex.test(text)')
  return (regex, text) => {
    context ??= createContext(Object.create(null))
    context['regex'] = regex
    context['text'] = text
    try {
      return script.runInContext(context, { timeout: timeLimit }) === true
    } catch {
      return null
    }
  }
}
