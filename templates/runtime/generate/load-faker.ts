import { createRequire } from 'node:module'
import type { Faker } from '@faker-js/faker'
import type { Random } from './random-source.ts'

const load = createRequire(import.meta.url)

/** Gives made-up data that is the same for the same stream. */
export type FakerFor = (random: Random) => Faker

/** Loads the data when the first value is made up: a server that serves only examples never does. */
export function createFaker(): FakerFor {
  let faker: Faker | undefined
  return (random) => {
    // A package of known version: the module has this export.
    faker ??= (load('@faker-js/faker/locale/en') as { faker: Faker }).faker
    faker.seed(random.seed)
    return faker
  }
}
