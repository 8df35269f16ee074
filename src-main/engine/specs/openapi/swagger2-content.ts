import { isObject, items, type JsonObject, member, members } from '../json-value.ts'
import type { MediaType } from '../mock-api.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { isMediaRange } from './content.ts'
import type { SchemaSpace } from './schema-space.ts'
import type { SpecReader } from './spec-reader.ts'

/** `consumes` or `produces` of an operation, else of the document; only usable media types. */
export function mediaTypesOf(
  operation: JsonObject,
  key: 'consumes' | 'produces',
  reader: SpecReader,
): string[] {
  const own = operation[key]
  const declared = Array.isArray(own) ? own : items(reader.document[key])
  const types = declared.filter((type) => typeof type === 'string' && isMediaRange(type))
  return [...new Set<string>(types)]
}

/** The content of a Swagger 2 response: its schema in each of the operation's media types, examples by media type. */
export function swagger2Content(
  operation: JsonObject,
  response: JsonObject,
  pointer: string,
  reader: SpecReader,
  schemas: SchemaSpace,
): MediaType[] {
  const examples = new Map<string, unknown>()
  for (const [type, value] of members(response.examples)) {
    if (isMediaRange(type)) examples.set(type.toLowerCase(), value)
  }
  const produced = mediaTypesOf(operation, 'produces', reader)
  const hasSchema = response.schema !== undefined && response.schema !== null
  if (!hasSchema) {
    const order = produced.map((type) => type.toLowerCase())
    return [...examples]
      .toSorted(([one], [other]) => placeIn(order, one) - placeIn(order, other))
      .map(([contentType, value]) => ({ contentType, examples: [named(value)] }))
  }
  const schema = schemas.convert(response.schema, appendPointer(pointer, 'schema'))
  const types = produced.length > 0 ? produced : defaultTypes(response.schema, examples)
  return types.map((contentType) => {
    const example = examples.get(contentType.toLowerCase()) ?? jsonFallback(contentType, examples)
    return { contentType, schema, examples: example === undefined ? [] : [named(example)] }
  })
}

/** What an operation does not say that it produces comes last. */
function placeIn(order: readonly string[], type: string): number {
  const place = order.indexOf(type)
  return place === -1 ? order.length : place
}

function defaultTypes(schema: unknown, examples: ReadonlyMap<string, unknown>): string[] {
  if (isObject(schema) && member(schema, 'type') === 'file') return ['application/octet-stream']
  return examples.size > 0 ? [...examples.keys()] : ['application/json']
}

/** `application/json; charset=utf-8` takes the example of `application/json`. */
function jsonFallback(contentType: string, examples: ReadonlyMap<string, unknown>): unknown {
  const base = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return examples.get(base)
}

function named(value: unknown): { name: string; value: unknown } {
  return { name: 'default', value }
}
