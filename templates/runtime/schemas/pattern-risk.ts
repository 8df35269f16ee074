import type { AST } from '@eslint-community/regexpp'
import type { ParsedPattern } from './parsed-pattern.ts'
import type { PatternCharacters } from './pattern-characters.ts'
import { createPatternCharacters } from './pattern-characters.ts'

/** Repeating more often than this counts as endless. */
const manyTimes = 20

/** Lengths up to which 0, 1, 2, 3 … endless repetitions in a row stay fast. */
const safeLengths = [100_000, 10_000, 1_500, 300, 100] as const

/** Length up to which even a pattern that backtracks exponentially ends soon. */
const safeForAll = 10

/**
 * Longest string that the pattern can be tested on without a noticeable pause.
 * A repetition inside a repetition is harmless only if something in between tells the rounds apart.
 */
export function safeTestLength(pattern: ParsedPattern): number {
  const characters = createPatternCharacters(pattern.flags)
  let loops = 0

  function dangerous(alternatives: readonly AST.Alternative[]): boolean {
    return alternatives.some((alternative) =>
      alternative.elements.some((element) => {
        if (element.type === 'Backreference') return true
        if (element.type === 'Quantifier') {
          const endless = element.max > manyTimes
          if (endless) loops += 1
          if (endless && ambiguous(element.element, characters)) return true
          return dangerous(insideOf(element.element))
        }
        return dangerous(insideOf(element))
      }),
    )
  }

  if (dangerous(pattern.tree.alternatives)) return safeForAll
  return safeLengths[Math.min(loops, safeLengths.length - 1)] ?? safeForAll
}

function insideOf(element: AST.Element): readonly AST.Alternative[] {
  return 'alternatives' in element ? element.alternatives : []
}

/** Whether repeating the element can read the same text in several ways. */
function ambiguous(element: AST.QuantifiableElement, characters: PatternCharacters): boolean {
  const alternatives = insideOf(element)
  for (const [at, alternative] of alternatives.entries()) {
    if (!alternative.elements.some((part) => minLength(part) > 0)) return true
    if (!alternative.elements.every((part) => separated(part, alternative, characters))) return true
    const first = firstCharacters(alternative, characters)
    const others = alternatives.slice(at + 1)
    if (others.some((other) => overlap(first, firstCharacters(other, characters)))) return true
  }
  return false
}

/** A part of varying length is told apart by a neighbour that it cannot itself contain. */
function separated(part: AST.Element, within: AST.Alternative, characters: PatternCharacters) {
  if (!varies(part)) return true
  const own = allCharacters(part, characters)
  return within.elements.some(
    (other) =>
      other !== part && minLength(other) > 0 && !overlap(own, allCharacters(other, characters)),
  )
}

function varies(element: AST.Element): boolean {
  if (element.type === 'Quantifier') return element.min !== element.max || varies(element.element)
  const alternatives = insideOf(element)
  return alternatives.length > 1 || alternatives.some((a) => a.elements.some(varies))
}

function minLength(element: AST.Element): number {
  if (element.type === 'Quantifier') return element.min * minLength(element.element)
  if (element.type === 'Assertion' || element.type === 'Backreference') return 0
  if (!('alternatives' in element)) return 1
  return Math.min(
    ...element.alternatives.map((a) => a.elements.reduce((sum, e) => sum + minLength(e), 0)),
  )
}

function allCharacters(element: AST.Element, characters: PatternCharacters): Set<string> {
  if (element.type === 'Quantifier') return allCharacters(element.element, characters)
  if (element.type === 'Assertion' || element.type === 'Backreference') return new Set()
  if (!('alternatives' in element)) return new Set(characters.of(element))
  return new Set(
    element.alternatives.flatMap((a) =>
      a.elements.flatMap((e) => [...allCharacters(e, characters)]),
    ),
  )
}

function firstCharacters(alternative: AST.Alternative, characters: PatternCharacters): Set<string> {
  const first = new Set<string>()
  for (const element of alternative.elements) {
    for (const character of allCharacters(element, characters)) first.add(character)
    if (minLength(element) > 0) break
  }
  return first
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const character of a) if (b.has(character)) return true
  return false
}
