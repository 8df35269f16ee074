import {
  type Document,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
  type YAMLError,
  YAMLSeq,
} from 'yaml'
import type { TextProblem } from './parse-text.ts'

/** A text that breaks the rules of YAML; other parsers may still read it. */
export class YamlRefusal extends Error {
  /** One clause without a full stop. */
  readonly reason: string
  readonly line: number | undefined
  readonly column: number | undefined

  constructor(reason: string, at: { line?: number; column?: number } = {}) {
    super(reason)
    this.reason = reason
    this.line = at.line
    this.column = at.column
  }
}

/**
 * The first document of a text by the rules of YAML 1.2, as OpenAPI asks for it (3.1 §4.3): words such as `off` are
 * texts even under a directive for YAML 1.1. Keys that are there twice are reported. Throws {@link YamlRefusal}, and
 * RangeError for nesting beyond the call stack.
 */
export function parseYamlExactly(text: string): { value: unknown; problems: TextProblem[] } {
  const documents = parseAllDocuments(text, {
    logLevel: 'silent',
    strict: false,
    stringKeys: true,
    schema: 'core',
  })
  if (!Array.isArray(documents) || documents.length === 0) return { value: undefined, problems: [] }
  const filled = documents.filter(hasContent)
  const document = filled[0] ?? documents[0]
  const problems: TextProblem[] = []
  if (document === undefined) return { value: undefined, problems }
  let merges = false
  for (const error of document.errors) {
    if (error.code === 'DUPLICATE_KEY' && keyAt(text, error) === '<<') merges = true
    else if (error.code === 'DUPLICATE_KEY') problems.push(duplicateKey(text, error))
    else if (error.code !== 'NON_STRING_KEY') throw refusal(text, error)
  }
  if (filled.length > 1) {
    problems.push({
      code: 'several-documents',
      message: 'The file holds several YAML documents; the first one is used.',
    })
  }
  if (merges) joinMerges(document)
  try {
    // Aliases stay shared here; their expansion is counted when the value is copied.
    return { value: document.toJS({ maxAliasCount: -1 }), problems }
  } catch (error) {
    if (error instanceof ReferenceError) throw unknownAlias(text, error)
    throw error
  }
}

function hasContent({ contents }: Document): boolean {
  return contents !== null && !(isScalar(contents) && contents.value === null)
}

/** Several `<<` of one mapping are one with a list; as keys only the last would count. */
function joinMerges(document: Document): void {
  visit(document, {
    Map(_key, map) {
      const merges = map.items.filter(({ key }) => isScalar(key) && key.value === '<<')
      const [first] = merges
      if (first === undefined || merges.length < 2) return
      const list = new YAMLSeq()
      list.items = merges.flatMap(({ value }) => (isSeq(value) ? value.items : [value]))
      first.value = list
      map.items = map.items.filter((pair) => pair === first || !merges.includes(pair))
    },
  })
}

/** The key that an error about keys is about, as it is written. */
function keyAt(text: string, error: YAMLError): string {
  const rest = text.slice(error.pos[0], error.pos[0] + 200).split('\n', 1)[0] ?? ''
  return rest.match(/^(?:"[^"]*"|'[^']*'|[^\s:,}][^:]*)/)?.[0].trimEnd() ?? rest
}

function duplicateKey(text: string, error: YAMLError): TextProblem {
  const at = error.linePos?.[0]
  return {
    code: 'duplicate-key',
    message: `The key ${keyAt(text, error)} is there twice; the last one counts.`,
    ...(at && { line: at.line, column: at.col }),
  }
}

function refusal(text: string, error: YAMLError): Error {
  if (/call stack/i.test(error.message)) return new RangeError(error.message)
  const at = error.linePos?.[0]
  const reason = (error.message.split('\n', 1)[0] ?? '')
    .replace(/ at line \d+, column \d+:?$/, '')
    .replace(/[.:]$/, '')
  const isIndent = error.code === 'TAB_AS_INDENT' || error.code === 'BAD_INDENT'
  const line = text.slice(text.lastIndexOf('\n', error.pos[0] - 1) + 1)
  const advice = isIndent && /^ *\t/.test(line) ? ': indent with spaces, not with tabs' : ''
  return new YamlRefusal(reason + advice, at && { line: at.line, column: at.col })
}

/** The parser names no place for an alias without an anchor. */
function unknownAlias(text: string, { message }: ReferenceError): YamlRefusal {
  const alias = `*${message.split(': ').at(-1) ?? ''}`
  const before = text.slice(0, Math.max(0, text.indexOf(alias))).split('\n')
  const column = (before.at(-1)?.length ?? 0) + 1
  return new YamlRefusal(`nothing before it is named by the alias ${alias}`, {
    line: before.length,
    column,
  })
}
