/** What is known of the answer when its headers are made. */
export interface HeaderContext {
  /** Path template of the operation. */
  path: string
  /** The value that the body shows; undefined without one. */
  body: unknown
}

/** A value for a well-known header, used where it satisfies the declared schema; null when there is none. */
export function hintedHeader(name: string, context: HeaderContext): string | number | null {
  const lower = name.toLowerCase()
  if (lower === 'location' || lower === 'content-location') {
    return locationOf(context)
  }
  return (Object.hasOwn(wellKnown, lower) ? wellKnown[lower] : null) ?? null
}

const wellKnown: Readonly<Record<string, string | number>> = {
  etag: '"5f0c3a7e9b21"',
  'last-modified': 'Wed, 01 Jan 2025 10:00:00 GMT',
  expires: 'Thu, 01 Jan 2026 10:00:00 GMT',
  age: 60,
  'cache-control': 'private, max-age=60',
  'content-language': 'en',
  'content-disposition': 'attachment; filename="mock"',
  'retry-after': 30,
  'set-cookie': 'session=5f0c3a7e9b21; Path=/; HttpOnly',
  'www-authenticate': 'Bearer',
  vary: 'Accept',
  'x-ratelimit-limit': 100,
  'x-ratelimit-remaining': 99,
  'x-ratelimit-reset': 60,
  'x-rate-limit-limit': 100,
  'x-rate-limit-remaining': 99,
  'x-rate-limit-reset': 60,
  'ratelimit-limit': 100,
  'ratelimit-remaining': 99,
  'ratelimit-reset': 60,
}

/** Where a created thing can be found: below its collection, under the id that the body gives it. */
function locationOf({ path, body }: HeaderContext): string | null {
  if (path.includes('{')) {
    return null
  }
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : 1
  return typeof id === 'string' || typeof id === 'number'
    ? `${path.replace(/\/$/, '')}/${encodeURIComponent(id)}`
    : null
}
