import { member } from '../json-value.ts'

/** The pointer of a child (RFC 6901). */
export function appendPointer(pointer: string, token: string | number): string {
  const escaped =
    typeof token === 'number' ? token : token.replaceAll('~', '~0').replaceAll('/', '~1')
  return `${pointer}/${escaped}`
}

/** Tokens of a pointer (RFC 6901), unescaped; of `''` none. */
export function pointerTokens(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value at a pointer, by own members only; undefined where there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document
  for (const token of pointerTokens(pointer)) value = member(value, token)
  return value
}

/**
 * Tokens of the fragment of a reference: percent-decoded, then unescaped. A fragment that is no
 * valid percent-encoding is taken as it is written, as many specs have a bare `%` in a name.
 */
export function fragmentTokens(fragment: string): string[] {
  return fragment.split('/').slice(1).map(decodeToken)
}

function decodeToken(token: string): string {
  return percentDecode(token).replaceAll('~1', '/').replaceAll('~0', '~')
}

/** The decoded text, or the text itself where it is not valid percent-encoding. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // Not valid percent-encoding: the author meant the characters as they are.
    return text
  }
}
