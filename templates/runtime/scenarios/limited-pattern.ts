import { createContext, Script } from 'node:vm'
import { isAffordable, patternDegree } from './pattern-cost.ts'

/** Milliseconds a pattern may take on one text before it is given up for good. */
const timeLimit = 50

export interface LimitedPattern {
  test(text: string): boolean
  /** Why it never matches, as a clause; null while it works. */
  problem(): string | null
}

/**
 * A regular expression that cannot stop the server: a broken one never matches, one that may backtrack
 * without end runs under a time limit and never matches again once it exceeded it.
 */
export function compilePattern(source: string): LimitedPattern {
  let pattern: RegExp
  let degree: number
  try {
    pattern = new RegExp(source, 'u')
    degree = patternDegree(source)
  } catch {
    return { test: () => false, problem: () => `"${source}" is not a valid regular expression` }
  }
  let problem: string | null = null
  let runLimited: ((text: string) => boolean) | null = null
  return {
    test(text) {
      if (problem !== null) {
        return false
      }
      if (isAffordable(degree, text.length)) {
        return pattern.test(text)
      }
      runLimited ??= limitedTest(pattern)
      try {
        return runLimited(text)
      } catch {
        problem = `the regular expression "${source}" took longer than ${timeLimit} ms`
        return false
      }
    },
    problem: () => problem,
  }
}

/** Only the virtual machine's own timer can interrupt a running expression. Throws when the time is over. */
function limitedTest(pattern: RegExp): (text: string) => boolean {
  const scope = createContext({ pattern, text: '' })
  const script = new Script('pattern.test(text)')
  return (text) => {
    scope['text'] = text
    return script.runInContext(scope, { timeout: timeLimit }) === true
  }
}
