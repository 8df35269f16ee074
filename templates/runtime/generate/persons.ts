import type { Generation, Place } from './generation.ts'
import type { FakerFor } from './load-faker.ts'

/** The person that an object is about: all members of one object tell of the same one. */
export function firstNameOf({ family, variant }: Place, _: Generation, faker: FakerFor): string {
  return faker(family.fork(`first ${variant}`)).person.firstName()
}

/** See {@link firstNameOf}. */
export function lastNameOf({ family, variant }: Place, _: Generation, faker: FakerFor): string {
  return faker(family.fork(`last ${variant}`)).person.lastName()
}

/** See {@link firstNameOf}. */
export function fullNameOf(place: Place, generation: Generation, faker: FakerFor): string {
  return `${firstNameOf(place, generation, faker)} ${lastNameOf(place, generation, faker)}`
}

/** See {@link firstNameOf}. */
export function userNameOf(place: Place, generation: Generation, faker: FakerFor): string {
  return fullNameOf(place, generation, faker)
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '.')
}

/** An address that nobody has (RFC 2606). */
export function emailOf(place: Place, generation: Generation, faker: FakerFor): string {
  return `${userNameOf(place, generation, faker)}@example.com`
}
