import { createRequire } from 'node:module'
import type { BusboyHeaders } from '@fastify/busboy'
import type { Encoding } from '#engine/specs/mock-api.ts'
import { createNullRecord } from '../routing/null-record.ts'
import { escapeSegment } from '../schemas/describe-violation.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { addEmptyLists } from './add-empty-lists.ts'
import { type Coercer, memberSchema, wants } from './coerce-value.ts'
import { fitOf, isJson, isXml, type MediaType, parseMediaType } from './media-type.ts'
import { parseXml } from './parse-xml.ts'
import { readXml } from './read-xml.ts'
import { plainSeparator } from './styled-text.ts'

const load = createRequire(import.meta.url)

interface Part {
  name: string
  /** Text in UTF-8; one character for each byte of a file. */
  text: string
  contentType: string | undefined
  isFile: boolean
}

/** What the spec says about a form, and who hears what is wrong with its parts. */
export interface FormReading {
  schema: JsonSchema
  encodings: Record<string, Encoding>
  coercer: Coercer
  store: SchemaStore
  complain(pointer: string, message: string): void
}

/** Labels of parts whose sender does not know better, or gave none (RFC 7578 §4.4). */
const NO_LABELS = new Set(['text/plain', 'application/octet-stream'])

/**
 * Reads a multipart body into the object that its schema describes. A file's value is a string with one character
 * for each byte, so that it is what `format: binary` and `maxLength` speak of. Rejects when the body is malformed.
 */
export async function readMultipart(
  body: Buffer,
  contentType: string,
  reading: FormReading,
): Promise<unknown> {
  const { schema, encodings, coercer } = reading
  const byName = new Map<string, Part[]>()
  for (const part of await splitParts(body, contentType)) {
    const known = byName.get(part.name)
    if (known) known.push(part)
    else byName.set(part.name, [part])
  }
  const shape = coercer.shapeOf(schema)
  const form = createNullRecord<unknown>()
  for (const [name, parts] of byName) {
    const encoding = Object.hasOwn(encodings, name) ? encodings[name] : undefined
    form[name] = readProperty(parts, memberSchema(shape, name), encoding, reading)
    checkTypes(name, parts, encoding, reading)
  }
  return addEmptyLists(form, schema, coercer)
}

function readProperty(
  parts: readonly Part[],
  schema: JsonSchema,
  encoding: Encoding | undefined,
  reading: FormReading,
): unknown {
  const { coercer } = reading
  const shape = coercer.shapeOf(schema)
  const first = parts[0]
  if (!first) return undefined
  const read = (part: Part, of: JsonSchema) => readPart(part, of, encoding, reading)
  if (!wants(shape, 'array')) {
    return parts.length === 1 ? read(first, schema) : parts.map((part) => read(part, schema))
  }
  const list = () => parts.map((part) => read(part, shape.items))
  if (parts.length > 1) return list()
  const ways = [list, () => read(first, schema)]
  if (encoding?.explode === false && !first.isFile) {
    ways.unshift(() => coercer.coerce(schema, first.text.split(plainSeparator(encoding.style))))
  }
  return coercer.firstValid(schema, ways)
}

/** A part must be of a media type that its encoding names. */
function checkTypes(
  name: string,
  parts: readonly Part[],
  encoding: Encoding | undefined,
  { complain }: FormReading,
): void {
  if (!encoding?.contentType) return
  const pointer = `/${escapeSegment(name)}`
  const ranges = encoding.contentType.split(',').map(parseMediaType)
  for (const { contentType } of parts) {
    const sent = labelOf(contentType)
    if (!sent || ranges.some((range) => range === null || fitOf(range, sent) > 0)) continue
    complain(pointer, `must be ${encoding.contentType}, is ${contentType}`)
  }
}

/** The media type that a part says it is of; null where it says nothing. */
function labelOf(contentType: string | undefined): MediaType | null {
  const sent = contentType === undefined ? null : parseMediaType(contentType)
  return sent && NO_LABELS.has(`${sent.type}/${sent.subtype}`) ? null : sent
}

function readPart(
  part: Part,
  schema: JsonSchema,
  encoding: Encoding | undefined,
  { coercer, store }: FormReading,
): unknown {
  const shape = coercer.shapeOf(schema)
  const label = labelOf(part.contentType)
  // A part without a label is of a type that its encoding names.
  const types = label ? [label] : (encoding?.contentType ?? '').split(',').map(parseMediaType)
  const structured = wants(shape, 'object') || wants(shape, 'array')
  if ((label && isJson(label) && !wants(shape, 'string')) || structured) {
    const value = parseJson(part)
    if (value !== undefined) return value
    const mayBeXml = structured && types.some((type) => type !== null && isXml(type))
    const root = mayBeXml ? parseXml(textOf(part)) : null
    if (root) return readXml(root, schema, coercer, store)
  }
  return part.isFile ? part.text : coercer.coerce(schema, part.text)
}

function textOf({ text, isFile }: Part): string {
  return isFile ? Buffer.from(text, 'latin1').toString('utf8') : text
}

function parseJson(part: Part): unknown {
  try {
    return JSON.parse(textOf(part))
  } catch {
    return undefined
  }
}

function splitParts(body: Buffer, contentType: string): Promise<Part[]> {
  return new Promise((resolve, reject) => {
    const headers: BusboyHeaders = { 'content-type': contentType }
    // A package of known version, loaded with the first form: most servers never get one.
    const { Busboy } = load('@fastify/busboy') as typeof import('@fastify/busboy')
    const parser = new Busboy({
      headers,
      // The server's own limit has been applied to the whole body.
      limits: { fieldSize: Number.POSITIVE_INFINITY },
      isPartAFile: (_name, type, fileName) => fileName !== undefined || isBinary(type),
    })
    const parts: Part[] = []
    parser.on('field', (name, text, _nameCut, _valueCut, _encoding, type) => {
      if (typeof name === 'string') parts.push({ name, text, contentType: type, isFile: false })
    })
    parser.on('file', (name, stream, _fileName, _encoding, type) => {
      const part: Part = { name, text: '', contentType: type, isFile: true }
      if (typeof name === 'string') parts.push(part)
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        part.text = Buffer.concat(chunks).toString('latin1')
      })
      stream.on('error', reject)
    })
    parser.on('error', reject)
    parser.on('finish', () => resolve(parts))
    parser.end(body)
  })
}

function isBinary(type: string | undefined): boolean {
  return type !== undefined && !/^text\/|json|xml|urlencoded/.test(type)
}
