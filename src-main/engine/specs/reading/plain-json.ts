import { appendPointer } from './json-pointer.ts'

/** What had to be changed to make plain JSON of a parsed document. */
export interface PlainJsonProblem {
  code: 'alias-cycle' | 'unsafe-key' | 'not-json'
  message: string
  pointer: string
}

/** Thrown when a document is nested or expanded beyond what can be handled. */
export class DocumentTooLarge extends Error {
  readonly pointer: string

  constructor(message: string, pointer: string) {
    super(message)
    this.pointer = pointer
  }
}

/** Levels of nesting. Real descriptions stay below 60. */
export const MAX_DEPTH = 400
/** Values of a document with its YAML aliases written out. The largest real ones have under 500,000. */
const MAX_NODES = 3_000_000

/**
 * A copy that is plain JSON: YAML aliases are written out within a bound, merge keys (`<<`) applied,
 * cycles cut, `__proto__` keys left out, dates and other YAML types turned into strings.
 */
export function toPlainJson(
  value: unknown,
  mergeKeys: boolean,
): { value: unknown; problems: PlainJsonProblem[] } {
  const problems: PlainJsonProblem[] = []
  const open = new Set<object>()
  let nodes = 0

  function copy(node: unknown, tokens: string[]): unknown {
    nodes++
    if (nodes > MAX_NODES) {
      throw new DocumentTooLarge(
        `its YAML aliases expand to more than ${MAX_NODES.toLocaleString('en')} values`,
        pointerOf(tokens),
      )
    }
    if (node === null || typeof node === 'string' || typeof node === 'boolean') return node
    if (typeof node === 'number') {
      if (Number.isFinite(node)) return node
      report('not-json', `${node} is no JSON number; null stands in for it.`, tokens)
      return null
    }
    if (typeof node !== 'object') return node === undefined ? null : String(node)
    if (node instanceof Date) return dateText(node)
    if (node instanceof Uint8Array) return Buffer.from(node).toString('base64')
    if (open.has(node)) {
      report('alias-cycle', 'A YAML alias contains itself; null stands in for it.', tokens)
      return null
    }
    if (tokens.length > MAX_DEPTH) {
      throw new DocumentTooLarge(
        `it is nested more than ${MAX_DEPTH} levels deep`,
        pointerOf(tokens.slice(0, 20)),
      )
    }
    open.add(node)
    const result = Array.isArray(node) ? copyList(node, tokens) : copyObject(node, tokens)
    open.delete(node)
    return result
  }

  function copyList(list: unknown[], tokens: string[]): unknown[] {
    const result: unknown[] = []
    for (let i = 0; i < list.length; i++) {
      tokens.push(String(i))
      result.push(copy(list[i], tokens))
      tokens.pop()
    }
    return result
  }

  function copyObject(source: object, tokens: string[]): Record<string, unknown> {
    const result: Record<string, unknown> = {}
    const entries = source instanceof Map ? source.entries() : Object.entries(source)
    const merged: unknown[] = []
    for (const [rawKey, child] of entries) {
      const key = String(rawKey)
      if (key === '__proto__') {
        report('unsafe-key', 'The key __proto__ is left out: it is not safe in JavaScript.', tokens)
        continue
      }
      if (mergeKeys && key === '<<' && typeof child === 'object' && child !== null) {
        merged.push(...(Array.isArray(child) ? child : [child]))
        continue
      }
      tokens.push(key)
      result[key] = copy(child, tokens)
      tokens.pop()
    }
    for (const child of merged) {
      const more = copy(child, [...tokens, '<<'])
      if (typeof more !== 'object' || more === null || Array.isArray(more)) continue
      // Keys of the mapping itself win, then those of the earlier merged mapping (YAML merge key type).
      for (const [key, inherited] of Object.entries(more)) {
        if (!Object.hasOwn(result, key)) result[key] = inherited
      }
    }
    return result
  }

  function report(code: PlainJsonProblem['code'], message: string, tokens: string[]): void {
    problems.push({ code, message, pointer: pointerOf(tokens) })
  }

  return { value: copy(value, []), problems }
}

function pointerOf(tokens: string[]): string {
  return tokens.reduce(appendPointer, '')
}

/** YAML timestamps without a time of day are dates to their authors. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}
