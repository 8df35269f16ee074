import { decodePercent, readRawUtf8 } from './decode-percent.ts'

// Left as they are: characters that mean nothing to find-my-way in a looked-up path. `~` starts an escape.
const UNSAFE_IN_PATH = /[^\w\-.!$&'()+,;=@:/]/
const UNSAFE_CHARACTER = /[^\w\-.!$&'()+,;=@:]/g

/**
 * The form in which paths are compared: each segment decoded, then every unusual character written as `~` and
 * four hex digits. Two spellings of a path have one key, and an encoded slash never becomes a separator.
 */
export function pathKey(path: string): string {
  if (!UNSAFE_IN_PATH.test(path)) return path
  return path.split('/').map(encodedSegmentKey).join('/')
}

/** Key of literal text that is not percent-encoded any more. */
export function segmentKey(text: string): string {
  return text.replace(UNSAFE_CHARACTER, escapeCharacter)
}

function encodedSegmentKey(segment: string): string {
  return segmentKey(decodePercent(readRawUtf8(segment)))
}

function escapeCharacter(character: string): string {
  return `~${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
