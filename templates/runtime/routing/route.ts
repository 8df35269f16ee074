import type { Operation } from '#engine/specs/mock-api.ts'
import { decodePercent, readRawUtf8 } from './decode-percent.ts'
import { createNullRecord } from './null-record.ts'
import { parsePathTemplate, type TemplateSegment } from './path-template.ts'
import {
  compilePlausibility,
  type Plausibility,
  type SchemaSurroundings,
} from './plausible-value.ts'
import { type Mark, marksOf } from './rival-routes.ts'
import { splitSegment } from './split-segment.ts'

/** An operation with what is needed to recognise its path. */
export interface Route {
  operation: Operation
  segments: TemplateSegment[]
  /** The templated segments in order, with their place in the path. */
  wild: WildSegment[]
  /** Query parameters that tell this operation from others on its path; a null value stands for any. */
  fixedQuery: [name: string, value: string | null][]
  /** What a request for it has to have in query and headers. */
  marks: Mark[]
  /** All routes of this path, this one included, where they are told apart by their marks. */
  rivals?: Route[]
  /** Place in the spec: the earlier of two equal routes wins. */
  order: number
}

interface WildSegment {
  index: number
  segment: TemplateSegment
  names: string[]
  /** One for each name. */
  plausible: Plausibility[]
}

/** Values of the path parameters. */
export interface FilledRoute {
  decoded: Record<string, string>
  /** Before percent-decoding; undefined when nothing was encoded. */
  encoded: Record<string, string> | undefined
}

const TEMPLATED_VALUE = /\{[^{}]*\}/
const OPERATOR = /^[+./;]|[+*]$/g

export function compileRoute(
  operation: Operation,
  order: number,
  surroundings: SchemaSurroundings,
): Route {
  const segments = parsePathTemplate(operation.path)
  const wild: WildSegment[] = []
  segments.forEach((segment, index) => {
    if (segment.key !== null) return
    const names = segment.parts.flatMap((part) =>
      'parameter' in part ? [declaredName(part.parameter, operation)] : [],
    )
    const plausible = names.map((name) => plausibilityOf(name, operation, surroundings))
    wild.push({ index, segment, names, plausible })
  })
  const fixedQuery = Object.entries(operation.fixedQuery ?? {}).map(
    ([name, value]): [string, string | null] => [name, TEMPLATED_VALUE.test(value) ? null : value],
  )
  const marks = marksOf(operation, surroundings.schemas)
  return { operation, segments, wild, fixedQuery, marks, order }
}

/** Specs write `{path+}` or `{ id }` and declare `path` and `id`. */
function declaredName(written: string, operation: Operation): string {
  const declared = (name: string) =>
    operation.parameters.some((parameter) => parameter.in === 'path' && parameter.name === name)
  if (declared(written)) return written
  const bare = written.trim().replace(OPERATOR, '')
  return declared(bare) ? bare : written
}

function plausibilityOf(
  name: string,
  operation: Operation,
  surroundings: SchemaSurroundings,
): Plausibility {
  const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name)
  // Only plain values can be judged by their text: lists and objects have separators and prefixes.
  if (!parameter || parameter.contentType || parameter.style !== 'simple') return () => true
  let compiled: Plausibility | null = null
  return (text) => {
    compiled ??= compilePlausibility(parameter.schema, surroundings)
    return compiled(text)
  }
}

/** Whether each value could be one of its parameter's schema. */
export function isPlausible(route: Route, { decoded }: FilledRoute): boolean {
  return route.wild.every(({ names, plausible }) =>
    names.every((name, index) => plausible[index]?.(decoded[name] ?? '') ?? true),
  )
}

/**
 * Fills a route from the raw text of its templated segments; null when a segment with several parts does not fit.
 * @param escaped true when the path has anything to decode
 */
export function fillRoute(
  route: Route,
  texts: readonly string[],
  escaped: boolean,
): FilledRoute | null {
  const decoded = createNullRecord<string>()
  const encoded = escaped ? createNullRecord<string>() : undefined
  for (let index = 0; index < route.wild.length; index++) {
    const wild = route.wild[index]
    const text = texts[index]
    if (!wild || !text) return null
    const values = wild.segment.parts.length === 1 ? [text] : splitRaw(wild, text, escaped)
    if (!values) return null
    for (let part = 0; part < wild.names.length; part++) {
      const name = wild.names[part] ?? ''
      const raw = values[part] ?? ''
      const value = escaped ? decodePercent(readRawUtf8(raw)) : raw
      decoded[name] = value
      if (encoded) encoded[name] = raw
    }
  }
  return { decoded, encoded }
}

function splitRaw(wild: WildSegment, text: string, escaped: boolean): string[] | null {
  const { parts } = wild.segment
  const plausible = (index: number, value: string) =>
    wild.plausible[index]?.(escaped ? decodePercent(value) : value) ?? true
  // A separator inside a value is encoded, so the text as written is tried first;
  // a client that encodes everything has encoded the separator too.
  const split = splitSegment(parts, text, plausible)
  if (split || !escaped) return split
  const values = splitSegment(parts, decodePercent(readRawUtf8(text)), plausible)
  return values?.map(encodeURIComponent) ?? null
}

/** True when the query has every parameter that the spec fixed for this operation. */
export function hasFixedQuery(route: Route, query: URLSearchParams): boolean {
  return route.fixedQuery.every(([name, value]) =>
    value === null || value === '' ? query.has(name) : query.getAll(name).includes(value),
  )
}
