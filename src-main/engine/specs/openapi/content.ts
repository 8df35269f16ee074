import { isObject, type JsonObject, members } from '../json-value.ts'
import type { Encoding, MediaType, ParameterStyle } from '../mock-api.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { quoted } from '../reading/spec-files.ts'
import { examplesOf } from './examples.ts'
import type { SchemaSpace } from './schema-space.ts'
import type { SpecReader } from './spec-reader.ts'

/** Media types and ranges with parameters (RFC 9110 §8.3.1, §12.5.1); some authors leave the subtype out of `*`. */
const mediaRange =
  /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+(\s*;\s*[\w!#$&^.+*-]+=("[^"\\\p{Cc}]*"|[^\s;"\p{Cc}]*))*\s*;?\s*$/u

/** True when a text can stand in a Content-Type header. */
export function isMediaRange(text: string): boolean {
  return text.length < 300 && mediaRange.test(text)
}

/** The `content` of a request body or response (OpenAPI 3.1 §4.8.14). */
export function contentOf(
  holder: JsonObject,
  pointer: string,
  reader: SpecReader,
  schemas: SchemaSpace,
): MediaType[] {
  const at = appendPointer(pointer, 'content')
  const content = isObject(holder.content) ? reader.follow(holder.content, at) : undefined
  const result: MediaType[] = []
  for (const [contentType, value] of members(content?.value)) {
    const place = appendPointer(content?.pointer ?? at, contentType)
    if (contentType.startsWith('x-') && !contentType.includes('/')) continue
    if (!isMediaRange(contentType)) {
      const message = `${quoted(contentType)} is no media type; it is left out.`
      reader.problems.add({
        severity: 'warning',
        code: 'invalid-media-type',
        message,
        pointer: place,
      })
      continue
    }
    const found = value === null ? undefined : reader.follow(value, place)
    result.push(
      mediaTypeOf(contentType.trim(), found?.value ?? {}, found?.pointer ?? place, reader, schemas),
    )
  }
  return result
}

function mediaTypeOf(
  contentType: string,
  media: JsonObject,
  pointer: string,
  reader: SpecReader,
  schemas: SchemaSpace,
): MediaType {
  const mediaType: MediaType = { contentType, examples: examplesOf(media, pointer, reader) }
  if (media.schema !== undefined && media.schema !== null) {
    mediaType.schema = schemas.convert(media.schema, appendPointer(pointer, 'schema'))
  } else if (media.itemSchema !== undefined && media.itemSchema !== null) {
    const items = schemas.convert(media.itemSchema, appendPointer(pointer, 'itemSchema'))
    mediaType.schema = { type: 'array', items }
  }
  for (const keyword of ['prefixEncoding', 'itemEncoding']) {
    if (media[keyword] !== undefined) passOver(keyword, appendPointer(pointer, keyword), reader)
  }
  const encoding = encodingOf(media.encoding, appendPointer(pointer, 'encoding'), reader)
  if (encoding) mediaType.encoding = encoding
  return mediaType
}

/** Reports a keyword that was new in OpenAPI 3.2 and has no effect here. */
function passOver(keyword: string, pointer: string, reader: SpecReader): void {
  const message = `${keyword} (OpenAPI 3.2) is passed over.`
  reader.problems.add({ severity: 'info', code: 'unsupported-keyword', message, pointer })
}

const styles: readonly ParameterStyle[] = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject']

function encodingOf(
  declared: unknown,
  pointer: string,
  reader: SpecReader,
): Record<string, Encoding> | undefined {
  const result: Record<string, Encoding> = {}
  for (const [name, value] of members(declared)) {
    if (!isObject(value)) continue
    if (
      Object.keys(Object(value.headers)).some((header) => header.toLowerCase() !== 'content-type')
    ) {
      const message = 'The headers that a part of a form has to have are not looked at.'
      const place = appendPointer(appendPointer(pointer, name), 'headers')
      reader.problems.add({
        severity: 'info',
        code: 'unsupported-keyword',
        message,
        pointer: place,
      })
    }
    const style = styles.find((one) => one === value.style)
    result[name] = {
      ...(typeof value.contentType === 'string' && { contentType: value.contentType }),
      ...(style !== undefined && { style }),
      ...(typeof value.explode === 'boolean' && { explode: value.explode }),
    }
  }
  return Object.keys(result).length === 0 ? undefined : result
}
