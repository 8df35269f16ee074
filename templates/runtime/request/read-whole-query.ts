import type { Parameter } from '#engine/specs/mock-api.ts'
import type { Coercer } from './coerce-value.ts'
import { isJson, parseMediaType } from './media-type.ts'
import { decodeLiteralPlus, decodeQueryText } from './parse-query.ts'
import { readForm } from './read-form.ts'

/**
 * Reads a parameter that is the whole query (OpenAPI 3.2, `in: querystring`); undefined when there is none.
 * @param isClaimed tells names that are sent for something else, such as keys
 */
export function compileWholeQueryReader(
  parameter: Parameter,
  contentType: string,
  coercer: Coercer,
  isClaimed: (name: string) => boolean,
): (rawQuery: string, complain: (message: string) => void) => unknown {
  const { schema, encoding = {} } = parameter
  const media = parseMediaType(contentType)
  const json = media !== null && isJson(media)
  const isForm = media?.subtype === 'x-www-form-urlencoded'
  const isOwn = (pair: string) => !isClaimed(decodeQueryText(pair.split('=', 1)[0] ?? ''))
  return (rawQuery, complain) => {
    const own = rawQuery.split('&').filter(isOwn).join('&')
    if (own === '') return undefined
    if (isForm) return readForm(own, schema, encoding, coercer)
    const text = decodeLiteralPlus(own)
    if (!json) return coercer.coerce(schema, text)
    try {
      return JSON.parse(text)
    } catch {
      complain(`must be ${contentType}`)
      return text
    }
  }
}
