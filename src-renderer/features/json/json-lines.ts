/** What stands on a line of laid-out JSON. */
export type LineKind = 'string' | 'number' | 'literal' | 'open' | 'close' | 'empty' | 'other'

const kinds: readonly LineKind[] = [
  'string',
  'number',
  'literal',
  'open',
  'close',
  'empty',
  'other',
]

/** One line: positions in the source text, which is never copied nor parsed into values. */
export interface JsonLine {
  /** Nesting depth, 0 for the root. */
  depth: number
  kind: LineKind
  /** The key with its quotes, or empty. */
  key: string
  /** Start and end of the value in the source text. */
  start: number
  end: number
  comma: boolean
  /** Line of the bracket that belongs to this one; -1 for none, or when the text ends before it. */
  mate: number
}

export interface JsonLines {
  readonly text: string
  readonly count: number
  line(index: number): JsonLine
}

// Numbers per line: key start, key end, value start, value end, depth, kind with comma bit, mate.
const STRIDE = 7
const COMMA = 8
/** Characters after which the scan lets others run. */
const SLICE = 131_072

/**
 * Lays JSON text out as with an indentation of two, one line per member, without parsing it: numbers
 * keep their digits and objects their order and repeated keys, and text that was cut off in the middle,
 * or is not quite JSON, is shown as far as it goes. Yields between slices so that 10 MB do not block;
 * the value of the last step is the result.
 */
export function* scanJson(text: string): Generator<undefined, JsonLines> {
  let records = new Int32Array(1024 * STRIDE)
  let count = 0
  const open: { line: number; isObject: boolean }[] = []
  let keyStart = -1
  let keyEnd = -1
  let nextYield = SLICE

  function add(start: number, end: number, kind: LineKind): void {
    if ((count + 1) * STRIDE > records.length) {
      const larger = new Int32Array(records.length * 2)
      larger.set(records)
      records = larger
    }
    const base = count * STRIDE
    records[base] = keyStart
    records[base + 1] = keyEnd
    records[base + 2] = start
    records[base + 3] = end
    records[base + 4] = kind === 'close' ? open.length - 1 : open.length
    records[base + 5] = kinds.indexOf(kind)
    records[base + 6] = -1
    keyStart = -1
    keyEnd = -1
    count += 1
  }

  let at = 0
  while (at < text.length) {
    if (at > nextYield) {
      nextYield = at + SLICE
      yield
    }
    const char = text.charCodeAt(at)
    if (isSpace(char) || char === COLON) {
      at += 1
    } else if (char === COMMA_SIGN) {
      const flags = (count - 1) * STRIDE + 5
      if (count > 0) records[flags] = (records[flags] ?? 0) | COMMA
      at += 1
    } else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
      const next = skipSpace(text, at + 1)
      const isObject = char === OPEN_BRACE
      if (text.charCodeAt(next) === (isObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
        add(at, next + 1, 'empty')
        at = next + 1
      } else {
        add(at, at + 1, 'open')
        open.push({ line: count - 1, isObject })
        at += 1
      }
    } else if ((char === CLOSE_BRACE || char === CLOSE_BRACKET) && open.length > 0) {
      add(at, at + 1, 'close')
      const opened = open.pop()
      if (opened) {
        records[opened.line * STRIDE + 6] = count - 1
        records[(count - 1) * STRIDE + 6] = opened.line
      }
      at += 1
    } else if (char === QUOTE) {
      const end = endOfString(text, at)
      const next = skipSpace(text, end)
      if (open.at(-1)?.isObject && keyStart < 0 && text.charCodeAt(next) === COLON) {
        keyStart = at
        keyEnd = end
      } else {
        add(at, end, 'string')
      }
      at = end
    } else {
      const end = endOfWord(text, at)
      add(at, end, kindOfWord(char, text.slice(at, Math.min(end, at + 6))))
      at = end
    }
  }
  // A key at which the text was cut off.
  if (keyStart >= 0) add(text.length, text.length, 'other')

  return {
    text,
    count,
    line(index) {
      const base = index * STRIDE
      const read = (offset: number) => records[base + offset] ?? -1
      const flags = read(5)
      return {
        depth: read(4),
        kind: kinds[flags & (COMMA - 1)] ?? 'other',
        key: read(0) < 0 ? '' : text.slice(read(0), read(1)),
        start: read(2),
        end: read(3),
        comma: (flags & COMMA) !== 0,
        mate: read(6),
      }
    },
  }
}

/** Lays out text that is small enough to do so at once. */
export function layOutJson(text: string): JsonLines {
  const scan = scanJson(text)
  let step = scan.next()
  while (!step.done) step = scan.next()
  return step.value
}

/**
 * Lines to show when some are folded: what is between a folded bracket and its mate, and the mate,
 * are left out. Null when nothing is folded, which stands for all lines.
 */
export function visibleLines(lines: JsonLines, folded: ReadonlySet<number>): Int32Array | null {
  if (folded.size === 0) return null
  const visible = new Int32Array(lines.count)
  let length = 0
  for (let index = 0; index < lines.count; index += 1) {
    visible[length] = index
    length += 1
    if (!folded.has(index)) continue
    const { mate } = lines.line(index)
    index = mate < 0 ? lines.count : mate
  }
  return visible.subarray(0, length)
}

const QUOTE = 0x22
const COMMA_SIGN = 0x2c
const COLON = 0x3a
const OPEN_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

function isSpace(char: number): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09 || char === 0xfeff
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1
  return at
}

/** Position after the closing quote; the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return text.length
    let backslashes = 0
    while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1
    if (backslashes % 2 === 0) return quote + 1
    from = quote + 1
  }
}

function endOfWord(text: string, start: number): number {
  let at = start + 1
  while (at < text.length) {
    const char = text.charCodeAt(at)
    const ends =
      isSpace(char) ||
      char === COMMA_SIGN ||
      char === COLON ||
      char === QUOTE ||
      char === OPEN_BRACE ||
      char === CLOSE_BRACE ||
      char === OPEN_BRACKET ||
      char === CLOSE_BRACKET
    if (ends) break
    at += 1
  }
  return at
}

function kindOfWord(first: number, word: string): LineKind {
  if ((first >= 0x30 && first <= 0x39) || first === 0x2d) return 'number'
  return word === 'true' || word === 'false' || word === 'null' ? 'literal' : 'other'
}
