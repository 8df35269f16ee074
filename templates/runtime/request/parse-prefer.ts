import type { IncomingHttpHeaders } from 'node:http'
import { decodeQueryText, parseQuery } from './parse-query.ts'

/** What a client asks the mock to answer with. */
export interface Preferences {
  /** A status code of the spec, such as "404". */
  code?: string
  /** Name of an example. */
  example?: string
  /** True for a generated body that is fresh each time, false for the same one. */
  dynamic?: boolean
}

// A token, then "=" and a token or a quoted string (RFC 7240 §2). What stands behind a semicolon are parameters of a
// preference; none is defined for ours, so clients that separate by semicolons mean preferences.
const PREFERENCE = /([\w!#$%&'*+\-.^`|~]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?/g
const QUERY_NAMES = { code: '__code', example: '__example', dynamic: '__dynamic' }
const TRUE = /^(?:true|1|yes|)$/i
const FALSE = /^(?:false|0|no)$/i

/**
 * Reads `Prefer: code=404, example="not found", dynamic=true` and the query parameters `__code`, `__example` and
 * `__dynamic`, for clients that cannot set headers; the header wins. The first mention of a preference counts.
 */
export function parsePrefer(headers: IncomingHttpHeaders, rawQuery: string): Preferences {
  const given = new Map<string, string>()
  // Several headers are one list; Node joins them, its types allow both.
  const header = headers['prefer']
  const text = Array.isArray(header) ? header.join(',') : header
  for (const [, name = '', quoted, plain] of text?.matchAll(PREFERENCE) ?? []) {
    const key = name.toLowerCase()
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain ?? ''
    if (!given.has(key)) given.set(key, value)
  }
  if (rawQuery.includes('__')) {
    const query = parseQuery(rawQuery)
    for (const [key, name] of Object.entries(QUERY_NAMES)) {
      const value = query.get(name)?.[0]
      if (value !== undefined && !given.has(key)) given.set(key, decodeQueryText(value))
    }
  }
  return preferencesOf(given)
}

function preferencesOf(given: ReadonlyMap<string, string>): Preferences {
  const preferences: Preferences = {}
  const code = given.get('code')
  const example = given.get('example')
  const dynamic = given.get('dynamic')
  if (code) preferences.code = code
  if (example) preferences.example = example
  // `Prefer: dynamic` alone is a wish for it (RFC 7240: an empty value is the same as none); what is neither yes nor
  // no is passed over, as a preference that is not understood.
  if (dynamic !== undefined && TRUE.test(dynamic)) preferences.dynamic = true
  if (dynamic !== undefined && FALSE.test(dynamic)) preferences.dynamic = false
  return preferences
}
