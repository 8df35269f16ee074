import type { AST } from '@eslint-community/regexpp'
import type { ParsedPattern } from './parsed-pattern.ts'

/** What can be done next while a string is read, and where that leads. */
type State =
  | { kind: 'character'; accepts(character: string): boolean; next: number }
  | { kind: 'either'; next: number[] }
  | { kind: 'condition'; holds(reading: Reading, at: number): boolean; next: number }
  | { kind: 'match' }

/** One string that is being read. */
interface Reading {
  /** Code points or code units, whatever the pattern counts in. */
  characters: readonly string[]
  /** States looked at so far. */
  steps: number
  /** For each lookbehind: after how many characters something that it describes ends. */
  ends: Map<AST.Element, Set<number>>
}

/** Larger automatons cost more than they save. */
const mostStates = 4_000

/** States looked at for one string, some tens of milliseconds. */
const mostSteps = 2_000_000

/** The pattern refers back to a group or is too large. */
class NotLinear extends Error {}
class TooLong extends Error {}

/**
 * A test that never backtracks: it follows all ways through the pattern at once. Its time grows with the string and
 * not exponentially, and its result depends on nothing else. Null for patterns that cannot be tested so.
 * The test gives null where the string would take too long all the same.
 */
export function compileLinearTest(
  pattern: ParsedPattern,
): ((text: string) => boolean | null) | null {
  try {
    const states = buildStates(pattern)
    const start = states.length - 1
    return (text) => {
      const characters = pattern.flags === 'u' ? [...text] : text.split('')
      try {
        const reading = { characters, steps: 0, ends: new Map() }
        return follow(states, start, reading, { from: 0, search: true, found: () => true })
      } catch (error) {
        if (error instanceof TooLong) return null
        throw error
      }
    }
  } catch (error) {
    if (error instanceof NotLinear) return null
    throw error
  }
}

/** The automaton of a pattern (Thompson's construction); its last state is the first to be in. */
function buildStates(pattern: ParsedPattern): State[] {
  const states: State[] = [{ kind: 'match' }]
  const tests = new Map<string, (character: string) => boolean>()

  function add(state: State): number {
    if (states.length === mostStates) throw new NotLinear()
    return states.push(state) - 1
  }

  function anyOf(alternatives: readonly AST.Alternative[], next: number): number {
    const starts = alternatives.map(({ elements }) =>
      elements.reduceRight((following, element) => one(element, following), next),
    )
    return add({ kind: 'either', next: starts })
  }

  function one(element: AST.Element, next: number): number {
    switch (element.type) {
      case 'Backreference':
        throw new NotLinear()
      case 'Assertion':
        return add({ kind: 'condition', holds: conditionOf(element), next })
      case 'Quantifier':
        return repeated(element, next)
      case 'Group':
        if (element.modifiers) throw new NotLinear()
        return anyOf(element.alternatives, next)
      case 'CapturingGroup':
        return anyOf(element.alternatives, next)
      default:
        return add({ kind: 'character', accepts: testOf(element.raw), next })
    }
  }

  function repeated({ element, min, max }: AST.Quantifier, next: number): number {
    let start = next
    if (max === Number.POSITIVE_INFINITY) {
      const loop: State = { kind: 'either', next: [next] }
      start = add(loop)
      loop.next.push(one(element, start))
    } else {
      for (let count = min; count < max; count++) {
        start = add({ kind: 'either', next: [next, one(element, start)] })
      }
    }
    for (let count = 0; count < min; count++) start = one(element, start)
    return start
  }

  function conditionOf(assertion: AST.Assertion): (reading: Reading, at: number) => boolean {
    switch (assertion.kind) {
      case 'start':
        return (_, at) => at === 0
      case 'end':
        return ({ characters }, at) => at === characters.length
      case 'word':
        return (reading, at) => isBoundary(reading, at) !== assertion.negate
      case 'lookahead': {
        const start = anyOf(assertion.alternatives, 0)
        const way = { search: false, found: () => true }
        return (reading, from) =>
          follow(states, start, reading, { ...way, from }) !== assertion.negate
      }
      default: {
        const start = anyOf(assertion.alternatives, 0)
        return (reading, at) =>
          endsOf(assertion, states, start, reading).has(at) !== assertion.negate
      }
    }
  }

  function testOf(raw: string): (character: string) => boolean {
    const known = tests.get(raw)
    if (known) return known
    const regex = new RegExp(`^${raw}$`, pattern.flags)
    const results = new Map<string, boolean>()
    const test = (character: string) => {
      let result = results.get(character)
      if (result === undefined) {
        result = regex.test(character)
        results.set(character, result)
      }
      return result
    }
    tests.set(raw, test)
    return test
  }

  anyOf(pattern.tree.alternatives, 0)
  return states
}

/** Follows all ways at once, from one place or, in a search, from every place after it. */
function follow(
  states: readonly State[],
  start: number,
  reading: Reading,
  way: { from: number; search: boolean; found(at: number): boolean },
): boolean {
  const { characters } = reading
  let current = new Set<number>()
  let isFound = false

  /** Goes on to everything that needs no further character. */
  function enter(first: number, at: number, into: Set<number>) {
    const open = [first]
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      const state = states[number]
      if (!state || into.has(number)) continue
      into.add(number)
      reading.steps += 1
      if (reading.steps > mostSteps) throw new TooLong()
      if (state.kind === 'match') isFound ||= way.found(at)
      else if (state.kind === 'either') open.push(...state.next)
      else if (state.kind === 'condition' && state.holds(reading, at)) open.push(state.next)
    }
  }

  for (let at = way.from; at <= characters.length; at++) {
    if (at === way.from || way.search) enter(start, at, current)
    const character = characters[at]
    if (isFound || character === undefined || (current.size === 0 && !way.search)) return isFound
    const following = new Set<number>()
    for (const number of current) {
      const state = states[number]
      if (state?.kind === 'character' && state.accepts(character)) {
        enter(state.next, at + 1, following)
      }
    }
    current = following
  }
  return isFound
}

/** Where in the string the text of a lookbehind can end; looked for once. */
function endsOf(
  assertion: AST.Element,
  states: readonly State[],
  start: number,
  reading: Reading,
): ReadonlySet<number> {
  const known = reading.ends.get(assertion)
  if (known) return known
  const ends = new Set<number>()
  const found = (at: number) => {
    ends.add(at)
    return false
  }
  follow(states, start, reading, { from: 0, search: true, found })
  reading.ends.set(assertion, ends)
  return ends
}

function isBoundary({ characters }: Reading, at: number): boolean {
  const isWord = (character: string | undefined) =>
    character !== undefined && /^\w$/.test(character)
  return isWord(characters[at - 1]) !== isWord(characters[at])
}
