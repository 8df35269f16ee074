import type { JsonSchema, SchemaObject } from './json-schema.ts'
import { isRecord } from './json-schema.ts'

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object'

export interface Discriminator {
  propertyName: string
  /** Tag to the name or reference of a schema, as the spec writes it. */
  mapping: ReadonlyMap<string, string>
}

/**
 * What a schema object says, with every keyword of the wrong type left out, so that nobody else has to distrust it.
 * Maps stand for objects keyed by names from the spec: a key such as `__proto__` is then an ordinary key.
 */
export interface Keywords {
  ref?: string
  types?: readonly JsonType[]
  enum?: readonly unknown[]
  const?: { value: unknown }
  multipleOf?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
  contentEncoding?: string
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  prefixItems?: readonly JsonSchema[]
  items?: JsonSchema
  contains?: JsonSchema
  minContains?: number
  maxContains?: number
  unevaluatedItems?: JsonSchema
  properties?: ReadonlyMap<string, JsonSchema>
  patternProperties?: ReadonlyMap<string, JsonSchema>
  additionalProperties?: JsonSchema
  unevaluatedProperties?: JsonSchema
  propertyNames?: JsonSchema
  required?: readonly string[]
  minProperties?: number
  maxProperties?: number
  dependentRequired?: ReadonlyMap<string, readonly string[]>
  dependentSchemas?: ReadonlyMap<string, JsonSchema>
  allOf?: readonly JsonSchema[]
  anyOf?: readonly JsonSchema[]
  oneOf?: readonly JsonSchema[]
  not?: JsonSchema
  if?: JsonSchema
  then?: JsonSchema
  else?: JsonSchema
  discriminator?: Discriminator
  default?: { value: unknown }
  /** `example` first, then `examples`. */
  examples?: readonly unknown[]
  title?: string
  description?: string
  readOnly?: boolean
  writeOnly?: boolean
}

const typeNames: ReadonlySet<string> = new Set([
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
] satisfies JsonType[])

const isType = (value: unknown): value is JsonType =>
  typeof value === 'string' && typeNames.has(value)

const asCount = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined

const asNumber = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined)

const asSchema = (value: unknown): JsonSchema | undefined =>
  // An object of the spec is a schema: its keywords are checked one by one when it is read.
  typeof value === 'boolean' || isRecord(value) ? (value as JsonSchema) : undefined

/** A member that is no schema constrains nothing; the position or name it stands for is kept. */
const asSchemaOrTrue = (value: unknown): JsonSchema => asSchema(value) ?? true

function asSchemaList(value: unknown): JsonSchema[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  return value.map(asSchemaOrTrue)
}

function asSchemaMap(value: unknown): Map<string, JsonSchema> | undefined {
  if (!isRecord(value)) return undefined
  return new Map(Object.entries(value).map(([name, schema]) => [name, asSchemaOrTrue(schema)]))
}

function asTexts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  return [...new Set(value.filter((entry) => typeof entry === 'string'))]
}

function asTypes(value: unknown): JsonType[] | undefined {
  const types = (Array.isArray(value) ? value : [value]).filter(isType)
  return types.length > 0 ? [...new Set(types)] : undefined
}

function asNamesByName(value: unknown): Map<string, string[]> | undefined {
  if (!isRecord(value)) return undefined
  const names = new Map<string, string[]>()
  for (const [name, list] of Object.entries(value)) names.set(name, asTexts(list) ?? [])
  return names
}

function asDiscriminator(value: unknown): Discriminator | undefined {
  if (!isRecord(value) || typeof value['propertyName'] !== 'string') return undefined
  const mapping = new Map<string, string>()
  if (isRecord(value['mapping'])) {
    for (const [tag, target] of Object.entries(value['mapping'])) {
      if (typeof target === 'string') mapping.set(tag, target)
    }
  }
  return { propertyName: value['propertyName'], mapping }
}

function readItems(schema: SchemaObject, keywords: Keywords) {
  // A list under `items` is how drafts before 2020-12 wrote `prefixItems`.
  if (Array.isArray(schema['items'])) {
    keywords.prefixItems = asSchemaList(schema['items'])
    keywords.items = asSchema(schema['additionalItems'])
    return
  }
  keywords.prefixItems = asSchemaList(schema['prefixItems'])
  keywords.items = asSchema(schema['items'])
}

function readExamples(schema: SchemaObject): unknown[] | undefined {
  const examples = Array.isArray(schema['examples']) ? [...schema['examples']] : []
  if (Object.hasOwn(schema, 'example')) examples.unshift(schema['example'])
  return examples.length > 0 ? examples : undefined
}

/** Reads the keywords of one schema object, not of the schemas inside it. Never throws. */
export function readKeywords(schema: SchemaObject): Keywords {
  const multipleOf = asNumber(schema['multipleOf'])
  const keywords: Keywords = {
    ref: asText(schema['$ref']),
    types: asTypes(schema['type']),
    enum: Array.isArray(schema['enum']) && schema['enum'].length > 0 ? schema['enum'] : undefined,
    const: Object.hasOwn(schema, 'const') ? { value: schema['const'] } : undefined,
    multipleOf: multipleOf !== undefined && multipleOf > 0 ? multipleOf : undefined,
    minimum: asNumber(schema['minimum']),
    maximum: asNumber(schema['maximum']),
    exclusiveMinimum: asNumber(schema['exclusiveMinimum']),
    exclusiveMaximum: asNumber(schema['exclusiveMaximum']),
    minLength: asCount(schema['minLength']),
    maxLength: asCount(schema['maxLength']),
    pattern: asText(schema['pattern']),
    format: asText(schema['format']),
    contentEncoding: asText(schema['contentEncoding']),
    minItems: asCount(schema['minItems']),
    maxItems: asCount(schema['maxItems']),
    uniqueItems: schema['uniqueItems'] === true || undefined,
    contains: asSchema(schema['contains']),
    minContains: asCount(schema['minContains']),
    maxContains: asCount(schema['maxContains']),
    unevaluatedItems: asSchema(schema['unevaluatedItems']),
    properties: asSchemaMap(schema['properties']),
    patternProperties: asSchemaMap(schema['patternProperties']),
    additionalProperties: asSchema(schema['additionalProperties']),
    unevaluatedProperties: asSchema(schema['unevaluatedProperties']),
    propertyNames: asSchema(schema['propertyNames']),
    required: asTexts(schema['required']),
    minProperties: asCount(schema['minProperties']),
    maxProperties: asCount(schema['maxProperties']),
    dependentRequired: asNamesByName(schema['dependentRequired']),
    dependentSchemas: asSchemaMap(schema['dependentSchemas']),
    allOf: asSchemaList(schema['allOf']),
    anyOf: asSchemaList(schema['anyOf']),
    oneOf: asSchemaList(schema['oneOf']),
    not: asSchema(schema['not']),
    if: asSchema(schema['if']),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited
    then: asSchema(schema['then']),
    else: asSchema(schema['else']),
    discriminator: asDiscriminator(schema['discriminator']),
    default: Object.hasOwn(schema, 'default') ? { value: schema['default'] } : undefined,
    examples: readExamples(schema),
    title: asText(schema['title']),
    description: asText(schema['description']),
    readOnly: schema['readOnly'] === true || undefined,
    writeOnly: schema['writeOnly'] === true || undefined,
  }
  readItems(schema, keywords)
  return keywords
}
