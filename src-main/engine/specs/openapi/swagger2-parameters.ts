import type { JsonSchema } from '#runtime/schemas/json-schema.ts'
import { isObject, type JsonObject, member, textOf } from '../json-value.ts'
import type { Encoding, MediaType, Parameter, ParameterStyle, RequestBody } from '../mock-api.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { quoted } from '../reading/spec-files.ts'
import type { DeclaredParameter } from './parameters.ts'
import type { SchemaSpace } from './schema-space.ts'
import type { SpecReader } from './spec-reader.ts'
import { mediaTypesOf } from './swagger2-content.ts'

const URLENCODED = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data'

const collectionStyles: Readonly<Record<string, { style: ParameterStyle; explode: boolean }>> = {
  csv: { style: 'form', explode: false },
  multi: { style: 'form', explode: true },
  ssv: { style: 'spaceDelimited', explode: false },
  tsv: { style: 'tabDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
}

/** Headers that `consumes` and `produces` describe. */
const describedElsewhere = new Set(['accept', 'content-type'])

/** A Swagger 2 parameter outside the body; undefined for `body` and `formData`, and for places that do not exist. */
export function swagger2Parameter(
  declared: DeclaredParameter,
  reader: SpecReader,
  schemas: SchemaSpace,
): Parameter | undefined {
  const { value, pointer, name } = declared
  if (declared.in === 'body' || declared.in === 'formData') return undefined
  const place = (['path', 'query', 'header'] as const).find((one) => one === declared.in)
  if (place === undefined) {
    const message = `The parameter ${quoted(name)} is in ${quoted(declared.in) || 'no place'}, which Swagger 2 does not know; it is left out.`
    reader.problems.add({ severity: 'warning', code: 'invalid-parameter', message, pointer })
    return undefined
  }
  if (place === 'header' && describedElsewhere.has(name.toLowerCase())) return undefined
  const collection = collectionOf(value)
  const innerStyles = innerStylesOf(value)
  const example = value['x-example'] ?? value.example
  return {
    name,
    in: place,
    required: place === 'path' || value.required === true,
    description: textOf(value.description),
    style: place === 'query' || collection.style !== 'form' ? collection.style : 'simple',
    explode: place === 'query' && collection.explode,
    ...(innerStyles.length > 0 && { innerStyles }),
    allowEmptyValue: value.allowEmptyValue === true,
    schema: ownSchema(value, pointer, schemas),
    ...(example !== undefined && { example }),
  }
}

/** The request body that `body` and `formData` parameters describe. */
export function swagger2RequestBody(
  operation: JsonObject,
  parameters: readonly DeclaredParameter[],
  reader: SpecReader,
  schemas: SchemaSpace,
): RequestBody | undefined {
  const consumed = mediaTypesOf(operation, 'consumes', reader)
  const body = parameters.find((parameter) => parameter.in === 'body')
  if (body) {
    const schema = schemas.convert(
      body.value.schema ?? undefined,
      appendPointer(body.pointer, 'schema'),
    )
    const example = body.value['x-example'] ?? body.value.example
    const examples = example === undefined ? [] : [{ name: 'default', value: example }]
    const types = consumed.length > 0 ? consumed : ['application/json']
    const content = types.map((contentType) => ({ contentType, schema, examples }))
    return { required: body.value.required === true, content }
  }
  const fields = parameters.filter((parameter) => parameter.in === 'formData')
  return fields.length === 0 ? undefined : formBody(fields, consumed, schemas)
}

function formBody(
  fields: readonly DeclaredParameter[],
  consumed: readonly string[],
  schemas: SchemaSpace,
): RequestBody {
  const properties: Record<string, JsonSchema> = {}
  const encoding: Record<string, Encoding> = {}
  const required: string[] = []
  for (const { name, value, pointer } of fields) {
    properties[name] = ownSchema(value, pointer, schemas)
    if (value.required === true) required.push(name)
    if (value.type === 'array') encoding[name] = collectionOf(value)
  }
  const files = fields.filter(({ value }) => value.type === 'file')
  // Only multipart carries a file; a form whose files are optional may come without any.
  const needsMultipart = files.some(({ value }) => value.required === true)
  const forms = consumed.filter((type) =>
    /^(multipart\/|application\/x-www-form-urlencoded)/i.test(type),
  )
  const usable = needsMultipart ? forms.filter((type) => /^multipart\//i.test(type)) : forms
  const usual = needsMultipart
    ? [MULTIPART]
    : files.length > 0
      ? [MULTIPART, URLENCODED]
      : [URLENCODED]
  const types = usable.length > 0 ? usable : usual
  const schema: JsonSchema = {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
  }
  const content = types.map(
    (contentType): MediaType => ({
      contentType,
      schema,
      examples: [],
      ...(Object.keys(encoding).length > 0 && { encoding }),
    }),
  )
  return { required: required.length > 0, content }
}

/** How a parameter, field or response header of Swagger 2 writes a list; commas where it does not say. */
export function collectionOf(parameter: JsonObject): { style: ParameterStyle; explode: boolean } {
  const format = textOf(parameter.collectionFormat, 'csv')
  const known = Object.hasOwn(collectionStyles, format) ? collectionStyles[format] : undefined
  return known ?? { style: 'form', explode: false }
}

/** The styles of the lists within a list. */
function innerStylesOf({ items }: JsonObject): ParameterStyle[] {
  if (!isObject(items) || items.type !== 'array') return []
  return [collectionOf(items).style, ...innerStylesOf(items)]
}

/** The keywords of a parameter that is a schema itself; `schema` where the author wrote OpenAPI 3. */
function ownSchema(parameter: JsonObject, pointer: string, schemas: SchemaSpace): JsonSchema {
  if (isObject(member(parameter, 'schema'))) {
    return schemas.convert(parameter.schema, appendPointer(pointer, 'schema'))
  }
  const { name: _n, in: _i, required: _r, description: _d, ...keywords } = parameter
  const refusesEmpty = parameter.allowEmptyValue === false && parameter.type === 'string'
  const least = typeof keywords.minLength === 'number' ? keywords.minLength : 1
  if (refusesEmpty) keywords.minLength = Math.max(1, least)
  return schemas.convert(keywords, pointer)
}
