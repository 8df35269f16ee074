const UTF8 = /^utf-?8$/i

/** The text of a body: by its byte order mark, else by the charset of its media type, else UTF-8. */
export function decodeBody(body: Buffer, charset: string | undefined): string {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return body.toString('utf8', 3)
  if (body[0] === 0xff && body[1] === 0xfe) return decodeAs('utf-16le', body)
  if (body[0] === 0xfe && body[1] === 0xff) return decodeAs('utf-16be', body)
  return charset === undefined || UTF8.test(charset)
    ? body.toString('utf8')
    : decodeAs(charset, body)
}

function decodeAs(charset: string, body: Buffer): string {
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    // A charset that nobody knows is no reason to refuse a body that may well be ASCII.
    return body.toString('utf8')
  }
}
