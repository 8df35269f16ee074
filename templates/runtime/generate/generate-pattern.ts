import type { AST } from '@eslint-community/regexpp'
import type { ParsedPattern } from '../schemas/parsed-pattern.ts'
import type { CharacterNode, PatternCharacters } from '../schemas/pattern-characters.ts'
import { createPatternCharacters } from '../schemas/pattern-characters.ts'
import type { KnownFacts } from './generation.ts'
import type { LengthRange, PatternLengths } from './pattern-lengths.ts'
import { createPatternLengths } from './pattern-lengths.ts'
import type { Random } from './random-source.ts'

/** Characters that an endless repetition adds where nothing asks for more. */
const naturalSlack = 6

/** Longest text that is written position by position. */
const mostPositions = 64

/** Attempts at fitting the fragments that lookaheads ask for. */
const triesAtFragments = 40

/** What is found out about a pattern once, for all strings that match it. */
export interface PatternParts {
  lengths: PatternLengths
  characters: PatternCharacters
  /** What is written for a character class: letters and digits where it has some, else whatever it has. */
  choices: Map<CharacterNode, readonly string[]>
  /** What is written at each position, where the pattern leaves nothing else to choose: `^[A-Z]{3}$`. */
  positions: readonly (readonly string[])[] | null
}

interface Writing extends PatternParts {
  random: Random
  /** What each group has written, for references back to it. */
  groups: Map<AST.CapturingGroup, string>
}

/**
 * Writes a string that matches a pattern, its length in code points between the limits where the pattern allows that.
 * Lookarounds are met by chance and by placing what they ask for: test the result.
 */
export function generatePattern(
  pattern: ParsedPattern,
  { patterns }: Pick<KnownFacts, 'patterns'>,
  random: Random,
  { minLength, maxLength }: { minLength: number; maxLength: number },
): string {
  let parts = patterns.get(pattern)
  if (parts === undefined) {
    parts = createParts(pattern)
    patterns.set(pattern, parts)
  }
  const { positions } = parts
  if (positions && positions.length >= minLength && positions.length <= maxLength) {
    let text = ''
    for (const choices of positions) text += random.pick(choices)
    return text
  }
  const range = parts.lengths.ofAlternatives(pattern.tree.alternatives)
  const least = Math.max(range.min, minLength)
  const most = Math.min(range.max, maxLength)
  const target =
    least >= most
      ? Math.min(least, range.max)
      : random.integer(least, Math.min(most, least + naturalSlack))
  const writing: Writing = { ...parts, random, groups: new Map() }
  const text = writeAlternatives(pattern.tree.alternatives, target, writing)
  if (pattern.regex.test(text)) return pad(text, pattern, minLength, random)
  return withFragments(text, pattern, target, writing)
}

function createParts({ flags, tree }: ParsedPattern): PatternParts {
  const parts = {
    lengths: createPatternLengths(),
    characters: createPatternCharacters(flags),
    choices: new Map<CharacterNode, readonly string[]>(),
    positions: null,
  }
  return { ...parts, positions: positionsOf(tree, parts) }
}

/** Null where the pattern is more than characters and classes, each once or so many times, from start to end. */
function positionsOf(
  { alternatives }: AST.Pattern,
  parts: PatternParts,
): readonly (readonly string[])[] | null {
  const [alternative] = alternatives
  if (alternative === undefined || alternatives.length > 1) return null
  const [start, ...elements] = alternative.elements
  const end = elements.pop()
  const isWhole =
    start?.type === 'Assertion' &&
    start.kind === 'start' &&
    end?.type === 'Assertion' &&
    end.kind === 'end'
  if (!isWhole) return null
  const positions: (readonly string[])[] = []
  for (const element of elements) {
    const isRepeated = element.type === 'Quantifier' && element.min === element.max
    const node = isRepeated ? element.element : element
    const times = isRepeated ? element.min : 1
    if (!isCharacter(node) || positions.length + times > mostPositions) return null
    const choices = choicesFor(node, parts)
    if (choices.length === 0) return null
    for (let time = 0; time < times; time++) positions.push(choices)
  }
  return positions
}

const isCharacter = (node: AST.Element): node is CharacterNode =>
  node.type === 'Character' || node.type === 'CharacterSet' || node.type === 'CharacterClass'

function writeAlternatives(
  alternatives: readonly AST.Alternative[],
  length: number,
  writing: Writing,
): string {
  const fitting = alternatives.filter((alternative) =>
    holds(writing.lengths.ofElements(alternative.elements), length),
  )
  const chosen = writing.random.pick(fitting.length > 0 ? fitting : alternatives)
  return writeElements(chosen.elements, length, writing)
}

const holds = ({ min, max }: LengthRange, length: number) => min <= length && length <= max

/** Shares the length out among the elements: each gets its least, what is left goes to those that can grow. */
function writeElements(elements: readonly AST.Element[], length: number, writing: Writing): string {
  const ranges = elements.map((element) => writing.lengths.of(element))
  const shares = ranges.map(({ min }) => min)
  let left = length - shares.reduce((sum, share) => sum + share, 0)
  const growing = ranges.map((range, at) => ({ at, room: range.max - range.min }))
  const open = growing.filter(({ room }) => room > 0)
  while (left > 0 && open.length > 0) {
    const position = writing.random.integer(0, open.length - 1)
    const entry = open[position]
    if (!entry) break
    const isLast = open.length === 1
    const step = Math.min(
      left,
      entry.room,
      isLast ? left : Math.max(1, Math.ceil(left / open.length)),
    )
    shares[entry.at] = (shares[entry.at] ?? 0) + step
    entry.room -= step
    left -= step
    if (entry.room <= 0) open.splice(position, 1)
  }
  return elements.map((element, at) => writeElement(element, shares[at] ?? 0, writing)).join('')
}

function writeElement(element: AST.Element, length: number, writing: Writing): string {
  switch (element.type) {
    case 'Assertion':
      return ''
    case 'Backreference':
      return [element.resolved].flat().map((group) => writing.groups.get(group) ?? '')[0] ?? ''
    case 'Quantifier':
      return writeRepeated(element, length, writing)
    case 'Group':
      return writeAlternatives(element.alternatives, length, writing)
    case 'CapturingGroup': {
      const text = writeAlternatives(element.alternatives, length, writing)
      writing.groups.set(element, text)
      return text
    }
    default: {
      const choices = choicesFor(element, writing)
      return choices.length === 0 ? '' : writing.random.pick(choices)
    }
  }
}

function choicesFor(
  element: CharacterNode,
  { characters, choices }: PatternParts,
): readonly string[] {
  let found = choices.get(element)
  if (!found) {
    const all = characters.of(element)
    const plain = all.findIndex((character) => !/[a-zA-Z0-9]/.test(character))
    found = plain > 0 ? all.slice(0, plain) : all
    choices.set(element, found)
  }
  return found
}

function writeRepeated(
  { element, min, max }: AST.Quantifier,
  length: number,
  writing: Writing,
): string {
  const each = writing.lengths.of(element)
  const least = Math.max(min, each.max > 0 ? Math.ceil(length / each.max) : min)
  const most = Math.min(max, each.min > 0 ? Math.floor(length / each.min) : Math.max(least, min))
  const count = Math.max(least, Math.min(most, least + writing.random.integer(0, 2)))
  let left = length
  let text = ''
  for (let at = count; at > 0; at--) {
    const fair = at === 1 ? left : Math.floor(left / at)
    const share = Math.min(each.max, Math.max(each.min, fair))
    text += writeElement(element, share, writing)
    left -= share
  }
  return text
}

/** Lengthens a match where the pattern does not say how the string begins or ends. */
function pad(text: string, pattern: ParsedPattern, minLength: number, random: Random): string {
  const missing = minLength - [...text].length
  if (missing <= 0) return text
  let filling = ''
  while (filling.length < missing) filling += random.pick([...'abcdefghijklmnopqrstuvwxyz'])
  for (const longer of [text + filling, filling + text]) {
    if (pattern.regex.test(longer)) return longer
  }
  return text
}

/** Puts what the lookaheads ask for into the string, at places found by trying. */
function withFragments(
  text: string,
  pattern: ParsedPattern,
  target: number,
  writing: Writing,
): string {
  const wanted = lookaheads(pattern.tree.alternatives).filter(({ negate }) => !negate)
  const { random } = writing
  for (let tried = 0; tried < triesAtFragments; tried++) {
    const points = [
      ...(tried % 4 === 0 ? writeAlternatives(pattern.tree.alternatives, target, writing) : text),
    ]
    for (const { alternatives } of wanted) {
      const [alternative] = alternatives
      const elements = alternative?.elements.filter((element) => !isFilling(element)) ?? []
      const least = writing.lengths.ofElements(elements).min
      const fragment = [...writeElements(elements, least, writing)]
      if (fragment.length > points.length) continue
      points.splice(
        random.integer(0, points.length - fragment.length),
        fragment.length,
        ...fragment,
      )
    }
    const candidate = points.join('')
    if (pattern.regex.test(candidate)) return candidate
  }
  return text
}

/** `.*` and the like, which a lookahead begins with to say "somewhere". */
function isFilling(element: AST.Element): boolean {
  return (
    element.type === 'Quantifier' && element.min === 0 && element.max === Number.POSITIVE_INFINITY
  )
}

function lookaheads(alternatives: readonly AST.Alternative[]): AST.LookaheadAssertion[] {
  return alternatives.flatMap(({ elements }) =>
    elements.flatMap((element) => {
      if (element.type === 'Assertion') return element.kind === 'lookahead' ? [element] : []
      return 'alternatives' in element ? lookaheads(element.alternatives) : []
    }),
  )
}
