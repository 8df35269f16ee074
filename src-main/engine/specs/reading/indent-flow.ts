import { CST, Lexer } from 'yaml'

/** Characters read for one text, about two seconds; each place that is mended costs another reading. */
const MOST_WORK = 30_000_000

/**
 * YAML asks that quoted texts and flow collections (`[`, `{`) which go on over several lines stay indented further than
 * what they belong to, by spaces. Many writers and readers do not. Gives the text with spaces put in front of such lines,
 * which changes neither values nor line numbers; undefined when there is no such line.
 */
export function indentFlow(text: string): string | undefined {
  let mended = text
  for (let work = text.length; work <= MOST_WORK; work += mended.length) {
    const next = mendFirst(mended)
    if (next === undefined) break
    mended = next
  }
  return mended === text ? undefined : mended
}

/** Mends the first flow collection or quoted text that ends because a line is not indented. */
function mendFirst(text: string): string | undefined {
  let offset = 0
  let level = 0
  let start = 0
  for (const token of new Lexer().lex(text)) {
    switch (CST.tokenType(token)) {
      case 'doc-mode':
      case 'scalar':
        // Marks of the lexer, which are not in the text.
        continue
      case 'flow-error-end':
        return indentLines(text, start, { from: offset, to: offset })
      case 'flow-map-start':
      case 'flow-seq-start':
        if (level === 0) start = offset
        level++
        break
      case 'flow-map-end':
      case 'flow-seq-end':
        level--
        break
      case 'single-quoted-scalar':
      case 'double-quoted-scalar': {
        const end = endOfQuoted(text, offset)
        const from = offset + token.length
        if (end > from) {
          return indentLines(text, level > 0 ? start : offset, { from: from + 1, to: end })
        }
      }
    }
    offset += token.length
  }
  return undefined
}

/** Where the quoted text that begins at `start` ends; there, when its closing quote is missing. */
function endOfQuoted(text: string, start: number): number {
  const quoted = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'/y
  quoted.lastIndex = start
  return start + (quoted.exec(text)?.[0].length ?? 0)
}

/** Indents the lines from `from` to `to` further than the place that they belong to. */
function indentLines(
  text: string,
  start: number,
  { from, to }: { from: number; to: number },
): string {
  const indent = ' '.repeat(start - startOfLine(text, start) + 1)
  const begin = startOfLine(text, from)
  const lines = text.slice(begin, to).replace(/^/gm, indent)
  return text.slice(0, begin) + lines + text.slice(to)
}

function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}
