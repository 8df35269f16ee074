import { acceptsText, lengthInPoints } from './accept-value.ts'
import { chooseOne } from './choose-one.ts'
import type { Constraints } from './constraints.ts'
import { base64Text, exactTexts, formatTexts } from './format-texts.ts'
import { generatePattern } from './generate-pattern.ts'
import type { Generation, Plan, TextMaker } from './generation.ts'
import { identityOf, knownId } from './identities.ts'
import { byOwner, isIdentified, ofKind, referring, type TextSource } from './kind-texts.ts'
import { isCodeLike, likeExample } from './like-example.ts'
import { longerText } from './long-texts.ts'
import { isoMoment, momentForms } from './moments.ts'
import { plainWord } from './plain-words.ts'
import { createRandom } from './random-source.ts'
import type { NameReader } from './read-names.ts'
import { shortText } from './short-texts.ts'
import { numberFor } from './suggest-number.ts'
import { topPlace } from './top-place.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Longest string that is made; schemas that ask for more cannot be satisfied here. */
const longestText = 100_000

const triesPerPattern = 12

/** Plans a string: by its format, its name, its pattern, whichever satisfies the schema first. */
export function planString(
  constraints: Constraints,
  name: string,
  generation: Generation,
): Plan<string> {
  const exact = exactText(constraints, name, generation)
  if (exact !== null) return exact
  const plain = plainText(constraints, name, generation)
  let sources: readonly TextSource[] | undefined
  return (place, attempt) => {
    checkLengths(constraints, attempt)
    if (plain !== null) {
      const text = fitLength(plain(place, attempt), constraints)
      if (acceptsText(constraints, text, attempt)) return text
    }
    sources ??= textSources(constraints, name, attempt)
    for (const source of sources) {
      const candidate = source(place, attempt)
      if (candidate === null) continue
      const fitted = fitLength(candidate, constraints)
      if (acceptsText(constraints, fitted, attempt)) return fitted
    }
    if (attempt.lenient) return name || 'text'
    throw new Unsatisfiable(describe(constraints))
  }
}

function checkLengths({ minLength, maxLength }: Constraints, { lenient }: Generation): void {
  if (minLength > maxLength) {
    throw new Unsatisfiable(`a text of at least ${minLength} and at most ${maxLength} characters`)
  }
  if (minLength > longestText && !lenient) {
    throw new Unsatisfiable(
      `it asks for a text of ${minLength} characters, and the longest that is made has ${longestText}`,
    )
  }
}

function describe({ patterns, formats, minLength, maxLength }: Constraints): string {
  const asked = [
    ...formats.map((f) => `the format ${f}`),
    ...patterns.map((p) => `the pattern ${p}`),
  ]
  const limits =
    maxLength === Number.POSITIVE_INFINITY ? '' : ` and ${minLength} to ${maxLength} characters`
  return `no text was found for ${asked.join(' and ') || 'its limits'}${limits}`
}

/** What makes the texts of a format that are right whatever happens; null where anything else is asked. */
function exactText(
  { formats, patterns, minLength, maxLength }: Constraints,
  name: string,
  { names }: Generation,
): TextMaker | null {
  const [format = ''] = formats
  const isAlone = formats.length === 1 && patterns.length === 0 && minLength <= 8 && maxLength >= 20
  const make = isAlone ? formatTexts.get(format.toLowerCase()) : undefined
  const isNamed = names.sort(name) === 'moment' || names.sort(name) === 'other'
  return make && exactTexts.has(make) && isNamed && names.text(name) ? make : null
}

/** What the name says, where nothing else has to be asked: the first of the candidates, of most texts. */
function plainText(
  constraints: Constraints,
  name: string,
  { names }: Generation,
): TextMaker | null {
  const { formats, patterns, base64, description, isReference } = constraints
  if (formats.length > 0 || patterns.length > 0 || base64 || isReference) return null
  const { choices, like, isLower } = names.described(description)
  const isPrecise = like !== null && saysForm(like, name, names)
  const isPlain = isPrecise || names.sort(name) === 'other'
  const told = isPrecise ? like : name
  // Two or three letters of a country are its code, not the first of its name.
  const code = constraints.maxLength <= 3 ? codeFor(told, names) : undefined
  const make = isPlain ? (code ?? names.text(told)) : undefined
  if (!make || choices.length > 0) return null
  if (isPrecise && isLower) return (place, attempt) => make(place, attempt).toLowerCase()
  return asHtml(make, name, names)
}

/** Whether a description tells the form of what the name asks for: `country` as a code of two letters. */
function saysForm(like: string, name: string, names: NameReader): boolean {
  const last = names.words(name).at(-1) ?? ''
  return /^(country|currency|language|locale|colou?r)$/.test(last) && like.includes(last)
}

/** In the order of what they tell: the plainest text that satisfies the schema is better than none. */
function textSources(
  constraints: Constraints,
  name: string,
  generation: Generation,
): readonly TextSource[] {
  const { formats, patterns, base64, description } = constraints
  const { names } = generation
  const sources: TextSource[] = []
  const sort = names.sort(name)
  const named = names.text(name)
  const own = given(constraints)
  if (constraints.isReference) sources.push(...referring(name, names))
  if (sort === 'fixed') sources.push(...own)
  if (sort === 'code' || named === undefined) sources.push(...codes(constraints))
  for (const format of formats) {
    const make = formatTexts.get(format.toLowerCase()) ?? names.format(format)
    if (make) sources.push(make)
    // Some length limits are made for the longer way to write UTC.
    if (make === isoMoment) {
      sources.push((at, to) => isoMoment(at, to).replace(/(?:\.\d+)?Z$/, '+00:00'))
    }
  }
  for (const format of formats) {
    sources.push(
      ({ random, variant }) => shortText(format, random.integer(0, 25) + variant) ?? null,
    )
  }
  if (base64) sources.push(base64Text)
  const { choices, sample, like } = names.described(description)
  if (choices.length > 0) sources.push((place) => chooseOne(choices, place))
  if (patterns.length > 0) {
    if (suits(constraints, name, generation)) sources.push(...namedTexts(name, names))
    for (const source of patterns) sources.push(...matches(source, constraints, generation))
  } else if (named) sources.push(asHtml(named, name, names))
  if (sample !== null) sources.push(({ random }) => likeExample(sample, random))
  const kind = like === null ? undefined : names.text(like)
  if (kind) {
    // `model` with "ID of the model" refers to a model, as `model_id` would.
    sources.push(like === 'id' ? (at, to) => kind({ ...at, name: `${name} id` }, to) : kind)
  }
  sources.push(...own)
  if (named === undefined && isIdentified(name, generation)) sources.push(...referring(name, names))
  const number = numberFor(name, generation)
  if (number) sources.push((place, attempt) => String(number(place, attempt, true)))
  else if (named === undefined) sources.push(...ofKind(name, names), byOwner)
  return [...sources, ...plainTexts]
}

/** What does where only the length is asked for. */
const plainTexts: readonly TextSource[] = [
  plainWord,
  (place) => plainWord(place).slice(0, 4),
  ({ random, variant }) =>
    'abcdefghijklmnopqrstuvwxyz0123456789'.charAt((random.integer(0, 35) + variant) % 36),
  () => '',
]

/** What makes the code that things of a name have: of a `country` or a `currency`; undefined where none is known. */
function codeFor(name: string, names: NameReader): TextMaker | undefined {
  const make = names.text(`${name} code`)
  return make === names.text('code') ? undefined : make
}

/** The texts that a name asks for. */
function namedTexts(name: string, names: NameReader): TextSource[] {
  const sources: TextSource[] = []
  const make = names.text(name)
  if (make) {
    const text = asHtml(make, name, names)
    sources.push(text)
    sources.push((place, generation) => text(place, generation).toLowerCase())
    sources.push((place, generation) => text(place, generation).toUpperCase())
  }
  const code = codeFor(name, names)
  if (code) sources.push(code)
  if (names.sort(name) === 'moment') sources.push(...momentForms)
  return sources
}

/** Whether the texts of a name are worth trying against the patterns: told by a trial that is the same every time. */
function suits({ patterns }: Constraints, name: string, generation: Generation): boolean {
  return generation.names.suits(name, patterns.join(' '), () => {
    const root = createRandom('trial')
    const trial = { ...generation, root, about: '' }
    const tests = patterns.map((source) => generation.store.pattern(source))
    const place = topPlace(name, root)
    return namedTexts(name, generation.names).some((source) => {
      const text = source(place, trial) ?? ''
      return tests.every((pattern) => pattern?.test(text) ?? true)
    })
  })
}

/** The same texts as paragraphs, where the name says that they are HTML. */
function asHtml(make: TextMaker, name: string, names: NameReader): TextMaker {
  if (!names.words(name).includes('html')) return make
  return (place, generation) => {
    const text = make(place, generation)
    return / /.test(text) && !text.startsWith('<') ? `<p>${text}</p>` : text
  }
}

/** The id of a thing in the body that is meant; else an id or code like the one that the schema gives as an example. */
function codes({ examples }: Constraints): TextSource[] {
  const sources: TextSource[] = [
    (place, generation) => {
      const known = knownId(place, generation)
      return known === null ? null : String(known)
    },
  ]
  const example = examples.find((value) => typeof value === 'string')
  if (example !== undefined && isCodeLike(example)) {
    sources.push((place, generation) => {
      const other = likeExample(example, identityOf(place, generation))
      return other === example ? null : other
    })
  }
  return sources
}

/** What the schema itself gives; neighbours in a list get different ones. */
function given({ examples, defaults }: Constraints): TextSource[] {
  const texts = [...examples, ...defaults].filter((value) => typeof value === 'string')
  return texts.map(
    (_, at): TextSource =>
      ({ variant }) =>
        texts[variant + at] || null,
  )
}

function matches(
  source: string,
  { minLength, maxLength }: Constraints,
  { store, known }: Generation,
): TextSource[] {
  const pattern = store.pattern(source)
  if (!pattern) return []
  const limits = {
    minLength: Math.min(minLength, longestText),
    maxLength: Math.min(maxLength, longestText),
  }
  const write: TextSource = ({ random }) => generatePattern(pattern.parsed, known, random, limits)
  return new Array<TextSource>(triesPerPattern).fill(write)
}

/** Brings plain text to its length: cut after a word where too long, repeated where too short. */
function fitLength(text: string, { minLength, maxLength, patterns, formats }: Constraints): string {
  // A point has at most two units.
  if (text.length >= 2 * minLength && text.length <= maxLength) return text
  const length = lengthInPoints(text)
  if (length >= minLength && length <= maxLength) return text
  if (formats.includes('byte')) return base64OfLength(minLength, maxLength)
  if (patterns.length > 0) return text
  if (length > maxLength) return cut(text, minLength, maxLength)
  const least = Math.min(minLength, longestText)
  const longer = formats.length === 1 && longerText(formats[0] ?? '', text, least - length)
  if (longer) return longer
  const repeated = `${text} `.repeat(Math.ceil(least / (length + 1)) + 1)
  return [...repeated].slice(0, least).join('').replace(/ $/, '.')
}

function cut(text: string, minLength: number, maxLength: number): string {
  const most = [...text].slice(0, maxLength).join('')
  const words = most.replace(/[\s,;:.-]+\S*$/, '')
  return words !== '' && lengthInPoints(words) >= Math.max(minLength, maxLength / 3) ? words : most
}

function base64OfLength(min: number, max: number): string {
  const length = Math.ceil(min / 4) * 4
  return length <= max ? 'TW9j'.repeat(length / 4) : ''
}
