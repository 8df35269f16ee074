import type { JsonSchema, SchemaObject } from '#runtime/schemas/json-schema.ts'
import { isObject, type JsonObject } from '../json-value.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { convertDiscriminator } from './discriminator.ts'
import { isClosed, type Names, noNames, type Openings, openingsOf } from './forbidden-members.ts'
import { keywordRules } from './schema-keywords.ts'
import type { SpecReader } from './spec-reader.ts'
import { unresolvedReason } from './unresolved.ts'

/**
 * Makes `#/schemas/<name>` of a reference; undefined, and reported, when it leads nowhere. `allowed` are members that
 * closed objects it leads to have to allow besides their own.
 */
export type Refer = (
  reference: string,
  from: string,
  dynamic?: boolean,
  allowed?: Names,
) => string | undefined

/**
 * A schema of any dialect as JSON Schema 2020-12 (OpenAPI 3.1 §4.8.24, 3.0 §4.7.24, Swagger 2.0 "Schema Object").
 * Keywords with impossible values are reported and left out, so that the rest of the schema counts.
 */
export function convertSchema(
  schema: unknown,
  pointer: string,
  reader: SpecReader,
  refer: Refer,
  allowed: Names = noNames,
): JsonSchema {
  if (typeof schema === 'boolean') return schema
  if (schema === undefined || unresolvedReason(schema) !== undefined) return true
  if (!isObject(schema)) {
    report(reader, pointer, 'A schema is an object, true or false; this one is taken as true.')
    return true
  }
  const reference = schema.$ref ?? schema.$dynamicRef ?? schema.$recursiveRef
  // Before 3.1 what stands beside a reference does not count.
  const isAlone = typeof reference === 'string' && reader.dialect !== 'openapi-3.1'
  const own = isAlone ? nothingOpened : openingsOf(schema, pointer, reader)
  const openings = {
    parts: new Set([...own.parts, ...allowed]),
    alternatives: new Set([...own.alternatives, ...allowed]),
  }
  if (typeof reference === 'string') {
    const isDynamic = reference === schema.$dynamicRef
    const $ref = refer(reference, pointer, isDynamic, openings.parts)
    const beside = isAlone ? {} : convertKeywords(schema, pointer, reader, refer, openings)
    if ($ref === undefined) return Object.keys(beside).length === 0 ? true : beside
    return { $ref, ...beside }
  }
  return convertKeywords(schema, pointer, reader, refer, openings)
}

function convertKeywords(
  schema: JsonObject,
  pointer: string,
  reader: SpecReader,
  refer: Refer,
  openings: Openings,
): SchemaObject {
  const result: SchemaObject = {}
  const context = {
    schema,
    result,
    reader,
    pointer,
    convert: (value: unknown, ...tokens: (string | number)[]) =>
      convertSchema(
        value,
        tokens.reduce(appendPointer, pointer),
        reader,
        refer,
        allowedIn(tokens[0], openings),
      ),
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
  if (isClosed(schema)) openMembers(result, openings.parts)
  if (schema.discriminator !== undefined) {
    const discriminator = convertDiscriminator(schema, pointer, reader, refer)
    if (discriminator) result.discriminator = discriminator
  }
  return reader.dialect === 'openapi-3.1' ? result : allowNull(schema, result)
}

function allowedIn(keyword: string | number | undefined, openings: Openings): Names {
  if (keyword === 'allOf') return openings.parts
  return keyword === 'anyOf' || keyword === 'oneOf' ? openings.alternatives : noNames
}

/** Lets a closed object have members that other parts describe: it says nothing about them but their names. */
function openMembers(result: SchemaObject, allowed: Names): void {
  if (allowed.size === 0) return
  const names = { enum: [...new Set([...Object.keys(Object(result.properties)), ...allowed])] }
  const known = result.propertyNames
  delete result.additionalProperties
  result.propertyNames = known === undefined ? names : { allOf: [known, names] }
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

const nothingOpened: Openings = { parts: noNames, alternatives: noNames }

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
