/** The words of a name in any common spelling, in lower case: `createdAt`, `created_at`, `X-Created-At`. */
export function nameWords(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

/** Words at the end of a name that tell the form of a value, not what it is: `image_512`, `name_normalized`. */
const forms =
  /^(\d+|\d+x\d*|x\d+|original|normali[sz]ed|html|text|raw|formatted|private|public|value|string|full|primary|secondary|default|en|local|utc|gmt|iso|markdown|plain|rendered|small|medium|large|download|new|old|masked|encoded|additional|alternative|allowed|supported|accepted)$/

/**
 * Finds the entry for the longest run of words at the end of a name: `billing_email` finds `email`.
 * The keys are words written together, so `firstname` is found as well as `firstName`.
 */
export function byName<Entry>(
  entries: ReadonlyMap<string, Entry>,
  words: readonly string[],
): Entry | undefined {
  for (let start = 0; start < words.length; start++) {
    const entry = entries.get(words.slice(start).join(''))
    if (entry !== undefined) return entry
  }
  const of = words.indexOf('of')
  if (of > 0) return byName(entries, words.slice(0, of))
  const last = words.at(-1) ?? ''
  if (words.length > 1 && forms.test(last)) return byName(entries, words.slice(0, -1))
  // A number written to the end of a word: `address2`.
  const bare = last.replace(/\d+$/, '')
  return bare !== last && bare !== '' ? byName(entries, [...words.slice(0, -1), bare]) : undefined
}

/** Entries by each of their names; the names of an entry are separated by `|`. */
export function entriesByName<Entry>(
  list: readonly (readonly [names: string, entry: Entry])[],
): ReadonlyMap<string, Entry> {
  return new Map(
    list.flatMap(([names, entry]) =>
      names.split('|').map((name) => [name.replaceAll(' ', ''), entry] as const),
    ),
  )
}
