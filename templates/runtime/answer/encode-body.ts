import { isRecord, type JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { type ContentKind, essenceOf, kindOf } from './content-kind.ts'
import { encodeCsv } from './encode-csv.ts'
import { encodeForm, encodeMultipart } from './encode-form.ts'
import { encodeSvg, encodeXml } from './encode-xml.ts'
import { encodeYaml } from './encode-yaml.ts'
import { mediaSample } from './media-samples.ts'
import { textLimit } from './wire-form.ts'

export interface BodyToEncode {
  /** Concrete media type, parameters included. */
  contentType: string
  value: unknown
  schema: JsonSchema | undefined
  store: SchemaStore
}

export interface EncodedBody {
  body: Buffer
  /** As given, plus a parameter that the body brings with it (a multipart boundary). */
  contentType: string
  /** The same as a short body, where each of its characters is a byte of it; null where that is not so or not known. */
  text: string | null
}

/** Writes a value in a media type. */
export function encodeBody(options: BodyToEncode): EncodedBody {
  const { contentType, value } = options
  const kind = kindOf(contentType)
  if (kind === 'multipart') {
    return { ...encodeMultipart(contentType, value), text: null }
  }
  if (kind === 'binary') {
    return { body: encodeBinary(essenceOf(contentType), value), contentType, text: null }
  }
  const text = writers[kind](value, options)
  const body = Buffer.from(text, 'utf8')
  const isWire = body.length === text.length && body.length <= textLimit
  return { body, contentType, text: isWire ? text : null }
}

type TextKind = Exclude<ContentKind, 'multipart' | 'binary'>

const writers: Record<TextKind, (value: unknown, options: BodyToEncode) => string> = {
  json: (value) => json(value),
  'json-lines': (value) =>
    itemsOf(value)
      .map((item) => `${json(item)}\n`)
      .join(''),
  // Record separator before each text, line feed after it (RFC 7464 §2.2).
  'json-sequence': (value) =>
    itemsOf(value)
      .map((item) => `\u001e${json(item)}\n`)
      .join(''),
  'event-stream': (value) => (isEventStream(value) ? value : itemsOf(value).map(event).join('')),
  xml: (_, options) => encodeXml(options),
  svg: encodeSvg,
  csv: (value, options) => (typeof value === 'string' ? value : encodeCsv(options)),
  yaml: encodeYaml,
  html: (value) => (isMarkup(value) ? value : page(text(value))),
  text,
  form: (value) => (typeof value === 'string' ? value : encodeForm(value)),
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value]
}

/** One event: an object with the fields of events is written field by field, anything else as its data. */
function event(item: unknown): string {
  const fields = isRecord(item) && Object.keys(item).every((name) => eventFields.has(name))
  const pairs: [string, unknown][] = fields ? Object.entries(item) : [['data', item]]
  const lines = pairs.flatMap(([name, value]) =>
    text(value)
      .split(/\r\n|\r|\n/)
      .map((line) => `${name}: ${line}\n`),
  )
  return `${lines.join('')}\n`
}

const eventFields: ReadonlySet<string> = new Set(['data', 'event', 'id', 'retry'])

function isEventStream(value: unknown): value is string {
  return typeof value === 'string' && /^(?:data|event|id|retry)?:/.test(value)
}

function isMarkup(value: unknown): value is string {
  return typeof value === 'string' && value.trimStart().startsWith('<')
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : json(value)
}

function page(content: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Mock</title></head><body><p>${escaped}</p></body></html>\n`
}

/** A small file of the right kind; a value that is no text for it is written as JSON where no kind is known. */
function encodeBinary(essence: string, value: unknown): Buffer {
  const sample = mediaSample(essence)
  if (sample !== null) {
    return sample
  }
  return Buffer.from(text(value), 'utf8')
}
