import type { AST } from '@eslint-community/regexpp'

/** How many characters a part of a pattern can stand for. */
export interface LengthRange {
  min: number
  max: number
}

/** Answers for the parts of one pattern; each part is looked at once. */
export interface PatternLengths {
  of(element: AST.Element): LengthRange
  ofElements(elements: readonly AST.Element[]): LengthRange
  ofAlternatives(alternatives: readonly AST.Alternative[]): LengthRange
}

const empty: LengthRange = { min: 0, max: 0 }
const one: LengthRange = { min: 1, max: 1 }

/** Remembers the ranges of the parts it was asked about. */
export function createPatternLengths(): PatternLengths {
  const known = new Map<AST.Element, LengthRange>()

  function measure(element: AST.Element): LengthRange {
    if (element.type === 'Assertion') return empty
    if (element.type === 'Backreference') return empty
    if (element.type === 'Quantifier') {
      const { min, max } = of(element.element)
      // Nothing repeated without end is still nothing.
      return { min: min * element.min, max: max === 0 ? 0 : max * element.max }
    }
    return 'alternatives' in element ? ofAlternatives(element.alternatives) : one
  }

  function of(element: AST.Element): LengthRange {
    let range = known.get(element)
    if (!range) {
      range = measure(element)
      known.set(element, range)
    }
    return range
  }

  function ofElements(elements: readonly AST.Element[]): LengthRange {
    const ranges = elements.map(of)
    return {
      min: ranges.reduce((sum, { min }) => sum + min, 0),
      max: ranges.reduce((sum, { max }) => sum + max, 0),
    }
  }

  function ofAlternatives(alternatives: readonly AST.Alternative[]): LengthRange {
    const ranges = alternatives.map(({ elements }) => ofElements(elements))
    return {
      min: Math.min(...ranges.map(({ min }) => min)),
      max: Math.max(...ranges.map(({ max }) => max)),
    }
  }

  return { of, ofElements, ofAlternatives }
}
