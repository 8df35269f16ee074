import type { Query } from './parse-query.ts'

/** Splits a `Cookie` header (RFC 6265 §4.2.1); values stay encoded. */
export function parseCookies(header: string | undefined): Query {
  const cookies: Query = new Map()
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals < 1) continue
    const name = pair.slice(0, equals).trim()
    const value = pair.slice(equals + 1).trim()
    const bare =
      value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value
    const values = cookies.get(name)
    if (values) values.push(bare)
    else cookies.set(name, [bare])
  }
  return cookies
}
