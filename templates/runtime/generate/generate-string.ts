import { acceptsText, lengthInPoints } from './accept-value.ts'
import { chooseOne } from './choose-one.ts'
import type { Constraints } from './constraints.ts'
import { base64Text, formatTexts } from './format-texts.ts'
import { generatePattern } from './generate-pattern.ts'
import type { Generation, Place } from './generation.ts'
import { identityOf, knownId } from './identities.ts'
import { isCodeLike, likeExample } from './like-example.ts'
import { isoMoment, momentForms } from './moments.ts'
import { plainWord } from './plain-words.ts'
import { createRandom } from './random-source.ts'
import { shortText } from './short-texts.ts'
import { suggestNumber } from './suggest-number.ts'
import { topPlace } from './top-place.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Longest string that is made; schemas that ask for more cannot be satisfied here. */
const longestText = 100_000

const triesPerPattern = 12

/** Makes a string: by its format, its name, its pattern, whichever satisfies the schema first. */
export function generateString(
  constraints: Constraints,
  place: Place,
  generation: Generation,
): string {
  const { minLength, maxLength } = constraints
  if (minLength > maxLength) {
    throw new Unsatisfiable(`a text of at least ${minLength} and at most ${maxLength} characters`)
  }
  if (minLength > longestText && !generation.lenient) {
    throw new Unsatisfiable(
      `it asks for a text of ${minLength} characters, and the longest that is made has ${longestText}`,
    )
  }
  const plain = plainText(constraints, place, generation)
  if (plain !== null) return plain
  for (const candidate of candidates(constraints, place, generation)) {
    const fitted = fitLength(candidate, constraints)
    if (acceptsText(constraints, fitted, generation)) return fitted
  }
  if (generation.lenient) return place.name || 'text'
  const { patterns, formats } = constraints
  const asked = [
    ...formats.map((f) => `the format ${f}`),
    ...patterns.map((p) => `the pattern ${p}`),
  ]
  const limits =
    maxLength === Number.POSITIVE_INFINITY ? '' : ` and ${minLength} to ${maxLength} characters`
  throw new Unsatisfiable(`no text was found for ${asked.join(' and ') || 'its limits'}${limits}`)
}

/** What the name says, where nothing else has to be asked: the first of the candidates, of most texts. */
function plainText(constraints: Constraints, place: Place, generation: Generation): string | null {
  const { formats, patterns, base64, description } = constraints
  if (formats.length > 0 || patterns.length > 0 || base64) return null
  const { names } = generation
  const make = names.sort(place.name) === 'other' ? names.text(place.name) : undefined
  if (!make || names.described(description).choices.length > 0) return null
  const text = fitLength(asHtml(make(place, generation), place, generation), constraints)
  return acceptsText(constraints, text, generation) ? text : null
}

/** Texts in the order of what they tell: the plainest one that satisfies the schema is better than none. */
function* candidates(
  constraints: Constraints,
  place: Place,
  generation: Generation,
): Generator<string> {
  const { formats, patterns, base64, description } = constraints
  const { names } = generation
  const sort = names.sort(place.name)
  const named = names.text(place.name)
  if (sort === 'fixed') yield* given(constraints, place)
  if (sort === 'code' || named === undefined) yield* codes(constraints, place, generation)
  for (const format of formats) {
    const make = formatTexts.get(format.toLowerCase()) ?? names.format(format)
    if (!make) continue
    const text = make(place, generation)
    yield text
    // Some length limits are made for the longer way to write UTC.
    if (make === isoMoment) yield text.replace(/(?:\.\d+)?Z$/, '+00:00')
  }
  for (const format of formats) {
    const short = shortText(format, place.random.integer(0, 25) + place.variant)
    if (short !== undefined) yield short
  }
  if (base64) yield base64Text(place, generation)
  const described = names.described(description)
  if (described.choices.length > 0) yield chooseOne(described.choices, place)
  if (patterns.length > 0) {
    if (suits(constraints, place, generation)) yield* namedTexts(place, generation)
    yield* matches(constraints, place, generation)
  } else if (named) {
    yield asHtml(named(place, generation), place, generation)
  }
  const { sample, like } = described
  if (sample !== null) yield likeExample(sample, place.random)
  const kind = like === null ? undefined : names.text(like)
  // `model` with "ID of the model" refers to a model, as `model_id` would.
  if (kind) yield kind(like === 'id' ? { ...place, name: `${place.name} id` } : place, generation)
  yield* given(constraints, place)
  const number = suggestNumber(place, generation, true)
  if (number !== null) yield String(number)
  yield plainWord(place)
  yield plainWord(place).slice(0, 4)
  const { random, variant } = place
  yield [...'abcdefghijklmnopqrstuvwxyz0123456789'].at((random.integer(0, 35) + variant) % 36) ??
    'a'
  yield ''
}

/** The texts that the name of a place asks for. */
function* namedTexts(place: Place, generation: Generation): Generator<string> {
  const { names } = generation
  const make = names.text(place.name)
  if (make) {
    const text = asHtml(make(place, generation), place, generation)
    yield* [text, text.toLowerCase(), text.toUpperCase()]
  }
  if (names.sort(place.name) === 'moment') yield* momentForms(place, generation)
}

/** Whether the texts of a name are worth trying against the patterns: told by a trial that is the same every time. */
function suits({ patterns }: Constraints, { name }: Place, generation: Generation): boolean {
  return generation.names.suits(name, patterns.join(' '), () => {
    const root = createRandom('trial')
    const trial = { ...generation, root, about: '' }
    const tests = patterns.map((source) => generation.store.pattern(source))
    for (const text of namedTexts(topPlace(name, root), trial)) {
      if (tests.every((pattern) => pattern?.test(text) ?? true)) return true
    }
    return false
  })
}

const asHtml = (text: string, { name }: Place, { names }: Generation) =>
  names.words(name).includes('html') && / /.test(text) && !text.startsWith('<')
    ? `<p>${text}</p>`
    : text

/** The id of a thing in the body that is meant; else an id or code like the one that the schema gives as an example. */
function* codes(
  { examples }: Constraints,
  place: Place,
  generation: Generation,
): Generator<string> {
  const known = knownId(place, generation)
  if (known !== null) yield String(known)
  const example = examples.find((value) => typeof value === 'string')
  if (example === undefined || !isCodeLike(example)) return
  const other = likeExample(example, identityOf(place, generation))
  if (other !== example) yield other
}

/** What the schema itself gives; neighbours in a list get different ones. */
function* given({ examples, defaults }: Constraints, { variant }: Place): Generator<string> {
  const texts = [...examples, ...defaults].filter((value) => typeof value === 'string')
  for (const value of texts.slice(variant)) if (value !== '') yield value
}

function* matches(
  { patterns, minLength, maxLength }: Constraints,
  place: Place,
  { store, known }: Generation,
): Generator<string> {
  for (const source of patterns) {
    const pattern = store.pattern(source)
    if (!pattern) continue
    const limits = {
      minLength: Math.min(minLength, longestText),
      maxLength: Math.min(maxLength, longestText),
    }
    for (let tried = 0; tried < triesPerPattern; tried++) {
      const random = place.random.fork(`${place.variant} ${tried}`)
      yield generatePattern(pattern.parsed, known, random, limits)
    }
  }
}

/** Brings plain text to its length: cut after a word where too long, repeated where too short. */
function fitLength(text: string, { minLength, maxLength, patterns, formats }: Constraints): string {
  const length = lengthInPoints(text)
  if (length >= minLength && length <= maxLength) return text
  if (formats.includes('byte')) return base64OfLength(minLength, maxLength)
  if (patterns.length > 0) return text
  if (length > maxLength) return cut(text, minLength, maxLength)
  const least = Math.min(minLength, longestText)
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
