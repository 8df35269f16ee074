import type { Generation, Place } from './generation.ts'

/** One end of a range: `min_price` and `max_price` are ends of one. */
export interface Bound {
  /** The words of its name, with a gap for the end. */
  range: string
  isLow: boolean
}

const lows = /^(min|minimum|lowest|low|lower|earliest|oldest|first|from|start)$/
const highs = /^(max|maximum|highest|high|upper|latest|newest|last|to|end)$/

/** The end that a name tells of; null for names that tell of none. */
export function boundOf(words: readonly string[]): Bound | null {
  const at = words.findIndex((word) => lows.test(word) || highs.test(word))
  if (at < 0) return null
  const range = words.map((word, position) => (position === at ? '…' : word)).join(' ')
  return { range, isLow: lows.test(words[at] ?? '') }
}

/** What the other end of the same range is, in the object around; null where there is none yet. */
export function otherBound(
  own: Bound,
  { around }: Place,
  { names }: Generation,
  read: (value: unknown) => number | null,
): number | null {
  for (const { name, value } of around?.members ?? []) {
    const bound = names.bound(name)
    if (bound !== null && bound.range === own.range && bound.isLow !== own.isLow) return read(value)
  }
  return null
}
