import { isRecord } from '../schemas/json-schema.ts'
import type { Around, Generation, Place } from './generation.ts'
import { createRandom, type Random } from './random-source.ts'
import { plural } from './singular.ts'
import { membersOf, readNamesOf } from './surroundings.ts'

/** Names of members that say which thing an object is. */
const ownIds: ReadonlySet<string> = new Set('id|uuid|guid|gid|uid|sid'.split('|'))

/** Names that end a reference to another thing: `user_id`. */
const idWords = /^(id|ids|uuid|guid|gid|uid|sid|key|ref)$/

/** Whether a name is that of an object's own id: `id`, and `ticket id` of a ticket. */
function isOwnId(name: string, { names: called }: Around, { names }: Generation): boolean {
  if (ownIds.has(name)) return true
  const thing = / (id|gid|uuid|uid)$/.test(name) ? name.replace(/ \w+$/, '') : null
  return thing !== null && called.some((own) => isSame(thing, names.thing(own)))
}

const isSame = (thing: string, own: string) => own === thing || own.endsWith(` ${thing}`)

/** The thing that the words of a name refer to: `user` for `userId`; null for names that are no reference. */
export function referenceOf(words: readonly string[]): string | null {
  if (words.length < 2 || !idWords.test(words.at(-1) ?? '')) return null
  return words.slice(0, -1).join(' ')
}

/** The thing that a place refers to; null where it is that of the object around. */
function referred({ name, around }: Place, { names }: Generation): string | null {
  const thing = names.reference(name)
  if (thing === null) return null
  const isOwn = around?.names.some((own) => isSame(thing, names.thing(own))) ?? false
  return isOwn ? null : thing
}

/**
 * The id that a place should repeat: that of the thing its name refers to, where the body holds this thing:
 * beside it (`user.id` for `userId`), around it, or in a list of such things; or that of the path. Null when there is
 * none.
 */
export function knownId(place: Place, generation: Generation): string | number | null {
  const thing = referred(place, generation)
  if (generation.pathIds.size > 0) {
    const asked = idInPath(thing, place, generation)
    if (asked !== undefined) return asked
  }
  if (thing === null) return null
  const last = thing.split(' ').at(-1) ?? thing
  const isMeant = (name: string) => name === thing || name === last
  for (let around = place.around; around; around = around.outer) {
    if (around !== place.around && namesOf(around, generation).some(isMeant)) {
      const id = idOf(around, generation)
      if (id !== null) return id
    }
    for (const { name, words, value } of around.members) {
      if (isMeant(words) && isRecord(value)) {
        const id = idOf(asAround(name, value, around, generation), generation)
        if (id !== null) return id
      }
      if (Array.isArray(value) && isMeant(generation.names.thing(name)) && place.listed) {
        const id = idAmong(value, { ...place, name }, generation)
        if (id !== null) return id
      }
    }
  }
  return null
}

/** The id that the path has of the `thing` that a place refers to, or that it identifies inside of another one. */
function idInPath(thing: string | null, place: Place, generation: Generation): string | undefined {
  if (thing !== null) return generation.pathIds.get(thing)
  const { name, around } = place
  if (around === null || around.outer === null || around.isItem) return undefined
  if (!ownIds.has(generation.names.read(name))) return undefined
  return generation.pathIds.get(generation.names.thing(around.names[0] ?? ''))
}

function namesOf({ names }: Around, generation: Generation): string[] {
  return names.map((name) => generation.names.thing(name))
}

function idAmong(list: readonly unknown[], place: Place, generation: Generation) {
  if (list.length === 0) return null
  const thing = place.random.fork('which').pick(list)
  return isRecord(thing) ? idOf(asAround(place.name, thing, null, generation), generation) : null
}

/** An object that is made already, as its members would have seen it. */
function asAround(
  name: string,
  value: Record<string, unknown>,
  outer: Around | null,
  generation: Generation,
): Around {
  const members = membersOf(value, generation)
  // Nothing is made in it any more, so its stream is never read.
  const family = outer?.family ?? createRandom('')
  return { ...readNamesOf([name], generation), members, family, isItem: true, outer }
}

/** The id among an object's members. */
function idOf(around: Around, generation: Generation): string | number | null {
  for (const { words, value } of around.members) {
    if (!isOwnId(words, around, generation)) continue
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return value
  }
  return null
}

/** The id of the thing that a place is about, and what the thing is called; null when no object around has one. */
export function idAround(
  place: Place,
  generation: Generation,
): { id: string | number; around: Around } | null {
  for (let around = place.around; around; around = around.outer) {
    const id = idOf(around, generation)
    if (id !== null) return { id, around }
    if (!around.isWrapper) return null
  }
  return null
}

/** The stream from which an id comes; ids that refer to one thing by name come from the same one. */
export function identityOf(place: Place, generation: Generation): Random {
  const thing = referred(place, generation)
  const { variant, copy } = place
  if (thing !== null) {
    // The items of a list belong to one thing where the path says so: `/trips/{tripId}/bookings`.
    const isOne = generation.names.onlyThings(generation.about).has(thing)
    return generation.root.fork(`id of ${thing} ${variant} ${isOne ? 0 : copy}`)
  }
  // Things of a list differ from each other by their objects' streams.
  if (place.listed) return place.family.fork(`id ${variant}`)
  return generation.root.fork(`id of ${generation.names.thing(place.owner)} ${variant}`)
}

/** A number as databases give them out. */
export const numberId = (identity: Random) => identity.fork('number').integer(1000, 99_999)

/** A UUID of version 4 (RFC 9562). */
export function uuidOf(identity: Random): string {
  const random = identity.fork('uuid')
  const [a, b, c, d] = [hex(random), hex(random), hex(random), hex(random)]
  const variant = random.pick(['8', '9', 'a', 'b'])
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`
}

/** Texts of all bytes, as numbers beyond 31 bits take long to become text. */
const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Eight hexadecimal digits. */
function hex(random: Random): string {
  const bits = random.integer(0, 0xffff_ffff)
  const byte = (shift: number) => bytes[(bits >>> shift) & 0xff] ?? ''
  return byte(24) + byte(16) + byte(8) + byte(0)
}

/** What links call the things of an object: `pull-requests`. */
export const pathOf = (thing: string) => plural(thing.replaceAll(' ', '-'))
