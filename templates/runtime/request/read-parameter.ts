import type { IncomingHttpHeaders } from 'node:http'
import type { Parameter, ParameterStyle } from '#engine/specs/mock-api.ts'
import type { Match } from '../exchange.ts'
import { decodePercent, readRawUtf8 } from '../routing/decode-percent.ts'
import { type Coercer, type TextValue, type WantedForms, wantedForms } from './coerce-value.ts'
import { readDeepObject } from './deep-object.ts'
import { isJson, parseMediaType } from './media-type.ts'
import { decodeLiteralPlus, decodeQueryText, parseQuery, type Query } from './parse-query.ts'
import { compileWholeQueryReader } from './read-whole-query.ts'
import type { SchemaShape } from './schema-shape.ts'
import { sentHeader } from './sent-header.ts'
import {
  addMember,
  interpretDelimited,
  interpretForm,
  interpretPath,
  plainSeparator,
} from './styled-text.ts'

/** Where the values of parameters come from. */
export interface ParameterSource {
  match: Match
  rawQuery: string
  query: Query
  headers: IncomingHttpHeaders
  cookies: Query
}

/** Reads one parameter from a request, coerced by its schema; undefined when it was not sent. */
export type ParameterReader = (
  source: ParameterSource,
  complain: (message: string) => void,
) => unknown

/** @param isClaimed tells names in the same place that an exploded object may not take */
export function compileParameterReader(
  parameter: Parameter,
  coercer: Coercer,
  isClaimed: (name: string) => boolean,
): ParameterReader {
  if (parameter.isWholeQuery && parameter.contentType !== undefined) {
    const read = compileWholeQueryReader(parameter, parameter.contentType, coercer, isClaimed)
    return ({ rawQuery }, complain) => read(rawQuery, complain)
  }
  if (parameter.contentType !== undefined) {
    return compileContentReader(parameter, parameter.contentType, coercer)
  }
  const interpret = compileInterpreter(parameter, coercer.shapeOf(parameter.schema), isClaimed)
  const { innerStyles } = parameter
  return (source) => {
    const outer = interpret(source)
    const ways = innerStyles ? outer.map((way) => splitInner(way, innerStyles)) : outer
    const only = ways[0]
    if (only === undefined) return undefined
    if (ways.length === 1) return coercer.coerce(parameter.schema, only)
    return coercer.firstValid(
      parameter.schema,
      ways.map((way) => () => coercer.coerce(parameter.schema, way)),
    )
  }
}

/** Lists within a list are parted once its items are known. */
function splitInner(value: TextValue, styles: readonly ParameterStyle[]): TextValue {
  const [style, ...inner] = styles
  if (style === undefined || !Array.isArray(value)) return value
  const separator = plainSeparator(style)
  return value.map((item) =>
    typeof item === 'string' ? splitInner(item.split(separator), inner) : item,
  )
}

/** A parameter whose value is a document. */
function compileContentReader(
  parameter: Parameter,
  contentType: string,
  coercer: Coercer,
): ParameterReader {
  const texts = textsOf(parameter)
  const decode = decoderOf(parameter)
  const media = parseMediaType(contentType)
  const json = media !== null && isJson(media)
  return (source, complain) => {
    const [raw, ...more] = texts(source) ?? []
    if (raw === undefined) return undefined
    if (more.length > 0) complain('must be sent once')
    const text = decode(raw)
    if (!json) return coercer.coerce(parameter.schema, text)
    try {
      return JSON.parse(text)
    } catch {
      // Many clients write a text as it is, without the quotes of JSON.
      const plain = coercer.coerce(parameter.schema, text)
      const isPlain = !/^\s*[[{"]/.test(text) && coercer.isValid(parameter.schema, plain)
      if (!isPlain) complain(`must be ${contentType}`)
      return isPlain ? plain : text
    }
  }
}

/** Ways to understand what was sent, the likeliest first; none when nothing was sent. */
type Interpreter = (source: ParameterSource) => TextValue[]

function compileInterpreter(
  parameter: Parameter,
  shape: SchemaShape,
  isClaimed: (name: string) => boolean,
): Interpreter {
  const wanted = wantedForms(shape)
  const texts = textsOf(parameter)
  const decode = decoderOf(parameter)
  if (parameter.in === 'path' || parameter.in === 'header') {
    return (source) => {
      const raw = texts(source)?.[0]
      if (raw === undefined) return []
      return parameter.in === 'path'
        ? interpretPath(raw, parameter, wanted, decode)
        : interpretHeader(raw, parameter, wanted)
    }
  }
  const { style, explode } = parameter
  const explodedCookie = parameter.in === 'cookie' && style === 'form' && explode && !wanted.plain
  const explodedObject = wanted.object && (style === 'form' || style === 'cookie') && explode
  return (source) => {
    const sent = parameter.in === 'query' ? source.query : source.cookies
    const query = explodedCookie ? splitCookies(sent) : sent
    const ways: TextValue[] = []
    if (style === 'deepObject') {
      const members = readDeepObject(parameter.name, query, decode)
      if (members) ways.push(members)
    }
    const values = query.get(parameter.name)
    if (values) {
      ways.push(...interpretForm(values, parameter, wanted, decode))
      if (parameter.in === 'query' && values.some((value) => value.includes('+'))) {
        ways.push(...interpretForm(values, parameter, wanted, decodeLiteralPlus))
      }
    }
    if (explodedObject) {
      const members = readExplodedObject(shape, query, isClaimed, decode)
      if (members.size > 0) ways.push(members)
    }
    return ways
  }
}

/** An exploded cookie is one whose value goes on as in a query: `color=blue&color=black`. */
function splitCookies(cookies: Query): Query {
  const pairs: string[] = []
  for (const [name, values] of cookies) for (const value of values) pairs.push(`${name}=${value}`)
  return parseQuery(pairs.join('&'))
}

function textsOf({
  name,
  in: place,
}: Parameter): (source: ParameterSource) => string[] | undefined {
  if (place === 'query') return (source) => source.query.get(name)
  if (place === 'cookie') return (source) => source.cookies.get(name)
  if (place === 'header') {
    const key = name.toLowerCase()
    return ({ headers }) => {
      const value = sentHeader(headers, key)
      return value === undefined ? undefined : [value]
    }
  }
  return ({ match }) => {
    const raw = match.encodedPathParameters?.[name] ?? match.pathParameters[name]
    return raw === undefined ? undefined : [raw]
  }
}

function decoderOf({ in: place, style }: Parameter): (text: string) => string {
  if (place === 'header' || style === 'cookie') return readRawUtf8
  return place === 'query' ? decodeQueryText : decodeText
}

function decodeText(text: string): string {
  return decodePercent(readRawUtf8(text))
}

/** Header values are not percent-encoded (OpenAPI 3.1), though some clients do so, as 3.0 could be read. */
function interpretHeader(
  raw: string,
  { style, explode }: Parameter,
  wanted: WantedForms,
): TextValue[] {
  const text = readRawUtf8(raw).trim()
  const separator = plainSeparator(style)
  const ways = interpretDelimited(
    text,
    { separator, named: explode, decode: (part) => part.trim() },
    wanted,
  )
  if (text.includes('%')) {
    const decode = (part: string) => decodePercent(part.trim())
    ways.push(...interpretDelimited(text, { separator, named: explode, decode }, wanted))
  }
  return ways
}

/** An exploded object has its members as parameters of their own. */
function readExplodedObject(
  shape: SchemaShape,
  query: Query,
  isClaimed: (name: string) => boolean,
  decode: (text: string) => string,
): Map<string, TextValue> {
  const members = new Map<string, TextValue>()
  const takesAny = shape.open || shape.properties.size === 0
  for (const [name, values] of query) {
    if (!shape.properties.has(name) && (!takesAny || isClaimed(name))) continue
    for (const value of values) addMember(members, name, decode(value))
  }
  return members
}
