import { formatProblem } from './json-formats.ts'
import { checkArray, checkNumber, checkObject, checkString } from './json-keywords.ts'
import {
  child,
  isObject,
  jsonEquals,
  type Schema,
  type SchemaProblem,
  typeOf,
} from './json-value.ts'

export interface Validation {
  /** Reports a problem at a JSON pointer. */
  report(pointer: string, message: string): void
  check(value: unknown, schema: unknown, pointer: string): void
  isValid(value: unknown, schema: unknown): boolean
  /** True as soon as more findings would not change the answer. */
  isDecided(): boolean
  /** Only yes or no is asked for, and not why. */
  readonly isQuick: boolean
}

/**
 * What keeps a value from satisfying a JSON Schema (2020-12), with the place as a JSON pointer.
 *
 * An interpreter, because validators that compile schemas to code need `eval`, which the page forbids.
 * It serves an editor, not a judge. Not checked: `$ref` to other documents, `$dynamicRef`, resolution
 * by `$id`, `unevaluatedProperties`, `unevaluatedItems`, `content…`, and formats it does not know.
 * What is not checked counts as satisfied.
 */
export function validateJson(value: unknown, schema: unknown, limit = 100): SchemaProblem[] {
  const problems: SchemaProblem[] = []
  const validation = createValidation({
    root: schema,
    report: (pointer, message) => problems.push({ pointer, message }),
    isDecided: () => problems.length >= limit,
    isQuick: false,
    frame: null,
  })
  validation.check(value, schema, '')
  return problems.slice(0, limit)
}

/** A schema that is being checked against a value, and what led there. */
interface Frame {
  value: unknown
  schema: Schema
  parent: Frame | null
}

interface Setting {
  root: unknown
  report: Validation['report']
  isDecided: () => boolean
  isQuick: boolean
  frame: Frame | null
}

function createValidation(setting: Setting): Validation {
  const { root, report, isDecided, isQuick, frame } = setting
  return {
    report,
    isDecided,
    isQuick,
    isValid(value, schema) {
      let valid = true
      const quick = createValidation({
        ...setting,
        report: () => {
          valid = false
        },
        isDecided: () => !valid,
        isQuick: true,
      })
      quick.check(value, schema, '')
      return valid
    },
    check(value, schema, pointer) {
      if (isDecided()) return
      if (schema === false) report(pointer, 'is not allowed here')
      // A schema that leads back to itself at the same value adds nothing.
      if (!isObject(schema) || isRunning(frame, value, schema)) return
      const next = { value, schema, parent: frame }
      checkSchema(createValidation({ ...setting, frame: next }), value, schema, pointer, root)
    },
  }
}

function isRunning(from: Frame | null, value: unknown, schema: Schema): boolean {
  for (let frame = from; frame && Object.is(frame.value, value); frame = frame.parent) {
    if (frame.schema === schema) return true
  }
  return false
}

function checkSchema(
  validation: Validation,
  value: unknown,
  schema: Schema,
  pointer: string,
  root: unknown,
): void {
  checkReference(validation, value, schema, pointer, root)
  if (!checkType(validation, value, schema, pointer)) return
  checkWhole(validation, value, schema, pointer)
  if (typeof value === 'string') {
    checkString(validation, value, schema, pointer)
    const { format } = schema
    const problem = typeof format === 'string' ? formatProblem(format, value) : null
    if (problem) validation.report(pointer, problem)
  } else if (typeof value === 'number') {
    checkNumber(validation, value, schema, pointer)
  } else if (Array.isArray(value)) {
    checkArray(validation, value, schema, pointer)
  } else if (isObject(value)) {
    checkObject(validation, value, schema, pointer)
  }
  checkCombined(validation, value, schema, pointer)
}

function checkReference(
  validation: Validation,
  value: unknown,
  schema: Schema,
  pointer: string,
  root: unknown,
): void {
  const reference = schema['$ref']
  if (typeof reference !== 'string') return
  const target = resolveReference(root, reference)
  if (target !== undefined) validation.check(value, target, pointer)
}

/** The schema that a reference within the document names; undefined when it names none. */
export function resolveReference(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined
  if (reference === '#') return root
  if (!reference.startsWith('#/'))
    return isObject(root) ? findAnchor(root, reference.slice(1)) : undefined
  let target: unknown = root
  for (const segment of reference.slice(2).split('/')) {
    const name = decodeSegment(segment)
    if (!isObject(target) && !Array.isArray(target)) return undefined
    target = Object.hasOwn(target, name) ? child(target, name) : undefined
  }
  return target
}

function decodeSegment(segment: string): string {
  const text = segment.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign is part of the name.
    return text
  }
}

function findAnchor(root: Schema, anchor: string): unknown {
  const definitions = root['$defs']
  const candidates = [root, ...(isObject(definitions) ? Object.values(definitions) : [])]
  return candidates.find((candidate) => isObject(candidate) && candidate['$anchor'] === anchor)
}

/** False when the type is wrong: what else is wrong then is noise. */
function checkType(
  validation: Validation,
  value: unknown,
  schema: Schema,
  pointer: string,
): boolean {
  const { type } = schema
  const allowed = typeof type === 'string' ? [type] : Array.isArray(type) ? type : null
  if (!allowed) return true
  const actual = typeOf(value)
  const fits = allowed.some(
    (name) => name === actual || (name === 'number' && actual === 'integer'),
  )
  if (fits) return true
  validation.report(
    pointer,
    `must be ${listed(allowed.map(withArticle))}, not ${withArticle(actual)}`,
  )
  return false
}

const articles: Record<string, string> = {
  null: 'null',
  integer: 'an integer',
  object: 'an object',
  array: 'an array',
}

function withArticle(type: unknown): string {
  return articles[String(type)] ?? `a ${type}`
}

function listed(words: string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

function checkWhole(validation: Validation, value: unknown, schema: Schema, pointer: string): void {
  const { enum: choices } = schema
  if (Array.isArray(choices) && !choices.some((choice) => jsonEquals(choice, value))) {
    const shown = choices.slice(0, 8).map((choice) => JSON.stringify(choice))
    const rest = choices.length > shown.length ? ', …' : ''
    validation.report(pointer, `must be one of ${shown.join(', ')}${rest}`)
  }
  if ('const' in schema && !jsonEquals(schema['const'], value)) {
    validation.report(pointer, `must be ${JSON.stringify(schema['const'])}`)
  }
}

function checkCombined(
  validation: Validation,
  value: unknown,
  schema: Schema,
  pointer: string,
): void {
  const { allOf, anyOf, oneOf, not } = schema
  if (Array.isArray(allOf)) for (const part of allOf) validation.check(value, part, pointer)
  if (Array.isArray(anyOf) && !anyOf.some((part) => validation.isValid(value, part))) {
    reportNearest(validation, value, anyOf, pointer, 'matches none of the allowed shapes')
  }
  if (Array.isArray(oneOf)) {
    const matching = oneOf.filter((part) => validation.isValid(value, part)).length
    if (matching === 0) {
      reportNearest(validation, value, oneOf, pointer, 'matches none of the allowed shapes')
    } else if (matching > 1) {
      validation.report(pointer, `matches ${matching} of the shapes, but must match exactly one`)
    }
  }
  if (not !== undefined && validation.isValid(value, not)) {
    validation.report(pointer, 'has a shape that is not allowed')
  }
  if (schema['if'] !== undefined) {
    const branch = validation.isValid(value, schema['if']) ? schema['then'] : schema['else']
    if (branch !== undefined) validation.check(value, branch, pointer)
  }
}

/** With a single alternative beside null its own problems say more than "none of". */
function reportNearest(
  validation: Validation,
  value: unknown,
  parts: unknown[],
  pointer: string,
  message: string,
): void {
  const real = parts.filter((part) => !(isObject(part) && part['type'] === 'null'))
  const [only] = real
  if (real.length === 1 && value !== null && !validation.isQuick)
    validation.check(value, only, pointer)
  else validation.report(pointer, message)
}
