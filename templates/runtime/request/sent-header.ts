import type { IncomingHttpHeaders } from 'node:http'

/**
 * The header of that name, in lower case, as it was sent; values of one sent several times are joined. Specs may name
 * a header as something every object has, such as `constructor`: that one is not sent by itself.
 */
export function sentHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  return Array.isArray(value) ? value.join(', ') : value
}
