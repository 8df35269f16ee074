import type { JsonSchema, SchemaObject } from '#runtime/schemas/json-schema.ts'
import { isObject, type JsonObject } from '../json-value.ts'
import { quotedValue } from '../reading/spec-files.ts'
import type { SpecReader } from './spec-reader.ts'

export interface KeywordContext {
  /** The author's schema. */
  schema: JsonObject
  /** The schema that is being made. */
  result: SchemaObject
  reader: SpecReader
  pointer: string
  convert(value: unknown, ...tokens: (string | number)[]): JsonSchema
  /** Reports that a keyword is left out. */
  drop(keyword: string, why: string): void
}

/** Takes one keyword over into the result. */
type KeywordRule = (context: KeywordContext, value: unknown, keyword: string) => void

const types = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

const number: KeywordRule = ({ result, drop }, value, keyword) => {
  if (typeof value === 'number') result[keyword] ??= value
  else drop(keyword, 'has to be a number')
}

const count: KeywordRule = ({ result, drop }, value, keyword) => {
  if (Number.isInteger(value) && Number(value) >= 0) result[keyword] = value
  else drop(keyword, 'has to be a whole number from 0 on')
}

const flag: KeywordRule = ({ result }, value, keyword) => {
  if (value === true) result[keyword] = true
}

const text: KeywordRule = ({ result }, value, keyword) => {
  if (typeof value === 'string') result[keyword] = value
}

const asIs: KeywordRule = ({ result }, value, keyword) => {
  result[keyword] = value
}

const schema: KeywordRule = ({ result, convert, drop }, value, keyword) => {
  if (isObject(value) || typeof value === 'boolean') result[keyword] = convert(value, keyword)
  else drop(keyword, 'has to be a schema')
}

const schemaList: KeywordRule = ({ result, convert, drop }, value, keyword) => {
  if (Array.isArray(value) && value.length > 0) {
    result[keyword] = value.map((item, i) => convert(item, keyword, i))
  } else drop(keyword, 'has to be a list of schemas with at least one')
}

const schemaMap: KeywordRule = ({ result, convert, drop }, value, keyword) => {
  if (!isObject(value)) {
    drop(keyword, 'has to be a map of schemas')
    return
  }
  const map: Record<string, JsonSchema> = {}
  for (const [name, child] of Object.entries(value)) {
    // `name:` with nothing behind it means "any value" to its author.
    map[name] = child === null ? true : convert(child, keyword, name)
  }
  result[keyword] = map
}

/** A limit that is exclusive: a flag beside the limit before 3.1, a limit of its own since. */
function exclusive(limit: 'minimum' | 'maximum'): KeywordRule {
  return ({ schema: source, result, drop }, value, keyword) => {
    if (typeof value === 'number') result[keyword] = value
    else if (value === true && typeof source[limit] === 'number') {
      result[keyword] = source[limit]
      delete result[limit]
    } else if (value !== false) drop(keyword, `needs a number, or a ${limit} beside it`)
  }
}

function limit(exclusiveKeyword: string): KeywordRule {
  return (context, value, keyword) => {
    if (context.schema[exclusiveKeyword] !== true) number(context, value, keyword)
  }
}

/** How each keyword gets into JSON Schema 2020-12. What is not here says nothing about values. */
export const keywordRules: Readonly<Record<string, KeywordRule>> = {
  type({ result, drop }, value, keyword) {
    if (value === 'file') {
      result.type = 'string'
      result.format = 'binary'
      return
    }
    // In a list, `null` without quotes can only mean the type of that name.
    const names = Array.isArray(value) ? value.map((name) => name ?? 'null') : [value]
    const known = names.filter((name) => typeof name === 'string' && types.has(name))
    if (known.length < names.length) {
      const odd = names.find((name) => !known.includes(name))
      drop(keyword, `names the unknown type ${quotedValue(odd)}`)
    }
    const [first] = known
    if (first !== undefined) result.type = known.length === 1 ? first : [...new Set<string>(known)]
  },
  format({ result }, value) {
    if (typeof value === 'string') result.format ??= value
  },
  pattern({ result, drop }, value, keyword) {
    if (typeof value === 'string' && isPattern(value)) result.pattern = value
    else drop(keyword, 'is no regular expression of JavaScript')
  },
  enum({ result, drop }, value, keyword) {
    if (!Array.isArray(value) || value.length === 0) {
      drop(keyword, 'has to be a list with at least one value')
      return
    }
    result.enum = [...new Map(value.map((item) => [JSON.stringify(item), item])).values()]
  },
  required({ result, drop }, value, keyword) {
    if (!Array.isArray(value)) {
      drop(keyword, 'has to be a list of names')
      return
    }
    const names = new Set(value.filter((name) => typeof name === 'string'))
    if (names.size > 0) result.required = [...names]
  },
  items({ schema: source, result, convert, drop }, value, keyword) {
    if (Array.isArray(value)) {
      // A tuple before 2020-12; `additionalItems` is what its `items` is now.
      if (value.length > 0) result.prefixItems = value.map((item, i) => convert(item, keyword, i))
      const rest = source.additionalItems
      if (isObject(rest) || typeof rest === 'boolean')
        result.items = convert(rest, 'additionalItems')
    } else if (isObject(value) || typeof value === 'boolean') result.items = convert(value, keyword)
    else drop(keyword, 'has to be a schema')
  },
  dependencies({ result, convert }, value, keyword) {
    if (!isObject(value)) return
    const required: Record<string, unknown> = {}
    const schemas: Record<string, JsonSchema> = {}
    for (const [name, child] of Object.entries(value)) {
      if (Array.isArray(child)) required[name] = child
      else schemas[name] = convert(child, keyword, name)
    }
    if (Object.keys(required).length > 0) result.dependentRequired = required
    if (Object.keys(schemas).length > 0) result.dependentSchemas = schemas
  },
  dependentRequired({ result, drop }, value, keyword) {
    const valid = isObject(value) && Object.values(value).every(isNameList)
    if (valid) result.dependentRequired = value
    else drop(keyword, 'has to be a map of lists of names')
  },
  patternProperties(context, value, keyword) {
    if (!isObject(value)) {
      context.drop(keyword, 'has to be a map of schemas')
      return
    }
    const valid = Object.fromEntries(Object.entries(value).filter(([name]) => isPattern(name)))
    if (Object.keys(valid).length < Object.keys(value).length) {
      context.drop(keyword, 'has a name that is no regular expression of JavaScript')
    }
    schemaMap(context, valid, keyword)
  },
  multipleOf({ result, drop }, value, keyword) {
    if (typeof value === 'number' && value > 0) result.multipleOf = value
    else drop(keyword, 'has to be a number above 0')
  },
  const: asIs,
  default: asIs,
  example: asIs,
  'x-example': ({ schema: source, result }, value) => {
    if (source.example === undefined) result.example = value
  },
  examples({ result }, value) {
    if (Array.isArray(value) && value.length > 0) result.examples = value
  },
  xml({ schema: source, result, drop }, value) {
    if (isObject(value)) result.xml = withNodeType(value, source.type === 'array')
    const nodeType = isObject(value) ? value.nodeType : undefined
    if (nodeType === 'text' || nodeType === 'cdata')
      drop('xml', `has the nodeType ${nodeType}, which is written as an element`)
  },
  title: text,
  description: text,
  contentEncoding: text,
  contentMediaType: text,
  contentSchema: schema,
  minimum: limit('exclusiveMinimum'),
  maximum: limit('exclusiveMaximum'),
  exclusiveMinimum: exclusive('minimum'),
  exclusiveMaximum: exclusive('maximum'),
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  minProperties: count,
  maxProperties: count,
  minContains: count,
  maxContains: count,
  uniqueItems: flag,
  readOnly: flag,
  writeOnly: flag,
  deprecated: flag,
  properties: schemaMap,
  dependentSchemas: schemaMap,
  prefixItems: schemaList,
  allOf: schemaList,
  anyOf: schemaList,
  oneOf: schemaList,
  not: schema,
  if: schema,
  // biome-ignore lint/suspicious/noThenProperty: `then` is a keyword of JSON Schema; this object is never awaited.
  then: schema,
  else: schema,
  contains: schema,
  propertyNames: schema,
  additionalProperties: schema,
  unevaluatedProperties: schema,
  unevaluatedItems: schema,
}

/** The `nodeType` of 3.2 in the words that came before it. */
function withNodeType(xml: JsonObject, isArray: boolean): JsonObject {
  const { nodeType, ...rest } = xml
  if (nodeType === 'attribute') return { ...rest, attribute: true }
  return isArray && nodeType === 'element' ? { ...rest, wrapped: true } : rest
}

function isNameList(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}

/** Patterns are tried with and without Unicode mode, as authors write for either. */
function isPattern(pattern: string): boolean {
  for (const flags of ['u', '']) {
    try {
      new RegExp(pattern, flags)
      return true
    } catch {
      // Not valid in this mode; perhaps in the other.
    }
  }
  return false
}
