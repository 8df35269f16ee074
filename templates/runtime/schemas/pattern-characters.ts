import type { AST } from '@eslint-community/regexpp'

/** An element of a pattern that stands for one character. */
export type CharacterNode =
  | AST.Character
  | AST.CharacterClass
  | AST.CharacterSet
  | AST.ExpressionCharacterClass

const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, offset) => String.fromCodePoint(first + offset))

/** Readable characters first, then ASCII, then a few of each kind that classes ask for. */
const samples: readonly string[] = [
  ...from(0x61, 0x7a),
  ...from(0x30, 0x39),
  ...from(0x41, 0x5a),
  ...' -_.',
  ...from(0x20, 0x7e).filter((c) => !/[a-zA-Z0-9 \-_.]/.test(c)),
  ...from(0xa1, 0xff),
  ...'ĀŁžαωΩжЯאبहあアー漢字한€–“”…™\u{1F600}\u{10400}',
  ...from(0x00, 0x1f),
  ...'\x7f\u00a0\u2028\ufeff',
]

/** Answers which characters an element of a pattern can stand for. */
export interface PatternCharacters {
  /** From a sample of characters, readable ones first; explicitly listed ones when the sample has none. */
  of(node: CharacterNode): readonly string[]
}

/** Remembers its answers by the text of the element. */
export function createPatternCharacters(flags: string): PatternCharacters {
  const known = new Map<string, readonly string[]>()
  return {
    of(node) {
      if (node.type === 'Character') return [String.fromCodePoint(node.value)]
      let characters = known.get(node.raw)
      if (!characters) {
        const one = new RegExp(`^(?:${node.raw})$`, flags)
        characters = samples.filter((c) => one.test(c))
        if (characters.length === 0) characters = listed(node).filter((c) => one.test(c))
        known.set(node.raw, characters)
      }
      return characters
    },
  }
}

/** Characters near the ends of the ranges that a class lists. */
function listed(node: CharacterNode): string[] {
  if (node.type !== 'CharacterClass') return []
  const points: number[] = []
  for (const element of node.elements) {
    if (element.type === 'Character') points.push(element.value, element.value + 1)
    if (element.type === 'CharacterClassRange') {
      const last = Math.min(element.max.value, element.min.value + 40)
      for (let point = element.min.value; point <= last; point++) points.push(point)
      points.push(element.max.value, element.max.value + 1)
    }
  }
  return points.filter((point) => point <= 0x10ffff).map((point) => String.fromCodePoint(point))
}
