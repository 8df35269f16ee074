import { createRequire } from 'node:module'
import type { Faker } from '@faker-js/faker'
import { createRandom, type Random } from './random-source.ts'

const load = createRequire(import.meta.url)

/** Gives made-up data that is the same for the same stream. */
export type FakerFor = (random: Random) => Faker

/** Makes up a text from the data of a locale. */
export type SampleMaker = (faker: Faker) => string

/** One of the texts that a maker has made up; which one follows from the stream. */
export type SampleFrom = (make: SampleMaker, random: Random) => string

/** Texts of a kind. Variety beyond these is not seen in bodies, and making one up takes a microsecond or two. */
const samplesOfKind = 1024

/** Keeps what each maker has made up; every text is made when it is first drawn, from a stream of its own. */
export function createSampler(faker: FakerFor): SampleFrom {
  const kinds = new Map<SampleMaker, (string | undefined)[]>()
  return (make, random) => {
    let samples = kinds.get(make)
    if (samples === undefined) {
      samples = new Array<string | undefined>(samplesOfKind).fill(undefined)
      kinds.set(make, samples)
    }
    const at = random.integer(0, samplesOfKind - 1)
    const known = samples[at]
    if (known !== undefined) return known
    const text = make(faker(createRandom('sample', at)))
    samples[at] = text
    return text
  }
}

/**
 * Loads the data of one locale when the first value is made up: a server that serves only examples never does.
 * The package brings no locale but this one and those that it falls back to.
 */
export function createFaker(locale: string): FakerFor {
  let faker: Faker | undefined
  let current: Random
  return (random) => {
    faker ??= create(locale, () => current.next())
    // A stream of its own: how much is read of it changes nothing elsewhere.
    current = random.fork('faker')
    return faker
  }
}

/** Faker's own random numbers take longer to seed than a value takes to make. */
function create(locale: string, next: () => number): Faker {
  // A package of known version, and a name from the list of its locales: the module has this export.
  const { faker } = load(`@faker-js/faker/locale/${locale}`) as { faker: Faker }
  // The class itself is exported only together with all languages.
  const FakerClass = faker.constructor as typeof Faker
  const randomizer = { next, seed: () => undefined }
  return new FakerClass({ locale: faker.rawDefinitions, randomizer })
}
