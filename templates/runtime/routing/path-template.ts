import { decodePercent } from './decode-percent.ts'
import { segmentKey } from './path-key.ts'

/** Text of a template between two slashes, as literal text and parameters in turn. */
export type TemplatePart = { literal: string } | { parameter: string }

export interface TemplateSegment {
  parts: TemplatePart[]
  /** Set when the segment has no parameter: its comparable form, see `pathKey`. */
  key: string | null
  /** Length of the literal text: of two templated segments the one with more is the more specific. */
  literalLength: number
  /** True when it has a parameter such as `{path+}`, which may take several segments of a path. */
  greedy: boolean
}

const TOKENS = /\{([^{}]*)\}|[^{}]+|[{}]/g
// RFC 6570 expressions for query and fragment: not part of the path.
const NOT_PATH = /^[?&#]/
const GREEDY = /^\+|[+*]$/

/** Takes a path template apart. Braces that do not pair up are literal text. */
export function parsePathTemplate(path: string): TemplateSegment[] {
  const parts: TemplatePart[][] = [[]]
  const add = (part: TemplatePart) => parts.at(-1)?.push(part)
  for (const token of (path.startsWith('/') ? path.slice(1) : path).matchAll(TOKENS)) {
    const name = token[1]
    if (name === undefined) {
      token[0].split('/').forEach((text, index) => {
        if (index > 0) parts.push([])
        if (text !== '') add({ literal: decodePercent(text) })
      })
    } else if (!NOT_PATH.test(name)) {
      add({ parameter: name })
    }
  }
  return parts.map(describeSegment)
}

function describeSegment(given: TemplatePart[]): TemplateSegment {
  const parts = joinLiterals(given)
  let literalLength = 0
  for (const part of parts) if ('literal' in part) literalLength += part.literal.length
  const names = parts.flatMap((part) => ('parameter' in part ? [part.parameter] : []))
  const text = parts.map((part) => ('literal' in part ? part.literal : '')).join('')
  return {
    parts,
    key: names.length > 0 ? null : segmentKey(text),
    literalLength,
    greedy: names.some((name) => GREEDY.test(name)),
  }
}

function joinLiterals(parts: TemplatePart[]): TemplatePart[] {
  const joined: TemplatePart[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last && 'literal' in last && 'literal' in part) last.literal += part.literal
    else joined.push({ ...part })
  }
  return joined
}

/**
 * Order of two templates for one path: a literal segment before a templated one, from left to right;
 * where one goes on after the other ends, the longer one; where both have their parameters in the same places, the one
 * with more literal text beside them. Negative when the first is the more specific.
 */
export function compareTemplates(
  first: readonly TemplateSegment[],
  second: readonly TemplateSegment[],
): number {
  const length = Math.max(first.length, second.length)
  for (let index = 0; index < length; index++) {
    const difference = templated(first[index]) - templated(second[index])
    if (difference !== 0) return difference
  }
  for (let index = 0; index < length; index++) {
    const a = first[index]
    const b = second[index]
    if (!a || !b || a.key !== null) continue
    const difference = b.literalLength - a.literalLength || b.parts.length - a.parts.length
    if (difference !== 0) return difference
  }
  return 0
}

/** Templates of different lengths have a place in one order too: without it, sorting them would not be transitive. */
function templated(segment: TemplateSegment | undefined): number {
  if (!segment) return 2
  return segment.key === null ? 1 : 0
}
