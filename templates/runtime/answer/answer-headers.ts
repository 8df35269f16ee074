import type { TraceStep } from '#contract/log-entry.ts'
import type { ResponseHeader } from '#engine/specs/mock-api.ts'
import type { Generator } from '../generate/generate-value.ts'
import { isJson, parseMediaType } from '../request/media-type.ts'
import { plainSeparator } from '../request/styled-text.ts'
import { isRecord } from '../schemas/json-schema.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { http } from '../server/node-http.ts'
import { type HeaderContext, hintedHeader } from './header-hints.ts'
import { partsOf } from './schema-parts.ts'

/** Headers that describe the transfer or this body; the server alone knows their values. */
const ownedByServer: ReadonlySet<string> = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'date',
  'upgrade',
  'trailer',
  'te',
  'proxy-connection',
])

export interface HeaderParts {
  store: SchemaStore
  generator: Generator
  examples: 'repair' | 'verbatim'
  /** True when the server answers CORS by itself. */
  cors: boolean
}

export interface MadeHeaders {
  headers: Record<string, string>
  steps: TraceStep[]
}

/**
 * Values for declared response headers: the example, a value usual for the name, or a generated one.
 * What cannot be sent is left out, and the trace says why.
 */
export function makeHeaders(
  declared: readonly ResponseHeader[],
  options: HeaderParts & { context: HeaderContext; key: string; salt?: number | undefined },
): MadeHeaders {
  const made: MadeHeaders = { headers: {}, steps: [] }
  const taken = new Set<string>()
  for (const header of declared) {
    const lower = header.name.toLowerCase()
    const refusal = taken.has(lower) ? 'it is declared twice' : refuse(lower, options.cors)
    const value = refusal === null ? written(makeValue(header, options), header) : ''
    const problem = refusal ?? invalidity(header.name, value)
    if (problem === null) {
      taken.add(lower)
      made.headers[header.name] = value
    } else {
      made.steps.push(skipped(header.name, problem))
    }
  }
  return made
}

/** Why Node would refuse to send a header, as a clause; null when it would send it. */
export function invalidity(name: string, value: string): string | null {
  try {
    http.validateHeaderName(name)
    http.validateHeaderValue(name, value)
    return null
  } catch {
    return 'HTTP does not allow its name or value'
  }
}

/** True for headers that only the server sets. */
export function isOwnedByServer(name: string): boolean {
  return ownedByServer.has(name.toLowerCase())
}

function refuse(lower: string, cors: boolean): string | null {
  if (ownedByServer.has(lower)) {
    return 'the server sets it by itself'
  }
  return cors && lower.startsWith('access-control-') ? 'the CORS setting decides it' : null
}

function makeValue(
  header: ResponseHeader,
  options: HeaderParts & { context: HeaderContext; key: string; salt?: number | undefined },
): unknown {
  const { store, generator, examples, context, key, salt } = options
  const { name, schema, example } = header
  const isValid = (value: unknown) => store.isValid(schema, 'response', value)
  if (example !== undefined && (examples === 'verbatim' || isValid(example))) {
    return example
  }
  if (!saysItself(header, store)) {
    const hint = hintedHeader(name, context)
    const usual = [hint, hint === null ? null : String(hint)].find(
      (value) => value !== null && isValid(value),
    )
    if (usual !== undefined) {
      return usual
    }
  }
  return generator.generate(schema, {
    direction: 'response',
    mode: 'full',
    key: `${key} header ${name}`,
    name,
    salt,
  }).value
}

/** Does the schema bring a value of its own? */
function saysItself(header: ResponseHeader, store: SchemaStore): boolean {
  const own = ['enum', 'const', 'example', 'examples', 'default']
  return partsOf(header.schema, store).some((part) => own.some((key) => part[key] !== undefined))
}

/** A document as it is, else the `simple` style of OpenAPI or a list of Swagger 2: lists and objects become text. */
function written(value: unknown, { contentType, style, explode }: ResponseHeader): string {
  const media = contentType === undefined ? null : parseMediaType(contentType)
  if (media && isJson(media)) return asciiJson(value)
  if (Array.isArray(value)) {
    return value.map(plain).join(plainSeparator(style))
  }
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([name, member]) => `${name}${explode ? '=' : ','}${plain(member)}`)
      .join(',')
  }
  return plain(value)
}

/** JSON with all other characters escaped: a header has none of them. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value ?? null).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function plain(value: unknown): string {
  if (value === null || value === undefined) {
    return ''
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function skipped(name: string, why: string): TraceStep {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name
  return { stage: 'headers', verdict: 'note', message: `Header ${shown} was left out: ${why}.` }
}
