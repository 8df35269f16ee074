const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Formats whose usual texts can be longer than a schema allows, and the shortest text of each with a letter of its own. */
const shortest: ReadonlyMap<string, (letter: string) => string> = new Map([
  ['email', (letter) => `${letter}@b.co`],
  ['idn-email', (letter) => `${letter}@b.co`],
  ['hostname', (letter) => letter],
  ['idn-hostname', (letter) => letter],
  ['ipv4', (letter) => `1.1.1.${letters.indexOf(letter)}`],
  ['ipv6', (letter) => `::${letters.indexOf(letter)}`],
  ['uri', (letter) => `${letter}:b`],
  ['iri', (letter) => `${letter}:b`],
  ['url', (letter) => `http://${letter}.co`],
  ['uri-reference', (letter) => letter],
  ['iri-reference', (letter) => letter],
  ['uri-template', (letter) => `{${letter}}`],
  ['duration', (letter) => `P${letters.indexOf(letter) + 1}D`],
  ['json-pointer', (letter) => `/${letter}`],
  ['json-pointer-uri-fragment', (letter) => `#/${letter}`],
  ['regex', (letter) => letter],
])

/** The shortest text of a format; undefined where its length is fixed or any text will do. */
export function shortText(format: string, pick: number): string | undefined {
  return shortest.get(format)?.(letters[pick % letters.length] ?? 'a')
}
