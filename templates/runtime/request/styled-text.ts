import type { ParameterStyle } from '#engine/specs/mock-api.ts'
import type { TextValue, WantedForms } from './coerce-value.ts'

/** How one text is taken apart. */
export interface Delimiting {
  separator: string | RegExp
  /** True when members of an object are written `name=value` instead of `name,value`. */
  named: boolean
  decode(text: string): string
}

const JSON_START = /^\s*(?:[[{]|%5b|%7b)/i
/** Delimiters in a query or path, where clients encode them or not. */
const SEPARATORS: Partial<Record<ParameterStyle, RegExp>> = {
  spaceDelimited: /%20|\+| /,
  pipeDelimited: /%7c|\|/i,
  tabDelimited: /%09|\t/,
}
/** Delimiters where nothing is encoded. */
const PLAIN_SEPARATORS: Partial<Record<ParameterStyle, string>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
}

/** Ways to understand a delimited text, the likeliest first. */
export function interpretDelimited(
  raw: string,
  delimiting: Delimiting,
  wanted: WantedForms,
): TextValue[] {
  const { separator, decode } = delimiting
  const ways: TextValue[] = []
  if (wanted.plain) ways.push(decode(raw))
  else if (JSON_START.test(raw)) ways.push(decode(raw))
  if (wanted.array) ways.push(raw.split(separator).map((item) => decode(item)))
  if (wanted.object) ways.push(splitObject(raw, delimiting))
  // An empty text is a list of one empty text, or of nothing.
  if (wanted.array && raw === '') ways.push([])
  return ways
}

/** What parts the items of a list that is not percent-encoded: a header, a part of a multipart body. */
export function plainSeparator(style: ParameterStyle | undefined): string {
  return (style && PLAIN_SEPARATORS[style]) ?? ','
}

/** Path parameters: `simple`, `label` and `matrix` (RFC 6570 §3.2.2, .5, .7), and the delimited lists of Swagger 2. */
export function interpretPath(
  raw: string,
  { name, style, explode }: { name: string; style: ParameterStyle; explode: boolean },
  wanted: WantedForms,
  decode: (text: string) => string,
): TextValue[] {
  if (style === 'label') {
    const rest = raw.startsWith('.') ? raw.slice(1) : raw
    const dotted = interpretDelimited(rest, { separator: '.', named: explode, decode }, wanted)
    if (explode) return dotted
    // OpenAPI 3.0 separates by dots where 3.1 has commas.
    const commas = interpretDelimited(rest, { separator: ',', named: false, decode }, wanted)
    return rest.includes(',') ? [...commas, ...dotted] : [...dotted, ...commas]
  }
  if (style === 'matrix') return interpretMatrix(raw, name, explode, wanted, decode)
  const separator = SEPARATORS[style] ?? ','
  return interpretDelimited(raw, { separator, named: explode, decode }, wanted)
}

function interpretMatrix(
  raw: string,
  name: string,
  explode: boolean,
  wanted: WantedForms,
  decode: (text: string) => string,
): TextValue[] {
  const items = (raw.startsWith(';') ? raw.slice(1) : raw).split(';')
  const values = items.map((item) => {
    const equals = item.indexOf('=')
    if (equals === -1) return decode(item) === name ? '' : item
    return decode(item.slice(0, equals)) === name ? item.slice(equals + 1) : item
  })
  if (!explode) {
    return interpretDelimited(values.join(','), { separator: ',', named: false, decode }, wanted)
  }
  const ways: TextValue[] = []
  if (wanted.plain) ways.push(decode(values.join(';')))
  if (wanted.array) ways.push(values.map((value) => decode(value)))
  if (wanted.object) ways.push(splitMembers(items, { separator: ';', named: true, decode }))
  return ways
}

/** Values of one name in a query or cookie: `form` and the delimited styles. */
export function interpretForm(
  values: readonly string[],
  { style, explode }: { style: ParameterStyle; explode: boolean },
  wanted: WantedForms,
  decode: (text: string) => string,
): TextValue[] {
  const first = values[0] ?? ''
  const separator = SEPARATORS[style]
  if (values.length > 1) {
    const all =
      separator || !explode ? values.flatMap((value) => value.split(separator ?? ',')) : values
    return [all.map((value) => decode(value))]
  }
  if (separator) return interpretDelimited(first, { separator, named: false, decode }, wanted)
  if (explode) {
    const ways: TextValue[] = []
    if (wanted.plain || JSON_START.test(first)) ways.push(decode(first))
    if (wanted.array) ways.push([decode(first)])
    if (wanted.array && first === '') ways.push([])
    return ways.length > 0 ? ways : [decode(first)]
  }
  const ways = interpretDelimited(first, { separator: ',', named: false, decode }, wanted)
  // Many clients encode the commas between the items too.
  if (!wanted.plain && /%2c/i.test(first)) {
    const commas = first.replaceAll(/%2c/gi, ',')
    ways.push(...interpretDelimited(commas, { separator: ',', named: false, decode }, wanted))
  }
  return ways
}

/** A name that has no value makes no object: the text stays one, and the schema refuses it. */
function splitObject(raw: string, delimiting: Delimiting): TextValue {
  const items = raw.split(delimiting.separator)
  const lacksValue = !delimiting.named && items.length % 2 === 1 && raw !== ''
  return lacksValue ? delimiting.decode(raw) : splitMembers(items, delimiting)
}

function splitMembers(
  items: readonly string[],
  { named, decode }: Delimiting,
): Map<string, TextValue> {
  const members = new Map<string, TextValue>()
  if (named) {
    for (const item of items) {
      if (item === '') continue
      const equals = item.indexOf('=')
      const name = decode(equals === -1 ? item : item.slice(0, equals))
      addMember(members, name, equals === -1 ? '' : decode(item.slice(equals + 1)))
    }
    return members
  }
  if (items.length === 1 && items[0] === '') return members
  for (let index = 0; index < items.length; index += 2) {
    addMember(members, decode(items[index] ?? ''), decode(items[index + 1] ?? ''))
  }
  return members
}

/** A name that comes again makes a list. */
export function addMember(members: Map<string, TextValue>, name: string, value: TextValue): void {
  const known = members.get(name)
  if (known === undefined) members.set(name, value)
  else if (Array.isArray(known)) known.push(value)
  else members.set(name, [known, value])
}
