const filler = 'department'

/** Labels of a host name, each with its dot. */
function labels(length: number): string {
  let text = ''
  for (let left = length; left > 0; ) {
    // What is left for the next one is nothing, or a letter and a dot at least.
    const size = left - filler.length === 1 ? left - 2 : Math.min(left, filler.length)
    text += `${filler.slice(0, size - 1)}.`
    left -= size
  }
  return text
}

const letters = (length: number) =>
  filler.repeat(Math.ceil(length / filler.length)).slice(0, length)
const addPath = (text: string, by: number) => `${text}/${letters(by - 1)}`
const addLetters = (text: string, by: number) => text + letters(by)
const addToHost = (text: string, by: number) => (by === 1 ? `a${text}` : labels(by) + text)
const addToAddress = (text: string, by: number) =>
  by === 1 ? `a${text}` : text.replace('@', `@${labels(by)}`)

/** Adds digits to the fraction of a second; a fraction has at least one. */
function addFraction(text: string, by: number): string {
  const [, before = text, fraction = '', zone = ''] =
    /^(.*:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.exec(text) ?? []
  return before + (fraction || '.') + '0'.repeat(fraction ? by : by - 1) + zone
}

const ways: ReadonlyMap<string, (text: string, by: number) => string> = new Map([
  ['email', addToAddress],
  ['idn-email', addToAddress],
  ['hostname', addToHost],
  ['idn-hostname', addToHost],
  ['ipv6', () => '2001:0db8:0000:0000:0000:0000:0000:0001'],
  ['uri', addPath],
  ['url', addPath],
  ['iri', addPath],
  ['uri-reference', addPath],
  ['iri-reference', addPath],
  ['uri-template', addPath],
  ['date-time', addFraction],
  ['time', addFraction],
  ['duration', (text, by) => text.replace(/\d/, (digit) => '0'.repeat(by) + digit)],
  ['json-pointer', addLetters],
  ['json-pointer-uri-fragment', addLetters],
  ['relative-json-pointer', addPath],
  ['regex', addLetters],
])

/** A text of a format that is longer by so many characters; undefined where any text will do, or none is longer. */
export function longerText(format: string, text: string, by: number): string | undefined {
  return ways.get(format.toLowerCase())?.(text, by)
}
