import type { Generation, Place } from './generation.ts'
import { nameWords } from './name-words.ts'
import type { Random } from './random-source.ts'
import { singular } from './singular.ts'

/**
 * The stream from which the id of a thing comes. The id of an object and the ids that refer to it by name
 * (`user.id`, `userId`) come from the same stream, so they agree within a body.
 */
export function identityOf(place: Place, generation: Generation): Random {
  const words = nameWords(place.name)
  const isReference = words.length > 1
  const thing = isReference
    ? words.slice(0, -1).join(' ')
    : nameWords(singular(place.owner)).join(' ')
  // Things of a list differ from each other by their objects' streams.
  if (!isReference && place.listed) return place.family.fork('id')
  return generation.root.fork(`id of ${thing}`)
}

/** A number as databases give them out. */
export const numberId = (identity: Random) => identity.fork('number').integer(1000, 99_999)

/** A UUID of version 4 (RFC 9562). */
export function uuidOf(identity: Random): string {
  const random = identity.fork('uuid')
  const digits = Array.from({ length: 32 }, () => random.integer(0, 15).toString(16))
  digits[12] = '4'
  digits[16] = random.pick(['8', '9', 'a', 'b'])
  const text = digits.join('')
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join('-')
}
