import { isUtf8 } from 'node:buffer'
import type { LoggedBody } from '#contract/log-entry.ts'
import { type IsSecret, redactJson, redactMultipart, redactQuery } from './redact-fields.ts'

/**
 * A body as the log keeps it: secret fields masked, cut at `limit` bytes (on a character's boundary
 * when it is text), base64 when it is not valid UTF-8. Null when there was no body.
 * `size` is the length of the whole body when `body` is only its start.
 */
export function loggedBody(
  body: Buffer | null,
  size: number,
  contentType: string,
  limit: number,
  isSecret: IsSecret,
): LoggedBody | null {
  if (body === null || (body.length === 0 && size === 0)) {
    return null
  }
  const truncated = size > Math.min(limit, body.length)
  const start = truncated ? body.subarray(0, endOfCharacter(body, limit)) : body
  if (isUtf8(start)) {
    return { encoding: 'utf8', data: redactText(start, contentType, isSecret), truncated }
  }
  const boundary = multipartBoundary(contentType)
  const bytes =
    boundary === null
      ? body.subarray(0, limit)
      : Buffer.from(
          redactMultipart(body.toString('latin1', 0, limit), boundary, isSecret),
          'latin1',
        )
  return { encoding: 'base64', data: bytes.toString('base64'), truncated }
}

function redactText(body: Buffer, contentType: string, isSecret: IsSecret): string {
  const boundary = multipartBoundary(contentType)
  if (boundary !== null) {
    const bytes = redactMultipart(body.toString('latin1'), boundary, isSecret)
    return Buffer.from(bytes, 'latin1').toString('utf8')
  }
  const text = body.toString('utf8')
  if (contentType.includes('x-www-form-urlencoded')) {
    return redactQuery(text, isSecret)
  }
  // JSON is looked for by its first character too: clients forget the content type.
  return contentType.includes('json') || /^\s*[[{]/.test(text) ? redactJson(text, isSecret) : text
}

function multipartBoundary(contentType: string): string | null {
  return /^multipart\/[^;]*;.*boundary="?([^";]+)/i.exec(contentType)?.[1] ?? null
}

/** The largest cut at or below `limit` that does not split a UTF-8 character. */
function endOfCharacter(body: Buffer, limit: number): number {
  let end = Math.min(limit, body.length)
  for (let back = 0; back < 3 && end > 0 && isContinuation(body[end]); back += 1) {
    end -= 1
  }
  return end
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}
