import type { AST } from '@eslint-community/regexpp'
import { loadRegExpParser } from '../schemas/load-regexpp.ts'

/** Below this many steps a pattern is run directly: well under ten milliseconds. */
const affordableSteps = 1_000_000

/**
 * How the steps of a backtracking engine grow with the length of the text: 2 means at most about length².
 * Infinity where the bound is exponential or not known. The bound errs on the side of the larger number.
 */
export function patternDegree(source: string): number {
  const pattern = new (loadRegExpParser())().parsePattern(source, 0, source.length, {
    unicode: true,
  })
  // The search may start at every character, which is one factor more.
  return degreeOfChoice(pattern.alternatives) + 1
}

/** True when a pattern of this degree can be run on a text of this length without a time limit. */
export function isAffordable(degree: number, length: number): boolean {
  return Math.max(8, length) ** degree <= affordableSteps
}

function degreeOfChoice(alternatives: AST.Alternative[]): number {
  const choice = alternatives.length > 1 ? 1 : 0
  return choice + Math.max(...alternatives.map(degreeOfSequence))
}

function degreeOfSequence(alternative: AST.Alternative): number {
  return alternative.elements.reduce((sum, element) => sum + degreeOfElement(element), 0)
}

function degreeOfElement(element: AST.Element): number {
  switch (element.type) {
    case 'Quantifier':
      return degreeOfQuantifier(element)
    case 'Group':
    case 'CapturingGroup':
      return degreeOfChoice(element.alternatives)
    case 'Backreference':
      return Number.POSITIVE_INFINITY
    case 'Assertion':
      return element.kind === 'lookahead' || element.kind === 'lookbehind'
        ? Number.POSITIVE_INFINITY
        : 0
    default:
      return 0
  }
}

function degreeOfQuantifier(quantifier: AST.Quantifier): number {
  const inner = degreeOfElement(quantifier.element)
  const own = quantifier.min === quantifier.max ? 0 : 1
  if (quantifier.max <= 1) {
    return inner + own
  }
  // A choice repeated is a choice at each turn: that may be exponential.
  return inner > 0 ? Number.POSITIVE_INFINITY : own
}
