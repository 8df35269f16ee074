const ESCAPES = /(?:%[0-9a-fA-F]{2})+/g
const BEYOND_A_BYTE = /[\u0100-\uffff]/
const HIGH_BYTE = /[\x80-\xff]/

/** Percent-decodes as far as possible: what is no valid UTF-8 stays as it was written. Never throws. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // One bad sequence must not keep the others from being decoded.
    return text.replace(ESCAPES, decodeRun)
  }
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run)
  } catch {
    return run
  }
}

/** Node hands over bytes that were not percent-encoded as Latin-1 characters; most clients mean UTF-8. */
export function readRawUtf8(text: string): string {
  if (!HIGH_BYTE.test(text) || BEYOND_A_BYTE.test(text)) return text
  const decoded = Buffer.from(text, 'latin1').toString('utf8')
  return decoded.includes('\ufffd') ? text : decoded
}
