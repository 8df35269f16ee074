import type { JsonSchema } from '../schemas/json-schema.ts'
import type { JsonType } from '../schemas/keywords.ts'
import { accepts } from './accept-value.ts'
import type { Constraints } from './constraints.ts'
import { gatherConstraints } from './gather-constraints.ts'
import { generateArray } from './generate-array.ts'
import { generateNumber } from './generate-number.ts'
import { generateObject } from './generate-object.ts'
import { generateString } from './generate-string.ts'
import type { Generation, Place } from './generation.ts'
import { setApart } from './set-apart.ts'
import { Unsatisfiable } from './unsatisfiable.ts'
import { usableExample } from './usable-example.ts'

/** Combinations of choices that are tried at one place. */
const mostWays = 24

/** Times a schema may stand inside itself where it need not. */
const mostNested = 1

/** Times it is followed into itself where it must, before its smallest value is sought. */
const mostRequiredNested = 2

/**
 * Makes a value for one place: gathers what applies there, chooses a type, and makes a value of it;
 * when that fails with one combination of choices, with the next.
 */
export function generatePart(
  schemas: readonly JsonSchema[],
  place: Place,
  generation: Generation,
): unknown {
  generation.spend()
  let failure: Unsatisfiable | undefined
  let acceptable: { value: unknown } | undefined
  let excluded: { value: unknown; constraints: Constraints } | undefined
  let ways = 1
  for (let way = 0; way < Math.min(ways, mostWays); way++) {
    try {
      const constraints = gatherConstraints(schemas, place, generation, way)
      ways = Math.max(constraints.ways, constraints.exclusions.length > 0 ? 4 : 1)
      const random = way === 0 ? place.random : place.random.fork(`way ${way}`)
      const value = fill(
        schemas,
        constraints,
        enter(constraints, { ...place, random }, generation),
        generation,
      )
      const verdict = test(value, constraints, generation)
      if (verdict === 'good') return value
      if (verdict === 'acceptable') acceptable ??= { value }
      excluded ??= { value, constraints }
      failure ??= new Unsatisfiable('what was made satisfies a schema that is excluded')
    } catch (error) {
      if (!(error instanceof Unsatisfiable)) throw error
      failure ??= error
      // Where the first choice cannot be made, the number of ways is not known yet.
      ways = Math.max(ways, 8)
    }
    if (way > 0 && !generation.mayRetry()) break
  }
  if (acceptable) return acceptable.value
  const apart = excluded && setApart(excluded.value, excluded.constraints, schemas, generation)
  if (apart) return apart.value
  if (generation.lenient) return null
  throw failure ?? new Unsatisfiable('nothing fits')
}

function test(value: unknown, { exclusions }: Constraints, generation: Generation) {
  let verdict: 'good' | 'acceptable' | 'bad' = 'good'
  for (const { schema, soft } of exclusions) {
    if (!soft && !generation.careful) continue
    if (!generation.store.isValid(schema, generation.direction, value)) continue
    if (!soft) return 'bad'
    verdict = 'acceptable'
  }
  return verdict
}

/** Notes the schemas that are entered here, and how far to go on where one is entered again. */
function enter(constraints: Constraints, place: Place, generation: Generation): Place {
  if (constraints.names.length === 0) return place
  const nested = Math.max(...constraints.names.map((name) => place.open.get(name) ?? 0))
  if (nested > mostNested && place.optional) throw new Unsatisfiable('it repeats itself')
  if (nested >= mostRequiredNested) {
    for (const name of constraints.names) {
      const schema = generation.index.named(name)
      if (
        schema !== undefined &&
        generation.schemas.height(schema) === Number.POSITIVE_INFINITY &&
        !generation.lenient
      ) {
        throw new Unsatisfiable(`"${name}" requires itself, without end`)
      }
    }
    if (generation.lenient) throw new Unsatisfiable('it has no end')
  }
  const open = new Map(place.open)
  for (const name of constraints.names) open.set(name, (open.get(name) ?? 0) + 1)
  const deeper = nested >= mostRequiredNested ? 'required' : 'scalars'
  const extent = nested === 0 || place.extent === 'required' ? place.extent : deeper
  return { ...place, open, extent }
}

function fill(
  schemas: readonly JsonSchema[],
  constraints: Constraints,
  place: Place,
  generation: Generation,
): unknown {
  const ready = usableExample(schemas, constraints, place, generation)
  if (ready) return ready.value
  const types = candidateTypes(constraints, place, generation)
  let failure: Unsatisfiable | undefined
  for (const type of types) {
    try {
      const value = make(type, constraints, place, generation)
      if (constraints.excludedValues.length === 0 || accepts(constraints, value, generation))
        return value
      failure ??= new Unsatisfiable('every value that was tried is excluded')
    } catch (error) {
      if (!(error instanceof Unsatisfiable)) throw error
      failure ??= error
    }
  }
  throw failure ?? new Unsatisfiable('no type is left')
}

function make(
  type: JsonType,
  constraints: Constraints,
  place: Place,
  generation: Generation,
): unknown {
  switch (type) {
    case 'null':
      return null
    case 'boolean':
      return generateBoolean(constraints, place, generation)
    case 'integer':
    case 'number':
      return generateNumber(constraints, place, generation)
    case 'string':
      return generateString(constraints, place, generation)
    case 'array':
      return generateArray(constraints, place, generation)
    case 'object':
      return generateObject(constraints, place, generation)
  }
}

/** Words of what is the exception: usually false. */
const negative =
  /^(deleted|archived|disabled|error|errors|failed|blocked|locked|expired|more|next|previous|prev|private|hidden|truncated|bot|restricted|forgotten|stranger|external|muted|banned|suspended|test|deprecated|draft|spam|sensitive|fork|cancelled|canceled|refunded|overdue|frozen|moved|tombstoned|legacy|closed|exempt|debug|paused|void|voided|disputed|duplicate|incomplete|unread|bounced|unsubscribed|anonymous|guest|mandatory|trashed|revoked|rejected|internal|admin|owner|ephemeral|late|missing|removed|reversed|skipped|stale|stopped|unavailable|critical|limited|partial|pending|ultra)$/

function generateBoolean(constraints: Constraints, place: Place, generation: Generation): boolean {
  const likely = !generation.names.words(place.name).some((word) => negative.test(word))
  // Neighbours in a list differ; a fresh value is now and then the unlikely one.
  const other = generation.fresh ? place.random.integer(0, 3) === 0 : false
  const value = (place.variant % 2 === 0) !== other ? likely : !likely
  return accepts(constraints, value, generation) ? value : !value
}

/** The types to try, most telling first; `null` last. */
function candidateTypes(constraints: Constraints, place: Place, { names }: Generation): JsonType[] {
  const types = [...(constraints.types ?? [])]
  if (types.length === 1) return types
  const likely = likelyType(constraints, place)
  if (types.length === 0) return likely === 'string' ? ['string'] : [likely, 'string']
  if (types.includes('null') && names.isUnset(place.name)) {
    return ['null', ...types.filter((type) => type !== 'null')]
  }
  const rank = (type: JsonType) => (type === 'null' ? 2 : type === likely ? 0 : 1)
  return types.sort((a, b) => rank(a) - rank(b))
}

function likelyType(constraints: Constraints, place: Place): JsonType {
  const { members, required, minProperties, items, contains, minItems } = constraints
  if (members.length > 0 || required.size > 0 || minProperties > 0) return 'object'
  if (items.length > 0 || contains.length > 0 || minItems > 0) return 'array'
  if (constraints.patterns.length > 0 || constraints.minLength > 0) return 'string'
  if (constraints.lower || constraints.upper || constraints.multiples.length > 0) return 'number'
  return constraints.types?.has('object') && place.extent === 'all' && place.name === ''
    ? 'object'
    : 'string'
}
