/** The words of a name in any common spelling, in lower case: `createdAt`, `created_at`, `X-Created-At`. */
export function nameWords(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

/** Finds the entry for the longest run of words at the end of a name: `billing_email` finds `email`. */
export function byName<Entry>(entries: ReadonlyMap<string, Entry>, words: readonly string[]) {
  for (let start = 0; start < words.length; start++) {
    const entry = entries.get(words.slice(start).join(' '))
    if (entry !== undefined) return entry
  }
  return undefined
}
