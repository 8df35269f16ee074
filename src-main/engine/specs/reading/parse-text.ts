import { parseAllDocuments, type YAMLError } from 'yaml'
import { DocumentTooLarge, type PlainJsonProblem, toPlainJson } from './plain-json.ts'

/** A finding about the text itself. `offset` counts UTF-16 units from the start. */
export interface TextProblem {
  code: string
  message: string
  pointer?: string
  line?: number
  column?: number
}

export interface ParsedText {
  format: 'json' | 'yaml'
  /** Plain JSON, no cycles; undefined when the text holds no value. */
  value: unknown
  problems: TextProblem[]
}

/** A text that is no JSON and no YAML. The message is one clause without a full stop. */
export class UnreadableText extends Error {
  readonly line: number | undefined
  readonly column: number | undefined
  readonly pointer: string | undefined
  readonly text: string

  constructor(
    message: string,
    text: string,
    at: { line?: number; column?: number; pointer?: string } = {},
  ) {
    super(message)
    this.text = text
    this.line = at.line
    this.column = at.column
    this.pointer = at.pointer
  }
}

const TOO_DEEP = 'it is nested too deeply to be read'

/** From this size on the faster parser reads YAML first; the exact one costs seconds on megabytes. */
const LARGE_TEXT = 100_000

/**
 * The value of a JSON or YAML text as plain JSON. JSON goes through `JSON.parse`; YAML of ordinary size
 * through the exact parser; large YAML through the fast one, and through the exact one only when the
 * fast one refuses it. Throws {@link UnreadableText}.
 */
export async function parseText(text: string): Promise<ParsedText> {
  const trimmed = text.trimStart()
  if (trimmed === '') return { format: 'yaml', value: undefined, problems: [] }
  const json = /^[{["]/.test(trimmed)
  try {
    if (json) {
      const parsed = parseJson(text)
      if (parsed) return plain('json', parsed.value, [])
      const yaml = parseYamlExactly(text, true)
      return plain('yaml', yaml.value, yaml.problems)
    }
    if (text.length > LARGE_TEXT) {
      const fast = await parseYamlFast(text)
      if (fast) return plain('yaml', fast.value, [])
    }
    const yaml = parseYamlExactly(text, false)
    return plain('yaml', yaml.value, yaml.problems)
  } catch (error) {
    if (error instanceof RangeError) throw new UnreadableText(TOO_DEEP, text)
    if (error instanceof DocumentTooLarge) {
      throw new UnreadableText(error.message, text, { pointer: error.pointer })
    }
    throw error
  }
}

function plain(format: 'json' | 'yaml', value: unknown, problems: TextProblem[]): ParsedText {
  const result = toPlainJson(value, format === 'yaml')
  return {
    format,
    value: result.value,
    problems: [...problems, ...result.problems.map((p: PlainJsonProblem) => ({ ...p }))],
  }
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    // Perhaps YAML in flow style, or JSON with comments: the YAML parser decides and knows the place.
    return undefined
  }
}

/** The parser inside swagger-parser: several times faster, but silent about places and duplicate keys. */
async function parseYamlFast(text: string): Promise<{ value: unknown } | undefined> {
  const { default: SwaggerParser } = await import('swagger-parser')
  const parser = new SwaggerParser()
  try {
    await parser.parse('spec.yaml', {
      resolve: {
        file: false,
        http: false,
        memory: { order: 1, canRead: true, read: () => text },
      },
      parse: { json: false, text: false, binary: false },
    })
  } catch {
    // It also refuses versions and shapes that are judged elsewhere; what it parsed is there all the same.
  }
  const value: unknown = parser.api
  return typeof value === 'object' && value !== null ? { value } : undefined
}

function parseYamlExactly(
  text: string,
  looksLikeJson: boolean,
): { value: unknown; problems: TextProblem[] } {
  const documents = parseAllDocuments(text, { logLevel: 'silent', strict: false, stringKeys: true })
  if (!Array.isArray(documents) || documents.length === 0) return { value: undefined, problems: [] }
  const problems: TextProblem[] = []
  const document = documents.find((one) => one.contents !== null) ?? documents[0]
  if (document === undefined) return { value: undefined, problems }
  for (const error of document.errors) {
    if (error.code === 'DUPLICATE_KEY') problems.push(duplicateKey(text, error))
    else if (error.code !== 'NON_STRING_KEY') throw unreadable(text, error, looksLikeJson)
  }
  if (documents.filter((one) => one.contents !== null).length > 1) {
    problems.push({
      code: 'several-documents',
      message: 'The file holds several YAML documents; the first one is used.',
    })
  }
  // Aliases stay shared here; their expansion is counted when the value is copied.
  return { value: document.toJS({ maxAliasCount: -1 }), problems }
}

function duplicateKey(text: string, error: YAMLError): TextProblem {
  const at = error.linePos?.[0]
  const rest = text.slice(error.pos[0], error.pos[0] + 200).split('\n', 1)[0] ?? ''
  const key = rest.match(/^(?:"[^"]*"|'[^']*'|[^\s:,}][^:]*)/)?.[0] ?? rest
  return {
    code: 'duplicate-key',
    message: `The key ${key} is there twice; the last one counts.`,
    ...(at && { line: at.line, column: at.col }),
  }
}

function unreadable(text: string, error: YAMLError, looksLikeJson: boolean): UnreadableText {
  if (/call stack/i.test(error.message)) throw new UnreadableText(TOO_DEEP, text)
  const at = error.linePos?.[0]
  const reason = (error.message.split('\n', 1)[0] ?? '')
    .replace(/ at line \d+, column \d+:?$/, '')
    .replace(/[.:]$/, '')
  const where = at ? ` at line ${at.line}, column ${at.col}` : ''
  const format = looksLikeJson ? 'JSON' : 'YAML'
  return new UnreadableText(`it is not valid ${format}${where} (${reason})`, text, {
    ...(at && { line: at.line, column: at.col }),
  })
}
