import { createRequire } from 'node:module'
import type { Faker } from '@faker-js/faker'
import type { Random } from './random-source.ts'

const load = createRequire(import.meta.url)

/** Gives made-up data that is the same for the same stream. */
export type FakerFor = (random: Random) => Faker

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
