import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { Diagnostic } from '@codemirror/lint'
import type { EditorState } from '@codemirror/state'
import { validateJson } from './validate-json.ts'

type Tree = ReturnType<typeof syntaxTree>
type SyntaxNode = Tree['topNode']

/** Longer text is not checked while it is typed. */
const LONGEST_CHECKED = 1_000_000

/** Problems of JSON text at their places: of the syntax, or else of the schema. */
export function diagnoseJson(state: EditorState, schema: unknown): Diagnostic[] {
  const text = state.doc.toString()
  if (text.trim() === '' || text.length > LONGEST_CHECKED) return []
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return [syntaxProblem(state, text, error)]
  }
  if (schema === undefined) return []
  return validateJson(value, schema).map(({ pointer, message }) => ({
    ...rangeOf(state, pointer),
    severity: 'warning',
    message: pointer === '' ? `The value ${message}` : `${pointer} ${message}`,
  }))
}

function syntaxProblem(state: EditorState, text: string, error: unknown): Diagnostic {
  const at = firstErrorOf(state) ?? text.length
  const from = Math.min(at, text.length)
  const message = error instanceof Error ? error.message : String(error)
  return {
    from,
    to: Math.min(from + 1, text.length),
    severity: 'error',
    // Engines name the text and a position; the mark shows both better.
    message: message
      .replace(/,? (\.\.\.)?"[\s\S]*"(\.\.\.)? is not valid JSON$/, '')
      .replace(/ in JSON at position.*$/, ''),
  }
}

/** The tree of the whole text: the editor parses a part at first, and stops whenever that takes too long. */
function treeOf(state: EditorState): Tree {
  return ensureSyntaxTree(state, state.doc.length, Number.POSITIVE_INFINITY) ?? syntaxTree(state)
}

function firstErrorOf(state: EditorState): number | null {
  let found: number | null = null
  treeOf(state).iterate({
    enter(node) {
      if (found !== null) return false
      if (node.type.isError) found = node.from
      return true
    },
  })
  return found
}

/** Where the value with this pointer stands in the text; the whole text when it is not found. */
function rangeOf(state: EditorState, pointer: string): { from: number; to: number } {
  let node = treeOf(state).topNode.firstChild
  const names = pointer.split('/').slice(1).map(unescapeSegment)
  for (const name of names) {
    const next: SyntaxNode | null = node && memberOf(state, node, name)
    if (!next) break
    node = next
  }
  if (!node) return { from: 0, to: state.doc.length }
  // A large value is marked at its opening bracket only.
  const isStructure = node.name === 'Object' || node.name === 'Array'
  return { from: node.from, to: isStructure ? node.from + 1 : node.to }
}

function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
}

function memberOf(state: EditorState, parent: SyntaxNode, name: string): SyntaxNode | null {
  if (parent.name === 'Array') return itemOf(parent, Number(name))
  // The last of repeated members counts, as in JSON.parse.
  const properties = parent.getChildren('Property').toReversed()
  const property = properties.find(
    ({ firstChild }) => firstChild && keyText(state, firstChild) === name,
  )
  return property?.lastChild ?? null
}

function itemOf(array: SyntaxNode, index: number): SyntaxNode | null {
  let position = -1
  for (let item = array.firstChild; item; item = item.nextSibling) {
    if (item.name === '[' || item.name === ']' || item.name === ',' || item.type.isError) continue
    position += 1
    if (position === index) return item
  }
  return null
}

function keyText(state: EditorState, node: SyntaxNode): string {
  try {
    return String(JSON.parse(state.sliceDoc(node.from, node.to)))
  } catch {
    // An unfinished key names nothing.
    return ''
  }
}
