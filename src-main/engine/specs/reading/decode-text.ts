/** Text of a file and what had to be assumed to read it. */
export interface DecodedText {
  text: string
  /** Set when the bytes were no valid UTF-8 or UTF-16 and were read as Latin-1. */
  note?: string
}

/**
 * Bytes of a spec as text: UTF-8 and UTF-16 with or without byte order mark. Bytes that are neither
 * are read as Windows-1252, because that is what older editors write, and a note says so.
 * Returns undefined for binary files.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const utf16 = utf16Encoding(bytes)
  if (utf16 !== undefined) return { text: decodeAs(utf16, bytes, false) ?? '' }
  if (looksBinary(bytes)) return undefined
  const utf8 = decodeAs('utf-8', bytes, true)
  if (utf8 !== undefined) return { text: utf8 }
  return {
    text: decodeAs('windows-1252', bytes, false) ?? '',
    note: 'The file is not valid UTF-8; it was read as Latin-1 (Windows-1252). Save it as UTF-8.',
  }
}

/** By byte order mark, else by the zero bytes that ASCII punctuation leaves in UTF-16. */
function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined
  const [, , third, fourth] = bytes
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le'
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return 'utf-16be'
  return undefined
}

function decodeAs(encoding: string, bytes: Uint8Array, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes)
  } catch {
    // A fatal decoder throws on the first invalid byte: the caller tries the next encoding.
    return undefined
  }
}

const signatures: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x47, 0x49, 0x46, 0x38], // GIF
  [0x25, 0x50, 0x44, 0x46], // PDF
  [0x50, 0x4b, 0x03, 0x04], // ZIP and Office files
  [0x1f, 0x8b], // gzip
  [0x7f, 0x45, 0x4c, 0x46], // ELF
  [0x00, 0x61, 0x73, 0x6d], // WebAssembly
]

/** Known signatures, or a share of control characters that no text has. */
function looksBinary(bytes: Uint8Array): boolean {
  if (signatures.some((signature) => signature.every((byte, i) => bytes[i] === byte))) return true
  const sample = bytes.subarray(0, 4096)
  let control = 0
  for (const byte of sample) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) control++
  }
  return control > sample.length / 10
}
