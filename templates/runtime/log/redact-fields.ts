const mask = '[redacted]'

/** True for names, in lower case, whose values must not be shown. */
export type IsSecret = (name: string) => boolean

/** Masks the values of secret fields in a query string or an urlencoded form; everything else stays as it is. */
export function redactQuery(rawQuery: string, isSecret: IsSecret): string {
  if (rawQuery === '') {
    return rawQuery
  }
  let changed = false
  const pairs = rawQuery.split('&').map((pair) => {
    const equals = pair.indexOf('=')
    if (equals === -1 || !isSecret(fieldName(pair.slice(0, equals)))) {
      return pair
    }
    changed = true
    return `${pair.slice(0, equals)}=${encodeURIComponent(mask)}`
  })
  return changed ? pairs.join('&') : rawQuery
}

/** `user[password]` and `user.password` are the field `password`. */
function fieldName(encoded: string): string {
  let name = encoded.replaceAll('+', ' ')
  try {
    name = decodeURIComponent(name)
  } catch {
    // A broken escape cannot be decoded; the raw name is compared instead.
  }
  const parts = name.toLowerCase().split(/[[\].]+/)
  return parts.filter((part) => part !== '').at(-1) ?? ''
}

/**
 * Masks the values of secret members in JSON text. Works on text that is cut off or not quite JSON,
 * because a log keeps such bodies too, and leaves the formatting alone.
 */
export function redactJson(text: string, isSecret: IsSecret): string {
  let redacted = ''
  let kept = 0
  let at = text.indexOf('"')
  while (at !== -1) {
    const end = endOfString(text, at)
    const colon = skipSpace(text, end)
    if (text[colon] === ':' && isSecret(memberName(text.slice(at, end)))) {
      const from = skipSpace(text, colon + 1)
      at = endOfValue(text, from)
      redacted += `${text.slice(kept, from)}"${mask}"`
      kept = at
    } else {
      at = end
    }
    at = text.indexOf('"', at)
  }
  return kept === 0 ? text : redacted + text.slice(kept)
}

function memberName(quoted: string): string {
  if (!quoted.includes('\\')) {
    return quoted.slice(1, -1).toLowerCase()
  }
  try {
    return String(JSON.parse(quoted)).toLowerCase()
  } catch {
    return quoted.slice(1, -1).toLowerCase()
  }
}

/** `from` is at the opening quote; the result is behind the closing one. */
function endOfString(text: string, from: number): number {
  let at = from + 1
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 34) {
      return at + 1
    }
    at += code === 92 ? 2 : 1
  }
  return text.length
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= 32) {
    at += 1
  }
  return at
}

function endOfValue(text: string, from: number): number {
  let depth = 0
  let at = from
  while (at < text.length) {
    const character = text[at]
    if (character === '"') {
      at = endOfString(text, at)
    } else if (character === '{' || character === '[') {
      depth += 1
      at += 1
    } else if (character === '}' || character === ']') {
      if (depth === 0) {
        return at
      }
      depth -= 1
      at += 1
    } else if (character === ',' && depth === 0) {
      return at
    } else {
      at += 1
      continue
    }
    if (depth === 0) {
      return at
    }
  }
  return text.length
}

/** Masks the contents of secret parts in a multipart form, given as text with one character per byte. */
export function redactMultipart(bytes: string, boundary: string, isSecret: IsSecret): string {
  return bytes
    .split(`--${boundary}`)
    .map((part) => {
      const headEnd = part.indexOf('\r\n\r\n')
      const name = /content-disposition:[^\r\n]*[;\s]name="?([^";\r\n]*)/i.exec(
        part.slice(0, Math.max(headEnd, 0)),
      )?.[1]
      return name !== undefined && isSecret(fieldName(name))
        ? `${part.slice(0, headEnd)}\r\n\r\n${mask}\r\n`
        : part
    })
    .join(`--${boundary}`)
}
