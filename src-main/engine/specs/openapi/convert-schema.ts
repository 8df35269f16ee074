import type { JsonSchema, SchemaObject } from '#runtime/schemas/json-schema.ts'
import { isObject, type JsonObject } from '../json-value.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { convertDiscriminator } from './discriminator.ts'
import { checkForbiddenMembers } from './forbidden-members.ts'
import { keywordRules } from './schema-keywords.ts'
import type { SpecReader } from './spec-reader.ts'
import { unresolvedReason } from './unresolved.ts'

/** Makes `#/schemas/<name>` of a reference; undefined, and reported, when it leads nowhere. */
export type Refer = (reference: string, from: string, dynamic?: boolean) => string | undefined

/**
 * A schema of any dialect as JSON Schema 2020-12 (OpenAPI 3.1 §4.8.24, 3.0 §4.7.24, Swagger 2.0 "Schema Object").
 * Keywords with impossible values are reported and left out, so that the rest of the schema counts.
 */
export function convertSchema(
  schema: unknown,
  pointer: string,
  reader: SpecReader,
  refer: Refer,
): JsonSchema {
  if (typeof schema === 'boolean') return schema
  if (schema === undefined || unresolvedReason(schema) !== undefined) return true
  if (!isObject(schema)) {
    report(reader, pointer, 'A schema is an object, true or false; this one is taken as true.')
    return true
  }
  const reference = schema.$ref ?? schema.$dynamicRef ?? schema.$recursiveRef
  if (typeof reference === 'string') {
    const $ref = refer(reference, pointer, reference === schema.$dynamicRef)
    // Before 3.1 what stands beside a reference does not count.
    const beside =
      reader.dialect === 'openapi-3.1' ? convertKeywords(schema, pointer, reader, refer) : {}
    if ($ref === undefined) return Object.keys(beside).length === 0 ? true : beside
    return { $ref, ...beside }
  }
  return convertKeywords(schema, pointer, reader, refer)
}

function convertKeywords(
  schema: JsonObject,
  pointer: string,
  reader: SpecReader,
  refer: Refer,
): SchemaObject {
  checkForbiddenMembers(schema, pointer, reader)
  const result: SchemaObject = {}
  const context = {
    schema,
    result,
    reader,
    pointer,
    convert: (value: unknown, ...tokens: (string | number)[]) =>
      convertSchema(value, tokens.reduce(appendPointer, pointer), reader, refer),
    drop: (keyword: string, why: string) => {
      report(
        reader,
        appendPointer(pointer, keyword),
        `The keyword ${keyword} ${why}; it does not count.`,
      )
    },
  }
  for (const keyword of Object.keys(schema)) {
    const rule = Object.hasOwn(keywordRules, keyword) ? keywordRules[keyword] : undefined
    rule?.(context, schema[keyword], keyword)
  }
  if (schema.discriminator !== undefined) {
    const discriminator = convertDiscriminator(schema, pointer, reader, refer)
    if (discriminator) result.discriminator = discriminator
  }
  return reader.dialect === 'openapi-3.1' ? result : allowNull(schema, result)
}

/** `nullable` (3.0) and `x-nullable` (2.0): null is allowed beside what the schema allows. */
function allowNull(schema: JsonObject, result: SchemaObject): SchemaObject {
  if (schema.nullable !== true && schema['x-nullable'] !== true) return result
  if (Array.isArray(result.enum) && !result.enum.includes(null))
    result.enum = [...result.enum, null]
  if (result.type !== undefined) {
    const types = Array.isArray(result.type) ? result.type : [result.type]
    if (!types.includes('null')) result.type = [...types, 'null']
    const composed = ['allOf', 'anyOf', 'oneOf', 'not', '$ref'].some(
      (key) => result[key] !== undefined,
    )
    return composed ? orNull(result) : result
  }
  return Object.keys(result).length === 0 ? result : orNull(result)
}

/** What describes the schema itself stays outside the alternative. */
function orNull(result: SchemaObject): SchemaObject {
  const outer: SchemaObject = {}
  const inner: SchemaObject = {}
  for (const [key, value] of Object.entries(result)) {
    if (annotations.has(key)) outer[key] = value
    else inner[key] = value
  }
  if (Object.keys(inner).length === 0) return outer
  return { ...outer, anyOf: [inner, { type: 'null' }] }
}

const annotations = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'readOnly',
  'writeOnly',
  'deprecated',
  'xml',
])

function report(reader: SpecReader, pointer: string, message: string): void {
  reader.problems.add({ severity: 'warning', code: 'invalid-keyword', message, pointer })
}
