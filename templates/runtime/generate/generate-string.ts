import { acceptsText, lengthInPoints } from './accept-value.ts'
import type { Constraints } from './constraints.ts'
import { formatTexts } from './format-texts.ts'
import { generatePattern } from './generate-pattern.ts'
import type { Generation, Place } from './generation.ts'
import type { FakerFor } from './load-faker.ts'
import { nameTexts } from './name-texts.ts'
import { byName, nameWords } from './name-words.ts'
import { shortText } from './short-texts.ts'
import { Unsatisfiable } from './unsatisfiable.ts'

/** Longest string that is made; schemas that ask for more cannot be satisfied here. */
const longestText = 100_000

const triesPerPattern = 12

/** Makes a string: by its format, its name, its pattern, whichever satisfies the schema first. */
export function generateString(
  constraints: Constraints,
  place: Place,
  generation: Generation,
  faker: FakerFor,
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
  for (const candidate of candidates(constraints, place, generation, faker)) {
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

function* candidates(
  constraints: Constraints,
  place: Place,
  generation: Generation,
  faker: FakerFor,
): Generator<string> {
  const { formats, patterns, base64 } = constraints
  for (const format of formats) {
    const make = formatTexts.get(format.toLowerCase())
    if (make) yield make(place, generation, faker)
  }
  for (const format of formats) {
    const short = shortText(format, place.random.integer(0, 25) + place.variant)
    if (short !== undefined) yield short
  }
  if (base64) yield Buffer.from(faker(place.random).lorem.words(3)).toString('base64')
  if (patterns.length > 0) yield* matches(constraints, place, generation)
  const make = byName(nameTexts, nameWords(place.name))
  if (make) yield make(place, generation, faker)
  yield faker(place.random).lorem.words(2)
  yield faker(place.random).lorem.word()
  const { random, variant } = place
  yield [...'abcdefghijklmnopqrstuvwxyz0123456789'].at((random.integer(0, 35) + variant) % 36) ??
    'a'
  yield ''
}

function* matches(
  { patterns, minLength, maxLength }: Constraints,
  place: Place,
  { store }: Generation,
): Generator<string> {
  for (const source of patterns) {
    const pattern = store.pattern(source)
    if (!pattern) continue
    const most = Math.min(maxLength, longestText)
    for (let tried = 0; tried < triesPerPattern; tried++) {
      const random = place.random.fork(`${place.variant} ${tried}`)
      yield generatePattern(pattern.parsed, random, Math.min(minLength, longestText), most)
    }
  }
}

/** Brings plain text to its length: cut where too long, repeated where too short. */
function fitLength(text: string, { minLength, maxLength, patterns, formats }: Constraints): string {
  const length = lengthInPoints(text)
  if (length >= minLength && length <= maxLength) return text
  if (formats.includes('byte')) return base64OfLength(minLength, maxLength)
  if (patterns.length > 0) return text
  if (length > maxLength) return [...text].slice(0, maxLength).join('')
  const least = Math.min(minLength, longestText)
  const repeated = `${text} `.repeat(Math.ceil(least / (length + 1)) + 1)
  return [...repeated].slice(0, least).join('').replace(/ $/, '.')
}

function base64OfLength(min: number, max: number): string {
  const length = Math.ceil(min / 4) * 4
  return length <= max ? 'TW9j'.repeat(length / 4) : ''
}
