import { isObject, type JsonObject, members, textOf } from '../json-value.ts'
import type { MediaType, Response, ResponseHeader } from '../mock-api.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { quoted } from '../reading/spec-files.ts'
import { contentOf } from './content.ts'
import { examplesOf } from './examples.ts'
import type { SchemaSpace } from './schema-space.ts'
import type { SpecReader } from './spec-reader.ts'
import { swagger2Content } from './swagger2-content.ts'
import { collectionOf } from './swagger2-parameters.ts'

/** Headers that frame a message: a mock that set them from a spec would break the connection. */
const framing = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** The responses of an operation in the order of the spec; statuses that HTTP does not have are reported and left out. */
export function responsesOf(
  operation: JsonObject,
  pointer: string,
  reader: SpecReader,
  schemas: SchemaSpace,
): Response[] {
  const at = appendPointer(pointer, 'responses')
  const declared = isObject(operation.responses)
    ? reader.follow(operation.responses, at)
    : undefined
  const responses = new Map<string, Response>()
  for (const [key, value] of members(declared?.value)) {
    if (key.startsWith('x-')) continue
    const place = appendPointer(declared?.pointer ?? at, key)
    const status = statusOf(key)
    if (status === undefined) {
      const message = `${quoted(key)} is no status an answer can have; this response is left out.`
      reader.problems.add({ severity: 'warning', code: 'invalid-status', message, pointer: place })
      continue
    }
    const found = value === null ? undefined : reader.follow(value, place)
    const response = found?.value ?? {}
    const where = found?.pointer ?? place
    responses.set(status, {
      status,
      description: textOf(response.description),
      headers: headersOf(response, where, reader, schemas),
      content: bodyOf(operation, response, where, reader, schemas),
    })
  }
  return [...responses.values()]
}

function bodyOf(
  operation: JsonObject,
  response: JsonObject,
  pointer: string,
  reader: SpecReader,
  schemas: SchemaSpace,
): MediaType[] {
  return reader.dialect === 'swagger-2'
    ? swagger2Content(operation, response, pointer, reader, schemas)
    : contentOf(response, pointer, reader, schemas)
}

/** `200`, `2XX` (also written `2xx`), `default`. Statuses below 200 are never a final answer (RFC 9110 §15.2). */
function statusOf(key: string): string | undefined {
  const status = key.trim()
  if (/^[2-5]\d\d$/.test(status)) return status
  if (/^[2-5]xx$/i.test(status)) return status.toUpperCase()
  return status.toLowerCase() === 'default' ? 'default' : undefined
}

function headersOf(
  response: JsonObject,
  pointer: string,
  reader: SpecReader,
  schemas: SchemaSpace,
): ResponseHeader[] {
  const at = appendPointer(pointer, 'headers')
  const declared = isObject(response.headers) ? reader.follow(response.headers, at) : undefined
  const headers: ResponseHeader[] = []
  for (const [name, value] of members(declared?.value)) {
    // "If a response header is defined with the name Content-Type, it SHALL be ignored" (OpenAPI 3.1 §4.8.17).
    if (name.toLowerCase() === 'content-type') continue
    const place = appendPointer(declared?.pointer ?? at, name)
    const isName = /^[\w!#$%&'*+.^`|~-]+$/.test(name)
    if (!isName || framing.has(name.toLowerCase())) {
      const why = isName ? 'frames the message' : 'is no header name'
      const message = `The response header ${quoted(name)} ${why}; it is not sent.`
      reader.problems.add({ severity: 'warning', code: 'unsafe-header', message, pointer: place })
      continue
    }
    const found = reader.follow(value, place)
    if (found) headers.push(headerOf(name, found.value, found.pointer, reader, schemas))
  }
  return headers
}

function headerOf(
  name: string,
  header: JsonObject,
  pointer: string,
  reader: SpecReader,
  schemas: SchemaSpace,
): ResponseHeader {
  const [media] = contentOf(header, pointer, reader, schemas)
  const own = reader.dialect === 'swagger-2' ? undefined : header.schema
  const example = examplesOf(header, pointer, reader)[0] ?? media?.examples[0]
  const schema =
    own !== undefined
      ? schemas.convert(own, appendPointer(pointer, 'schema'))
      : (media?.schema ?? inlineSchema(header, pointer, schemas))
  return {
    name,
    required: header.required === true,
    schema,
    explode: header.explode === true,
    ...(own === undefined && media && { contentType: media.contentType }),
    ...(own === undefined &&
      header.collectionFormat !== undefined && { style: collectionOf(header).style }),
    ...(example && { example: example.value }),
  }
}

/** Swagger 2 headers hold the keywords themselves. */
function inlineSchema(
  header: JsonObject,
  pointer: string,
  schemas: SchemaSpace,
): ReturnType<SchemaSpace['convert']> {
  const { required: _required, description: _description, content: _content, ...keywords } = header
  return schemas.convert(keywords, pointer)
}
