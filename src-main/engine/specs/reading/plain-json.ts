import { type JsonObject, members } from '../json-value.ts'
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
 * Makes plain JSON of what a parser returned, in place, as a copy of megabytes would cost time and memory: merge keys
 * (`<<`) are applied, cycles cut, `__proto__` keys left out, dates and other YAML types turned into strings. Values of YAML
 * aliases stay shared; what they come to when written out is bounded.
 */
export function toPlainJson(
  value: unknown,
  mergeKeys: boolean,
): { value: unknown; problems: PlainJsonProblem[] } {
  const problems: PlainJsonProblem[] = []
  const open = new Set<object>()
  let nodes = 0

  function clean(node: unknown, tokens: string[]): unknown {
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
    const result = Array.isArray(node)
      ? cleanList(node, tokens)
      : cleanObject(plainObject(node), tokens)
    open.delete(node)
    return result
  }

  function cleanList(list: unknown[], tokens: string[]): unknown[] {
    for (let i = 0; i < list.length; i++) {
      tokens.push(String(i))
      const item = list[i]
      const cleaned = clean(item, tokens)
      if (cleaned !== item) list[i] = cleaned
      tokens.pop()
    }
    return list
  }

  function cleanObject(object: JsonObject, tokens: string[]): JsonObject {
    const merged: unknown[] = []
    for (const key of Object.keys(object)) {
      const child = object[key]
      if (key === '__proto__') {
        report('unsafe-key', 'The key __proto__ is left out: it is not safe in JavaScript.', tokens)
        delete object[key]
      } else if (mergeKeys && key === '<<' && typeof child === 'object' && child !== null) {
        merged.push(...(Array.isArray(child) ? child : [child]))
        delete object[key]
      } else {
        tokens.push(key)
        const cleaned = clean(child, tokens)
        if (cleaned !== child) object[key] = cleaned
        tokens.pop()
      }
    }
    for (const child of merged) {
      // Keys of the mapping itself win, then those of the earlier merged mapping (YAML merge key type).
      for (const [key, inherited] of members(clean(child, [...tokens, '<<']))) {
        if (!Object.hasOwn(object, key)) object[key] = inherited
      }
    }
    return object
  }

  function report(code: PlainJsonProblem['code'], message: string, tokens: string[]): void {
    problems.push({ code, message, pointer: pointerOf(tokens) })
  }

  return { value: clean(value, []), problems }
}

/** Ordered maps of YAML (`!!omap`) become objects. Everything else that gets here is an object of the parser. */
function plainObject(node: object): JsonObject {
  return node instanceof Map ? Object.fromEntries(node) : (node as JsonObject)
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
