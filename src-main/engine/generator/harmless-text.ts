/**
 * A value as JSON that means the same in JavaScript, YAML and inside a script element: `<`, `>`, and the line
 * separators that JSON allows in strings are escaped.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>\u2028\u2029\u007f-\u009f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Text of our own for a cell of a Markdown table. */
export function constantText(value: unknown): string {
  if (typeof value !== 'string' || !/^[\w ,.;:()[\]/-]*$/.test(value)) {
    throw new TypeError(`A template needs plain words, not ${JSON.stringify(value)}`)
  }
  return value
}

/**
 * Text from a spec as one line of Markdown that shows just these characters: no markup, no HTML, no link,
 * at most `limit` characters.
 */
export function markdownText(value: unknown, limit = 300): string {
  const line = String(value)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ')
    .trim()
  const short = line.length > limit ? `${line.slice(0, limit - 1).trimEnd()}…` : line
  return (
    short
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll(/[\\`*_{}[\]()#+!|~$"':^=-]/g, (character) => `\\${character}`)
      // Addresses would become links by themselves.
      .replaceAll(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`)
      .replaceAll('@', '&#64;')
  )
}

/** A command for a POSIX shell, one line for a fenced block. */
export function commandLine(words: unknown): string {
  if (!Array.isArray(words)) {
    throw new TypeError('A template needs the words of a command')
  }
  return words.map((word) => shellWord(String(word))).join(' ')
}

/** Quoted unless it consists of letters that mean nothing to a shell; lines are not broken. */
function shellWord(word: string): string {
  const line = word.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
  return /^[\w./:=,-]+$/.test(line) ? line : `'${line.replaceAll("'", "'\\''")}'`
}
