/** A line longer than this is shown as several. */
const LONGEST_LINE = 2_000

/** Where the lines of a text begin and end; a long one is cut into several. */
export interface TextLines {
  readonly count: number
  line(index: number): string
}

/** Splits text at line ends and long lines into pieces. The text itself is not copied. */
export function splitText(text: string): TextLines {
  const starts: number[] = []
  const ends: number[] = []
  let from = 0
  while (from <= text.length) {
    const found = text.indexOf('\n', from)
    const end = found < 0 ? text.length : found
    const visibleEnd = text.charCodeAt(end - 1) === 0x0d && end > from ? end - 1 : end
    let piece = from
    do {
      starts.push(piece)
      ends.push(Math.min(piece + LONGEST_LINE, visibleEnd))
      piece += LONGEST_LINE
    } while (piece < visibleEnd)
    from = end + 1
  }
  return { count: starts.length, line: (index) => text.slice(starts[index], ends[index]) }
}

/** Bytes as a classic hex dump: offset, sixteen bytes, and their printable ASCII. */
export function dumpBytes(bytes: Uint8Array): TextLines {
  return {
    count: Math.max(1, Math.ceil(bytes.length / 16)),
    line(index) {
      const row = bytes.subarray(index * 16, index * 16 + 16)
      const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
      const ascii = Array.from(row, (byte) =>
        byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
      ).join('')
      return `${(index * 16).toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  ${ascii}`
    },
  }
}
