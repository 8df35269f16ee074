/** A media type or range with its parameters, everything but parameter values in lower case. */
export interface MediaType {
  /** `*` in ranges. */
  type: string
  subtype: string
  parameters: ReadonlyMap<string, string>
}

/** What stands for a type that cannot be read. */
export const ANY_MEDIA_TYPE: MediaType = { type: '*', subtype: '*', parameters: new Map() }

const PARAMETER = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g

/** Reads a media type; null when there is none. A lone `*` is taken for every type, as some clients and specs mean it. */
export function parseMediaType(text: string): MediaType | null {
  const end = text.indexOf(';')
  const name = (end === -1 ? text : text.slice(0, end)).trim().toLowerCase()
  const slash = name.indexOf('/')
  const parameters = new Map<string, string>()
  if (end !== -1) {
    for (const [, key = '', quoted, plain = ''] of text.slice(end).matchAll(PARAMETER)) {
      parameters.set(key.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain.trim())
    }
  }
  if (name === '*') return { type: '*', subtype: '*', parameters }
  if (slash < 1 || slash === name.length - 1) return null
  return { type: name.slice(0, slash), subtype: name.slice(slash + 1), parameters }
}

/** True for `application/json` and its relatives, such as `application/problem+json`. */
export function isJson({ subtype }: MediaType): boolean {
  return subtype === 'json' || subtype.endsWith('+json')
}

/** Parameters that tell how a document is written, not what it is. */
const WRITING = new Set(['charset', 'boundary'])

/**
 * How well a type fits a range: 0 not at all, 1 by `*` on both sides, 2 by its first half, 3 by name,
 * 4 by name and every parameter of the range. Either side may be a range. Another value of a parameter, such as
 * `version=2` for `version=1`, makes another type; a parameter that is not given may have any.
 */
export function fitOf(range: MediaType, type: MediaType): number {
  if (range.type === '*' || type.type === '*') return 1
  if (range.type !== type.type) return 0
  if (range.subtype === '*' || type.subtype === '*') return 2
  if (!sameSubtype(range.subtype, type.subtype)) return 0
  let isWhole = range.parameters.size > 0
  for (const [name, value] of range.parameters) {
    const given = type.parameters.get(name)?.toLowerCase()
    if (given === value.toLowerCase()) continue
    if (given !== undefined && !WRITING.has(name)) return 0
    isWhole = false
  }
  return isWhole ? 4 : 3
}

/** Specs write ranges such as `application/*+json` too. */
function sameSubtype(range: string, subtype: string): boolean {
  return range === subtype || (range.startsWith('*+') && subtype.endsWith(range.slice(1)))
}

/** True for `application/xml` and its relatives, such as `image/svg+xml`. */
export function isXml({ subtype }: MediaType): boolean {
  return subtype === 'xml' || subtype.endsWith('+xml')
}
