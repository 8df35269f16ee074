import type { Generation, Place } from './generation.ts'
import { identityOf, uuidOf } from './identities.ts'
import { linkOf } from './links.ts'
import type { FakerFor } from './load-faker.ts'
import { momentOf } from './moments.ts'
import { emailOf } from './persons.ts'

type FormatText = (place: Place, generation: Generation, faker: FakerFor) => string

const iso = (place: Place, generation: Generation) =>
  new Date(momentOf(place, generation)).toISOString().replace('.000Z', 'Z')

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** A string of each format of JSON Schema and OpenAPI. */
export const formatTexts: ReadonlyMap<string, FormatText> = new Map<string, FormatText>([
  ['date-time', iso],
  ['iso-date-time', iso],
  ['datetime', iso],
  ['date', (place, generation) => iso(place, generation).slice(0, 10)],
  ['time', (place, generation) => iso(place, generation).slice(11)],
  ['iso-time', (place, generation) => iso(place, generation).slice(11)],
  ['duration', ({ random }) => `P${random.integer(1, 9)}DT${random.integer(1, 23)}H`],
  ['email', emailOf],
  ['idn-email', emailOf],
  ['hostname', ({ random }, _, faker) => faker(random).internet.domainName()],
  ['idn-hostname', ({ random }, _, faker) => faker(random).internet.domainName()],
  // Addresses that are reserved for documentation (RFC 5737, RFC 3849).
  ['ipv4', ({ random }) => `192.0.2.${random.integer(1, 254)}`],
  ['ip', ({ random }) => `192.0.2.${random.integer(1, 254)}`],
  ['ipv6', ({ random }) => `2001:db8::${random.integer(1, 0xffff).toString(16)}`],
  ['uri', linkOf],
  ['url', linkOf],
  ['iri', linkOf],
  ['uri-reference', linkOf],
  ['iri-reference', linkOf],
  ['uri-template', (place, generation, faker) => `${linkOf(place, generation, faker)}/{id}`],
  ['uuid', (place, generation) => uuidOf(identityOf(place, generation))],
  ['guid', (place, generation) => uuidOf(identityOf(place, generation))],
  ['byte', ({ random }, _, faker) => base64(faker(random).lorem.words(3))],
  ['base64', ({ random }, _, faker) => base64(faker(random).lorem.words(3))],
  ['binary', ({ random }, _, faker) => faker(random).lorem.words(3)],
  ['password', ({ random }, _, faker) => `${faker(random).internet.password({ length: 10 })}A1!`],
  ['json-pointer', ({ random }, _, faker) => `/${faker(random).lorem.word()}`],
  ['json-pointer-uri-fragment', ({ random }, _, faker) => `#/${faker(random).lorem.word()}`],
  ['relative-json-pointer', ({ random }) => `${random.integer(0, 3)}`],
  ['regex', ({ random }) => `^[a-z]{${random.integer(1, 9)}}$`],
])
