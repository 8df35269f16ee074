import { decodePercent, readRawUtf8 } from '../routing/decode-percent.ts'

/** Query parameters by decoded name, each with its values as they were sent, in order. */
export type Query = Map<string, string[]>

const PLAIN = /^[\w\-.,:/@~]*$/

/** Splits a query or a urlencoded body; values stay encoded, as only their style tells where they are split. */
export function parseQuery(raw: string): Query {
  const query: Query = new Map()
  if (raw === '') return query
  for (const pair of raw.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decodeQueryText(equals === -1 ? pair : pair.slice(0, equals))
    const value = equals === -1 ? '' : pair.slice(equals + 1)
    const values = query.get(name)
    if (values) values.push(value)
    else query.set(name, [value])
  }
  return query
}

/** Decodes one name or value of a query, where a plus is a space. */
export function decodeQueryText(text: string): string {
  if (PLAIN.test(text)) return text
  return decodePercent(readRawUtf8(text.includes('+') ? text.replaceAll('+', ' ') : text))
}

/** Decodes one value of a query whose author meant its plus, as in an unencoded time zone. */
export function decodeLiteralPlus(text: string): string {
  return decodePercent(readRawUtf8(text))
}
