import { parseYamlExactly, YamlRefusal } from './exact-yaml.ts'
import { indentFlow } from './indent-flow.ts'
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

/** A line break by YAML 1.2 (§5.4), which the exact parser and what mends for it take for a character. */
const LONE_CR = /\r(?!\n)/g

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
    } else if (text.length > LARGE_TEXT) {
      const fast = await parseYamlFast(text)
      if (fast) return plain('yaml', fast.value, [])
    }
    const yaml = parseYaml(text.replace(LONE_CR, '\n'), json)
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

/** What the exact parser says. What it refuses for its indentation alone is read all the same. */
function parseYaml(
  text: string,
  looksLikeJson: boolean,
): { value: unknown; problems: TextProblem[] } {
  try {
    return parseYamlExactly(text)
  } catch (error) {
    if (!(error instanceof YamlRefusal)) throw error
    const lenient = parseIndented(text)
    if (!lenient) throw unreadable(text, error, looksLikeJson)
    const { reason, line, column } = error
    const message = `By the rules of YAML the text is not indented enough here (${reason}). It was read as if it were; other tools may refuse it.`
    const problem = { code: 'lenient-yaml', message, ...(line && { line, column }) }
    return { value: lenient.value, problems: [problem, ...lenient.problems] }
  }
}

function parseIndented(text: string): { value: unknown; problems: TextProblem[] } | undefined {
  const indented = indentFlow(text)
  if (indented === undefined) return undefined
  try {
    return parseYamlExactly(indented)
  } catch (error) {
    if (error instanceof YamlRefusal) return undefined
    throw error
  }
}

function unreadable(text: string, error: YamlRefusal, looksLikeJson: boolean): UnreadableText {
  const { reason, line, column } = error
  const where = line ? ` at line ${line}, column ${column}` : ''
  const format = looksLikeJson ? 'JSON' : 'YAML'
  const message = `it is not valid ${format}${where} (${reason})`
  return new UnreadableText(message, text, { ...(line && { line, column }) })
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
