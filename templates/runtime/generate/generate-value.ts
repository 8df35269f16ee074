import type { JsonSchema } from '../schemas/json-schema.ts'
import type { Direction, SchemaStore, SchemaViolation } from '../schemas/schema-store.ts'
import type { Generation, KnownFacts, Mode } from './generation.ts'
import { createFaker, createSampler } from './load-faker.ts'
import { createRandom } from './random-source.ts'
import { createNameReader } from './read-names.ts'
import { regionOf } from './regions.ts'
import { repairValue } from './repair-value.ts'
import { createSchemaFamily } from './schema-family.ts'
import { startGeneration } from './start-generation.ts'
import type { Told } from './told-value.ts'
import { topPlace } from './top-place.ts'
import { TooLarge, Unsatisfiable } from './unsatisfiable.ts'

export type { Mode } from './generation.ts'

/** What is to be generated. */
export interface GenerationRequest {
  direction: Direction
  /** `minimal`: only required members; `empty`: like `full`, but every list as empty as the schema allows. */
  mode: Mode
  /** Names what is generated: the same seed, key and salt give the same value, byte for byte. */
  key: string
  /** Makes each call differ; without it the value is the same every time. */
  salt?: number | undefined
  /** Name of the parameter, header or member, as a hint. */
  name?: string
  /** Path of the operation whose body it is, as a hint. */
  about?: string
  /** What the value answers: it holds as much of it as its schema allows. */
  told?: Told | undefined
}

export interface GeneratedValue {
  value: unknown
  /** Whether the validator agrees with it. */
  valid: boolean
  /** Why it is not valid. */
  note: string | null
}

/** Makes values that satisfy schemas. */
export interface Generator {
  generate(schema: JsonSchema, request: GenerationRequest): GeneratedValue
  /** Begins an attempt whose parts are made one by one. */
  start(request: GenerationRequest, how: Attempt): Generation
}

/** How one attempt goes about it. */
export interface Attempt {
  /** Sets the attempt apart from others at the same value. */
  number: number
  mode: Mode
  careful: boolean
  lenient: boolean
}

interface Made {
  value: unknown
  /** Whether plans alone have made it, afresh. */
  isPlanned: boolean
}

/**
 * Creates a generator. Values follow from the seed alone; dates lie before a day that also follows from it,
 * so that a value is the same on every machine and on every day.
 */
export function createGenerator(options: {
  store: SchemaStore
  seed: number
  /** The language of what is made up, by the name of its file in Faker. */
  locale?: string
}): Generator {
  const { store, seed, locale = 'en' } = options
  const faker = createFaker(locale)
  const sample = createSampler(faker)
  const region = regionOf(locale)
  const names = createNameReader()
  const schemas = createSchemaFamily(store.index)
  const trust = createTrust()
  const known: Record<Direction, KnownFacts> = { request: noFacts(), response: noFacts() }
  // A day in 2026.
  const now = Date.UTC(2026, 0, 1) + createRandom('now', seed).integer(0, 364) * 86_400_000

  function start(request: GenerationRequest, how: Attempt, told?: Told): Generation {
    const { direction, salt, about = '', key } = request
    return startGeneration({
      store,
      schemas,
      faker,
      sample,
      region,
      names,
      about,
      pathIds: told?.pathIds ?? noIds,
      direction,
      mode: how.mode,
      careful: how.careful,
      lenient: how.lenient,
      fresh: salt !== undefined,
      root: createRandom(`${how.number} ${salt ?? ''} ${key}`, seed),
      now,
      known: known[direction],
    })
  }

  function generate(schema: JsonSchema, request: GenerationRequest): GeneratedValue {
    let best: { value: unknown; violations: SchemaViolation[] } | undefined
    let failure: Error | undefined
    /** True when the value is valid. */
    function attempt(make: () => Made): boolean {
      try {
        const { value, isPlanned } = make()
        const violations =
          isPlanned && trust.isEarned(schema) ? [] : store.check(schema, request.direction, value)
        if (!best || violations.length < best.violations.length) best = { value, violations }
        if (isPlanned) trust.note(schema, violations.length === 0)
        return violations.length === 0
      } catch (error) {
        failure ??= asReason(error)
        return false
      }
    }
    const { mode, told } = request
    const fill = (how: Attempt, told?: Told) => {
      const generation = start(request, how, told)
      const place = topPlace(request.name ?? '', generation.root, told)
      const value = generation.part({ schemas: [schema] }, place)
      return { value, isPlanned: generation.isPlanned && generation.fresh }
    }
    const make = (number: number, mode: Mode, careful: boolean, lenient = false) =>
      fill({ number, mode, careful, lenient })
    const makeTold = (number: number, careful: boolean) =>
      fill({ number, mode, careful, lenient: false }, told)
    const repair = (of: unknown) => {
      const generation = start(request, { number: 5, mode, careful: true, lenient: false })
      return { value: repairValue(schema, of, generation).value, isPlanned: false }
    }
    const isToldFound =
      told !== undefined && (attempt(() => makeTold(0, false)) || attempt(() => makeTold(1, true)))
    // What fails with what was told may do without.
    if (!isToldFound) failure = undefined
    const isFound =
      isToldFound ||
      attempt(() => make(0, mode, false)) ||
      (!(failure instanceof TooLarge) &&
        (attempt(() => make(1, mode, true)) || attempt(() => make(2, mode, true)))) ||
      (best !== undefined && attempt(() => repair(best?.value))) ||
      attempt(() => make(3, 'minimal', true)) ||
      (!(failure instanceof TooLarge) && attempt(() => make(4, 'full', true)))
    if (isFound) return { value: best?.value, valid: true, note: null }
    const why = failure?.message ?? describe(best?.violations[0])
    if (!best) attempt(() => make(6, 'minimal', false, true))
    return {
      value: best?.value ?? null,
      valid: false,
      note: `the schema cannot be satisfied: ${why}`,
    }
  }

  return { generate, start: (request, how) => start(request, how, request.told) }
}

const noIds: ReadonlyMap<string, string> = new Map()

/** Values made by plans alone that are checked before the plans of their schema are trusted. */
const checkedFirst = 12

/**
 * Plans make only what they know to be valid. Checking each value again would cost a tenth of making it, so it is
 * done for the first ones of a schema, and for all of them if one was not valid.
 */
function createTrust() {
  const valid = new WeakMap<object, number>()
  return {
    isEarned: (schema: JsonSchema) =>
      typeof schema === 'object' && (valid.get(schema) ?? 0) >= checkedFirst,
    note(schema: JsonSchema, isValid: boolean) {
      if (typeof schema !== 'object') return
      valid.set(schema, isValid ? (valid.get(schema) ?? 0) + 1 : Number.NEGATIVE_INFINITY)
    },
  }
}

function noFacts(): KnownFacts {
  return { courses: new WeakMap(), plans: new WeakMap(), patterns: new WeakMap() }
}

function describe(violation: SchemaViolation | undefined): string {
  if (!violation) return 'no value fits'
  return `${violation.pointer || 'the value'} ${violation.message}`
}

/** Why nothing was made; errors of other kinds are not about the schema. */
function asReason(error: unknown): Error {
  if (error instanceof Unsatisfiable || error instanceof TooLarge) return error
  if (error instanceof RangeError) return new TooLarge('it is nested too deeply')
  throw error
}
