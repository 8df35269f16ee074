import type { MediaType } from '#engine/specs/mock-api.ts'
import { isRecord } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { essenceOf, isJson } from './content-kind.ts'
import { shapeOfSchema, type ValueShape } from './schema-parts.ts'

/** A media type that can be sent: concrete, and safe in a header. */
export interface Offer {
  contentType: string
  media: MediaType
  /** True for what a declared range also allows, sent only when nothing else is acceptable. */
  isSpare: boolean
}

/** What a client may ask for instead, when a spec declares a range. */
const concreteTypes: readonly string[] = [
  'application/json',
  'application/xml',
  'application/pdf',
  'application/octet-stream',
  'text/plain',
  'text/html',
  'text/csv',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/svg+xml',
  'audio/mpeg',
  'audio/wav',
  'video/mp4',
]

const mainOfRange: Readonly<Record<string, string>> = {
  'text/*': 'text/plain',
  'image/*': 'image/png',
  'audio/*': 'audio/wav',
  'video/*': 'video/mp4',
  'multipart/*': 'multipart/mixed',
}

/**
 * The concrete media types of declared content, in the order in which they are preferred when the client does
 * not care: JSON first, else as declared. A range becomes the type that its schema suggests; others in it are spare.
 */
export function offersOf(content: readonly MediaType[], store: SchemaStore): Offer[] {
  const declared = content.map((media) => ({ media, types: typesOf(media, store) }))
  const sorted = declared.toSorted((one, other) => rank(one.types) - rank(other.types))
  return sorted.flatMap(({ media, types }) =>
    types.map((contentType, index) => ({ contentType, media, isSpare: index > 0 })),
  )
}

function rank([main = '']: readonly string[]): number {
  if (essenceOf(main) === 'application/json') {
    return 0
  }
  return isJson(main) ? 1 : 2
}

function typesOf(media: MediaType, store: SchemaStore): string[] {
  const shape = shapeOfMedia(media, store)
  const essence = essenceOf(media.contentType)
  if (!essence.includes('*')) {
    return [headerSafe(media.contentType) || fallback(shape)]
  }
  const [family = '*', rest] = essence.split('/')
  if (family === '*' || (family === 'application' && rest === '*')) {
    const main = family === '*' && shape === 'string' ? 'text/plain' : fallback(shape)
    return rangeOf(main, family)
  }
  if (rest !== '*') {
    return [fallback(shape)]
  }
  const main = mainOfRange[essence] ?? `${family}/octet-stream`
  return rangeOf(main, family)
}

function rangeOf(main: string, family: string): string[] {
  const others = concreteTypes.filter((type) => family === '*' || type.startsWith(`${family}/`))
  return [...new Set([main, ...others])]
}

function fallback(shape: ValueShape): string {
  return shape === 'binary' ? 'application/octet-stream' : 'application/json'
}

function shapeOfMedia(media: MediaType, store: SchemaStore): ValueShape {
  const shape = shapeOfSchema(media.schema, store)
  const [example] = media.examples
  if (shape !== 'unknown' || example === undefined) {
    return shape
  }
  if (typeof example.value === 'string') {
    return 'string'
  }
  return isRecord(example.value) ? 'object' : 'scalar'
}

/** A header value Node accepts: visible ASCII and spaces. */
function headerSafe(contentType: string): string {
  return contentType.replaceAll(/[^\x20-\x7e]/g, '').trim()
}
