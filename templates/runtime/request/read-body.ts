import { isUtf8 } from 'node:buffer'
import type { MediaType as DeclaredMediaType, Encoding, Operation } from '#engine/specs/mock-api.ts'
import type { ReceivedRequest } from '../exchange.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { type Coercer, wantsPlain } from './coerce-value.ts'
import { decodeBody } from './decode-body.ts'
import { addFinding, type Findings } from './findings.ts'
import {
  ANY_MEDIA_TYPE,
  fitOf,
  isJson,
  isXml,
  type MediaType,
  parseMediaType,
} from './media-type.ts'
import { parseXml } from './parse-xml.ts'
import { readForm } from './read-form.ts'
import { readMultipart } from './read-multipart.ts'
import { readXml, rootNameOf } from './read-xml.ts'

/** Reads the body of a request by its media type and checks it; a promise for multipart bodies only. */
export type BodyReader = (received: ReceivedRequest, findings: Findings) => unknown

interface Declared {
  media: DeclaredMediaType
  range: MediaType
}

/** The form of a body, and what the spec says about it. */
interface Expected {
  sent: MediaType
  schema: JsonSchema
  encoding: Record<string, Encoding>
}

/** What a text turned out to be, or that it is none of what it claims. */
type Parsed = { value: unknown } | { fault: string }

/** Takes down what is wrong with a body beside its value. */
type Complain = (pointer: string, message: string) => void

const WITHOUT_BODY = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'])
const JSON_LINES =
  /^(?:x-)?(?:ndjson|jsonl(?:ines)?|json-lines|json-seq)$|\+(?:ndjson|jsonl|json-seq)$/
const BYTES = /^(?:image|audio|video|font)$/
const BYTE_SUBTYPES = /^(?:octet-stream|pdf|zip|gzip|x-.*zip|.*compressed|vnd\..*)$/

export function compileBodyReader(
  operation: Operation,
  coercer: Coercer,
  store: SchemaStore,
): BodyReader {
  const { requestBody } = operation
  if (!requestBody || requestBody.content.length === 0) {
    // Only methods that are known for bodies have one that nobody described.
    if (!requestBody && WITHOUT_BODY.has(operation.method)) return () => undefined
    return (received) => readUndescribed(received)
  }
  const declared = requestBody.content.flatMap(splitDeclared)

  return (received, findings) => {
    if (received.bodyTooLarge) {
      addFinding(findings, 413, { in: 'body', message: 'is larger than this server accepts' })
      return undefined
    }
    const header = received.headers['content-type']
    if (received.body.length === 0) {
      if (!requestBody.required) return undefined
      if (!mayBeEmpty(header)) {
        addFinding(findings, 422, { in: 'body', message: 'is required' })
        return undefined
      }
    }
    const expected = findDeclared(declared, header)
    if (!expected) {
      const wanted = declared.map(({ media }) => media.contentType).join(', ')
      const message = header
        ? `is ${header}, but must be ${wanted}`
        : `needs a Content-Type: ${wanted}`
      addFinding(findings, 415, { in: 'body', message })
      return readUndescribed(received)
    }
    return readExpected(received, expected, findings)
  }

  function readExpected(
    received: ReceivedRequest,
    expected: Expected,
    findings: Findings,
  ): unknown {
    const parsed = parse(received, expected, (pointer, message) =>
      addFinding(findings, 422, { in: 'body', pointer, message }),
    )
    return parsed instanceof Promise
      ? parsed.then((settled) => judge(settled, expected, findings))
      : judge(parsed, expected, findings)
  }

  function judge(parsed: Parsed, { schema, sent }: Expected, findings: Findings): unknown {
    if ('fault' in parsed) {
      addFinding(findings, 400, { in: 'body', message: parsed.fault })
      return undefined
    }
    // A text or file that the schema calls an object says nothing about its members.
    const opaque = typeof parsed.value === 'string' && !isJson(sent) && !takesText(schema)
    if (opaque) return parsed.value
    for (const { pointer, message } of store.check(schema, 'request', parsed.value)) {
      addFinding(findings, 422, { in: 'body', pointer, message })
    }
    return parsed.value
  }

  function parse(
    received: ReceivedRequest,
    expected: Expected,
    complain: Complain,
  ): Parsed | Promise<Parsed> {
    const { sent, schema, encoding } = expected
    const { body } = received
    if (isJson(sent)) return parseJson(decodeBody(body, sent.parameters.get('charset')))
    const isMultipart = sent.type === 'multipart' && sent.subtype === 'form-data'
    // A form whose schema is a text means the form as it is written.
    if ((isForm(sent) || isMultipart) && coercer.shapeOf(schema).onlyKind === 'string') {
      return { value: decodeBody(body, sent.parameters.get('charset')) }
    }
    if (isForm(sent)) {
      const text = decodeBody(body, sent.parameters.get('charset'))
      return { value: readForm(text, schema, encoding, coercer) }
    }
    if (isMultipart) {
      const contentType = received.headers['content-type'] ?? ''
      const form = { schema, encodings: encoding, coercer, store, complain }
      return readMultipart(body, contentType, form).then(
        (value) => ({ value }),
        (error: Error) => ({ fault: `is not multipart/form-data: ${error.message}` }),
      )
    }
    if (isJsonLines(sent)) return parseLines(decodeBody(body, sent.parameters.get('charset')))
    if (isXml(sent)) {
      return parseAsXml(decodeBody(body, sent.parameters.get('charset')), schema, complain)
    }
    const text = readText(body, sent)
    // What a range stands for is not known, and most bodies are JSON.
    if (takesText(schema) && sent.subtype !== '*') return { value: coercer.coerce(schema, text) }
    const structured = parseJson(text)
    return 'value' in structured ? structured : { value: coercer.coerce(schema, text) }
  }

  function parseAsXml(text: string, schema: JsonSchema, complain: Complain): Parsed {
    const root = parseXml(text)
    if (!root) return { fault: 'is not well-formed XML' }
    const name = rootNameOf(schema, store)
    if (name !== undefined && name !== root.name) {
      complain('', `must be the element <${name}>, is <${root.name}>`)
    }
    const { kinds } = coercer.shapeOf(schema)
    const element = () => readXml(root, schema, coercer, store)
    // A schema of type string may mean the document as it is.
    const value = kinds?.has('string')
      ? coercer.firstValid(schema, [() => text, element])
      : element()
    return { value }
  }

  function takesText(schema: JsonSchema): boolean {
    return wantsPlain(coercer.shapeOf(schema))
  }

  /** For bodies without a schema, so that rules and stored state see them; nothing is wrong with any of them. */
  function readUndescribed(received: ReceivedRequest): unknown {
    if (received.body.length === 0 || received.bodyTooLarge) return undefined
    const sent = parseMediaType(received.headers['content-type'] ?? '')
    if (!sent || (sent.type === 'multipart' && sent.subtype !== 'form-data')) return undefined
    const parsed = parse(received, { sent, schema: true, encoding: {} }, () => undefined)
    return parsed instanceof Promise ? parsed.then(parsedValue) : parsedValue(parsed)
  }
}

function parsedValue(parsed: Parsed): unknown {
  return 'value' in parsed ? parsed.value : undefined
}

/** Sloppy specs list several media types in one key, or something that is none, which then stands for any. */
function splitDeclared(media: DeclaredMediaType): Declared[] {
  return media.contentType
    .split(/,(?![^"]*"[^"]*$)/)
    .map((text) => ({ media, range: parseMediaType(text) ?? ANY_MEDIA_TYPE }))
}

/** Finds the declaration for a body; null when there is none. */
function findDeclared(declared: readonly Declared[], header: string | undefined): Expected | null {
  const sent = header === undefined ? null : parseMediaType(header)
  if (!sent) {
    const any = declared.find(({ range }) => range.type === '*')
    const only = header === undefined && declared.length === 1 ? declared[0] : any
    return only ? expectedOf(only, only.range) : null
  }
  let best: Declared | null = null
  let bestFit = 0
  for (const each of declared) {
    const fit = fitOf(each.range, sent)
    if (fit > bestFit) {
      best = each
      bestFit = fit
    }
  }
  return best && expectedOf(best, sent)
}

function expectedOf({ media }: Declared, sent: MediaType): Expected {
  return { sent, schema: media.schema ?? true, encoding: media.encoding ?? {} }
}

function mayBeEmpty(header: string | undefined): boolean {
  const media = header === undefined ? null : parseMediaType(header)
  // Nothing at all is no document.
  if (media === null || isJson(media) || isXml(media)) return false
  return isForm(media) || media.type === 'text' || isBytes(media)
}

function isForm({ type, subtype }: MediaType): boolean {
  return type === 'application' && subtype === 'x-www-form-urlencoded'
}

/** One JSON value a line, or after a record separator (RFC 7464). */
function isJsonLines({ subtype }: MediaType): boolean {
  return JSON_LINES.test(subtype)
}

function isBytes({ type, subtype }: MediaType): boolean {
  return BYTES.test(type) || (type === 'application' && BYTE_SUBTYPES.test(subtype))
}

/** One character for each byte of binary data, so that `maxLength` counts bytes; else the decoded text. */
function readText(body: Buffer, sent: MediaType): string {
  const charset = sent.parameters.get('charset')
  if (sent.type === 'text' || charset !== undefined) return decodeBody(body, charset)
  return isBytes(sent) || !isUtf8(body) ? body.toString('latin1') : decodeBody(body, undefined)
}

function parseLines(text: string): Parsed {
  const values: unknown[] = []
  for (const line of text.replaceAll('\u001e', '\n').split('\n')) {
    if (line.trim() === '') continue
    const parsed = parseJson(line)
    if ('fault' in parsed) return parsed
    values.push(parsed.value)
  }
  return { value: values }
}

function parseJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { fault: `is not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}
