import { isObject, items, type JsonObject, textOf } from '../json-value.ts'
import type { Parameter, ParameterStyle } from '../mock-api.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { quoted, quotedValue } from '../reading/spec-files.ts'
import { contentOf } from './content.ts'
import { examplesOf } from './examples.ts'
import type { SchemaSpace } from './schema-space.ts'
import type { FoundObject, SpecReader } from './spec-reader.ts'
import { unresolvedReason } from './unresolved.ts'

/** A declared parameter, references followed. */
export interface DeclaredParameter extends FoundObject {
  name: string
  in: string
}

/**
 * Parameters of an operation: those of its path item, overridden by its own of the same name and place
 * (OpenAPI 3.1 §4.8.10). Header names count without regard to case.
 */
export function declaredParameters(
  lists: { value: unknown; pointer: string }[],
  reader: SpecReader,
): DeclaredParameter[] {
  const byKey = new Map<string, DeclaredParameter>()
  for (const list of lists) {
    for (const { value, pointer } of parameterItems(list.value, list.pointer, reader)) {
      const found = value === null ? undefined : reader.follow(value, pointer)
      if (!found || unresolvedReason(found.value) !== undefined) continue
      const name = textOf(found.value.name)
      const place = textOf(found.value.in)
      if ((name === '' || name === '__proto__') && place !== 'body') {
        warn(reader, found.pointer, 'A parameter without a usable name is left out.')
        continue
      }
      const key = place === 'header' ? name.toLowerCase() : name
      byKey.set(place === 'body' ? 'body' : `${place} ${key}`, { ...found, name, in: place })
    }
  }
  return [...byKey.values()]
}

/** Some specs put a reference, or a map, where the list belongs. */
function parameterItems(
  value: unknown,
  pointer: string,
  reader: SpecReader,
): { value: unknown; pointer: string }[] {
  if (isObject(value) && typeof value.$ref === 'string') {
    const found = reader.target(value.$ref, pointer)
    return found ? parameterItems(found.value, found.pointer, reader) : []
  }
  const entries = isObject(value) ? Object.entries(value) : [...items(value).entries()]
  return entries.map(([key, item]) => ({ value: item, pointer: appendPointer(pointer, key) }))
}

const stylesOf: Readonly<Record<Parameter['in'], readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
}

/** Headers that "SHALL be ignored" as parameters: the protocol's own parts describe them (OpenAPI 3.1 §4.8.12). */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization'])

/** One OpenAPI 3 parameter; undefined, and reported, when it cannot be used. */
export function parameterOf(
  declared: DeclaredParameter,
  reader: SpecReader,
  schemas: SchemaSpace,
): Parameter | undefined {
  const { value, pointer, name } = declared
  const isWholeQuery = declared.in === 'querystring' && isObject(value.content)
  const place = isWholeQuery
    ? 'query'
    : (['path', 'query', 'header', 'cookie'] as const).find((one) => one === declared.in)
  if (place === undefined) {
    const message = `The parameter ${quoted(name)} is in ${quoted(declared.in) || 'no place'}, which OpenAPI 3 does not know; it is left out.`
    warn(reader, pointer, message)
    return undefined
  }
  if (place === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined
  const [media] = contentOf(value, pointer, reader, schemas)
  const [example] = examplesOf(value, pointer, reader)
  const style = styleOf(value, place, pointer, reader)
  return {
    name,
    in: place,
    required: place === 'path' || value.required === true,
    description: textOf(value.description),
    style,
    explode:
      typeof value.explode === 'boolean'
        ? value.explode
        : style === 'form' || style === 'cookie' || style === 'deepObject',
    allowEmptyValue: value.allowEmptyValue === true,
    schema: media ? (media.schema ?? true) : schemaOf(value, pointer, reader, schemas),
    ...(media && { contentType: media.contentType }),
    ...(isWholeQuery && { isWholeQuery, ...(media?.encoding && { encoding: media.encoding }) }),
    ...(example && { example: example.value }),
  }
}

function schemaOf(
  parameter: JsonObject,
  pointer: string,
  reader: SpecReader,
  schemas: SchemaSpace,
): Parameter['schema'] {
  if (parameter.schema !== undefined && parameter.schema !== null) {
    return schemas.convert(parameter.schema, appendPointer(pointer, 'schema'))
  }
  if (parameter.type !== undefined) {
    // OpenAPI 3 knows no such keyword, so the description allows any value and none may be refused.
    const message =
      'The type of the parameter stands outside a schema, as in Swagger 2; it does not count. Put it into a schema.'
    warn(reader, pointer, message)
  }
  return true
}

function styleOf(
  parameter: JsonObject,
  place: Parameter['in'],
  pointer: string,
  reader: SpecReader,
): ParameterStyle {
  const [usual = 'form'] = stylesOf[place]
  if (parameter.style === undefined) return usual
  const style = stylesOf[place].find((one) => one === parameter.style)
  if (style !== undefined) return style
  const message = `The style ${quotedValue(parameter.style)} does not exist for ${place} parameters; ${usual} is used.`
  warn(reader, appendPointer(pointer, 'style'), message)
  return usual
}

function warn(reader: SpecReader, pointer: string, message: string): void {
  reader.problems.add({ severity: 'warning', code: 'invalid-parameter', message, pointer })
}
