import { pointerTokens } from './json-pointer.ts'
import type { Position } from './locate.ts'

/** Lines from `start` up to `end` of one collection. */
interface Block {
  start: number
  end: number
  /** `- key: value`: the item's first line as it would be without the dash. */
  first: string | undefined
}

/**
 * A locator for YAML in block style. Parsing megabytes again only for places costs seconds, but in block
 * style the children of a mapping are exactly the lines with its indentation: each step of the pointer
 * narrows the lines. Inside flow style (`{a: 1}`) the place is where the flow begins.
 */
export function createYamlLocator(text: string): (pointer: string) => Position {
  const lines = text.split(/\r\n?|\n/)
  const indents = lines.map(indentOf)
  const children = new Map<string, Map<string, number>>()

  function lineIn(block: Block, i: number): string {
    return i === block.start && block.first !== undefined ? block.first : (lines[i] ?? '')
  }

  function indentIn(block: Block, i: number): number {
    return i === block.start && block.first !== undefined
      ? indentOf(block.first)
      : (indents[i] ?? -1)
  }

  function childLines(block: Block): Map<string, number> {
    const id = `${block.start}:${block.end}:${block.first ?? ''}`
    const known = children.get(id)
    if (known) return known
    const found = new Map<string, number>()
    let indent = -1
    let items = 0
    for (let i = block.start; i < block.end; i++) {
      const own = indentIn(block, i)
      if (indent === -1) indent = own
      if (own !== indent || own === -1) continue
      const content = lineIn(block, i).slice(indent)
      const key = /^-(\s|$)/.test(content) ? String(items++) : keyOf(content)
      if (key !== undefined) found.set(key, i)
    }
    children.set(id, found)
    return found
  }

  /** Lines below `line` that belong to its value. A list may be indented as its key is. */
  function blockOf(block: Block, line: number): Block {
    const content = lineIn(block, line)
    const indent = indentIn(block, line)
    const isItem = isListItem(content)
    const ownLine = isItem ? undefined : /^\s*\? /.test(content) ? /^\s*: / : /^\s*-(\s|$)/
    let end = line + 1
    while (end < block.end) {
      const next = indents[end] ?? -1
      const own = next === indent && ownLine?.test(lines[end] ?? '')
      if (next >= 0 && next <= indent && !own) break
      end++
    }
    const value = lines[line + 1] ?? ''
    if (/^\s*\? /.test(content) && /^\s*: /.test(value)) {
      // `? key` and on the next line `: value`, as some libraries write long keys.
      return { start: line + 1, end, first: value.replace(':', ' ') }
    }
    const first = isItem ? itemContent(content) : undefined
    return { start: first === undefined ? line + 1 : line, end, first }
  }

  return (pointer) => {
    let block: Block = { start: firstContentLine(lines), end: lines.length, first: undefined }
    let line = block.start
    let column = Math.max(0, indents[line] ?? 0) + 1
    for (const token of pointerTokens(pointer)) {
      const next = childLines(block).get(token)
      if (next === undefined) break
      line = next
      column = indentIn(block, line) + 1
      block = blockOf(block, line)
    }
    return { line: line + 1, column }
  }
}

function isListItem(line: string): boolean {
  return /^\s*-(\s|$)/.test(line)
}

/** Columns before the first character; -1 for lines without content. */
function indentOf(line: string): number {
  const indent = line.search(/\S/)
  return indent === -1 || line[indent] === '#' || /^(---|\.\.\.|%)/.test(line) ? -1 : indent
}

function firstContentLine(lines: string[]): number {
  const found = lines.findIndex((line) => indentOf(line) >= 0)
  return Math.max(0, found)
}

/** The key of `key: value`, `"key": value`, `? key`; undefined when the line has none. */
function keyOf(line: string): string | undefined {
  const quoted = line.match(/^(?:\? )?(["'])(.*?)\1\s*(?::|$)/)
  if (quoted) return quoted[2]
  const long = line.match(/^\? ([^\s].*?)\s*$/)
  if (long) return long[1]
  return line.match(/^([^#:\s].*?)\s*:(?:\s|$)/)?.[1]
}

/** A list item's line with the dash blanked out, when a mapping or a list begins on it. */
function itemContent(line: string): string | undefined {
  const match = line.match(/^(\s*)-(\s+)(\S.*)$/)
  if (!match) return undefined
  const [, before = '', after = '', rest = ''] = match
  if (keyOf(rest) === undefined && !isListItem(rest)) return undefined
  return `${before} ${after}${rest}`
}
