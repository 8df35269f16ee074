import { isRecord } from '../schemas/json-schema.ts'
import { essenceOf } from './content-kind.ts'

/** Fixed, so that the same answer has the same bytes; long enough not to occur in a body by chance. */
const boundary = 'mockloop-part-7f3a91c25be84d06'

/** Writes the members of an object as `name=value` pairs; lists repeat their name, objects become JSON. */
export function encodeForm(value: unknown): string {
  const pairs = new URLSearchParams()
  for (const [name, member] of Object.entries(isRecord(value) ? value : { value })) {
    for (const item of Array.isArray(member) ? member : [member]) {
      pairs.append(name, plain(item))
    }
  }
  return pairs.toString()
}

/** Writes one part for each member of an object (RFC 2046, for form data RFC 7578). */
export function encodeMultipart(
  contentType: string,
  value: unknown,
): { body: Buffer; contentType: string } {
  const isForm = essenceOf(contentType) === 'multipart/form-data'
  const members = Object.entries(isRecord(value) ? value : { value })
  const parts = members.map(([name, member]) => {
    const type = typeof member === 'object' ? 'application/json' : 'text/plain; charset=utf-8'
    const disposition = isForm
      ? `Content-Disposition: form-data; name="${name.replaceAll(/["\r\n]/g, encodeURIComponent)}"\r\n`
      : ''
    return `--${boundary}\r\n${disposition}Content-Type: ${type}\r\n\r\n${plain(member)}\r\n`
  })
  const declared = contentType.replaceAll(/;\s*boundary=[^;]*/gi, '')
  return {
    body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`, 'utf8'),
    contentType: `${declared}; boundary=${boundary}`,
  }
}

function plain(value: unknown): string {
  if (value === null || value === undefined) {
    return ''
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
