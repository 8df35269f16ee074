import type { JsonSchema } from './json-schema.ts'
import { isRecord } from './json-schema.ts'
import type { JsonType, Keywords } from './keywords.ts'
import type { SafePattern } from './safe-pattern.ts'
import type { SchemaIndex } from './schema-index.ts'

/** True when a value is certainly valid; false says nothing. */
export type QuickLook = (schema: JsonSchema, value: unknown) => boolean

interface QuickLookParts {
  index: SchemaIndex
  /** Null for a pattern that is broken and allows everything. */
  compilePattern: (source: string) => SafePattern | null
  loadFormats: () => ReadonlyMap<string, (text: string) => boolean>
}

/** Parts of a value that are looked at before it is left to the validator. */
const mostParts = 2_000

/** References and levels that are followed. */
const deepest = 60

/** Keywords that only the validator understands. */
const beyond = [
  ...['oneOf', 'not', 'if', 'contains', 'prefixItems', 'patternProperties', 'propertyNames'],
  ...['dependentRequired', 'dependentSchemas', 'unevaluatedItems', 'unevaluatedProperties'],
] as const as readonly (keyof Keywords)[]

/**
 * Reads a schema beside a value. Compiling a validator takes longer than hundreds of such looks, and many schemas
 * are needed once or twice only: for the example of an answer, or the answer that is generated once.
 * Members that a direction hides are asked for here like all others, so one look serves both.
 */
export function createQuickLook(parts: QuickLookParts): QuickLook {
  const { index } = parts

  return (schema, value) => {
    let left = mostParts
    return look(schema, value, 0)

    function look(schema: JsonSchema, value: unknown, depth: number): boolean {
      if (typeof schema === 'boolean') return schema
      left -= 1
      if (left < 0 || depth > deepest) return false
      const keywords = index.keywords(schema)
      if (beyond.some((name) => keywords[name] !== undefined)) return false
      const { types, ref, allOf, anyOf } = keywords
      if (types && !types.some((type) => isOfType(value, type))) return false
      if (!isAllowedValue(keywords, value)) return false
      if (ref !== undefined && !look(index.target(ref) ?? true, value, depth + 1)) return false
      if (allOf && !allOf.every((part) => look(part, value, depth + 1))) return false
      if (anyOf && !anyOf.some((part) => look(part, value, depth + 1))) return false
      if (typeof value === 'string') return looksAtText(keywords, value, parts)
      if (typeof value === 'number') return looksAtNumber(keywords, value)
      if (Array.isArray(value)) return lookAtItems(keywords, value, depth)
      return isRecord(value) ? lookAtMembers(keywords, value, depth) : true
    }

    function lookAtItems(keywords: Keywords, value: unknown[], depth: number): boolean {
      const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems } = keywords
      if (value.length < minItems || value.length > maxItems) return false
      if (uniqueItems && !areDifferent(value)) return false
      return items === undefined || value.every((item) => look(items, item, depth + 1))
    }

    function lookAtMembers(
      { properties, additionalProperties: others = true, ...keywords }: Keywords,
      value: Record<string, unknown>,
      depth: number,
    ): boolean {
      const names = Object.keys(value)
      const {
        required = [],
        minProperties = 0,
        maxProperties = Number.POSITIVE_INFINITY,
      } = keywords
      if (names.length < minProperties || names.length > maxProperties) return false
      if (!required.every((name) => Object.hasOwn(value, name))) return false
      return names.every((name) => look(properties?.get(name) ?? others, value[name], depth + 1))
    }
  }
}

function isOfType(value: unknown, type: JsonType): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isRecord(value)
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return Number.isFinite(value)
    default:
      return typeof value === type
  }
}

/** Lists and objects are compared by the validator. */
function isAllowedValue({ enum: values, const: constant }: Keywords, value: unknown): boolean {
  if (!values && !constant) return true
  if (typeof value === 'object' && value !== null) return false
  return (values?.includes(value) ?? true) && (!constant || constant.value === value)
}

function looksAtText(
  { format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Keywords,
  value: string,
  { compilePattern, loadFormats }: QuickLookParts,
): boolean {
  // Between one and two units make a character.
  if (value.length > maxLength || value.length < minLength * 2) {
    const length = minLength === 0 && value.length <= maxLength ? 0 : [...value].length
    if (length < minLength || length > maxLength) return false
  }
  if (pattern !== undefined && compilePattern(pattern)?.test(value) === false) return false
  return format === undefined || (loadFormats().get(format)?.(value) ?? true)
}

function looksAtNumber(keywords: Keywords, value: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = keywords
  if (format !== undefined && !(Number.isInteger(value) && Math.abs(value) < 2 ** 31)) {
    return false
  }
  return (
    value >= (minimum ?? value) &&
    value <= (maximum ?? value) &&
    (exclusiveMinimum === undefined || value > exclusiveMinimum) &&
    (exclusiveMaximum === undefined || value < exclusiveMaximum) &&
    (multipleOf === undefined || Number.isInteger(value / multipleOf))
  )
}

function areDifferent(items: unknown[]): boolean {
  return items.every((item) => typeof item !== 'object') && new Set(items).size === items.length
}
