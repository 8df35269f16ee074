import type { Matcher } from '#contract/scenario.ts'
import { compilePattern } from './limited-pattern.ts'

/**
 * Tests the values a request has at one place; an empty list means there is none. One value that satisfies
 * every member is enough. Answers null when it holds, else why not, as the end of a sentence.
 */
export type CompiledMatcher = (values: readonly unknown[]) => string | null

/** Compiles a matcher once, its regular expression included. */
export function compileMatcher(matcher: Matcher): CompiledMatcher {
  if (typeof matcher !== 'object') {
    return compileMatcher({ equals: matcher })
  }
  const { equals, contains, matches, present } = matcher
  const wanted = equals === undefined ? null : textOf(equals)
  const pattern = matches === undefined ? null : compilePattern(matches)
  const needsValue = wanted !== null || contains !== undefined || pattern !== null

  function fault(value: unknown): string | null {
    const text = textOf(value)
    if (wanted !== null && text !== wanted) {
      return `is ${quote(text)}, not ${quote(wanted)}`
    }
    if (contains !== undefined && !text.includes(contains)) {
      return `does not contain ${quote(contains)}`
    }
    if (pattern !== null && !pattern.test(text)) {
      return pattern.problem() ?? `does not match ${quote(matches ?? '')}`
    }
    return null
  }

  return (values) => {
    if (present === true && values.length === 0) {
      return 'is absent'
    }
    if (present === false && values.length > 0) {
      return 'is present'
    }
    if (!needsValue) {
      return null
    }
    let reason: string | null = 'is absent'
    for (const value of values) {
      reason = fault(value)
      if (reason === null) {
        return null
      }
    }
    return reason
  }
}

/** Values are compared as text: lists and objects as JSON, everything else as it is written. */
function textOf(value: unknown): string {
  if (typeof value === 'string') {
    return value
  }
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

function quote(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`
}
