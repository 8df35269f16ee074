import { slugOf } from './free-texts.ts'
import type { TextMaker } from './generation.ts'
import { identityOf, knownId, uuidOf } from './identities.ts'
import { linkOf } from './links.ts'
import { isoDay, isoMoment } from './moments.ts'
import { emailOf } from './persons.ts'
import { plainWord } from './plain-words.ts'
import { nameOf } from './thing-names.ts'

const isoTime: TextMaker = (place, generation) => isoMoment(place, generation).slice(11)

const host: TextMaker = ({ random }, { faker }) =>
  `${faker(random).internet.domainWord()}.example.com`

/** The id of a thing, which may be known to be something else than a UUID. */
const uuid: TextMaker = (place, generation) => {
  const known = knownId(place, generation)
  return typeof known === 'string' && /^[0-9a-f-]{36}$/i.test(known)
    ? known
    : uuidOf(identityOf(place, generation))
}

/** A short text, encoded. */
export const base64Text: TextMaker = (place, generation) =>
  Buffer.from(nameOf(place, generation)).toString('base64')

/** Makers whose texts always are of their format. */
export const exactTexts: ReadonlySet<TextMaker> = new Set([isoMoment, isoDay, isoTime])

/** A string of each format of JSON Schema and OpenAPI. */
export const formatTexts: ReadonlyMap<string, TextMaker> = new Map<string, TextMaker>([
  ['date-time', isoMoment],
  ['iso-date-time', isoMoment],
  ['datetime', isoMoment],
  ['date', isoDay],
  ['time', isoTime],
  ['iso-time', isoTime],
  ['duration', ({ random }) => `PT${random.integer(1, 23)}H${random.integer(1, 59)}M`],
  ['email', emailOf],
  ['idn-email', emailOf],
  ['hostname', host],
  ['idn-hostname', host],
  // Addresses that are reserved for documentation (RFC 5737, RFC 3849).
  ['ipv4', ({ random }) => `192.0.2.${random.integer(1, 254)}`],
  ['ip', ({ random }) => `192.0.2.${random.integer(1, 254)}`],
  ['ipv6', ({ random }) => `2001:db8::${random.integer(1, 0xffff).toString(16)}`],
  ['uri', linkOf],
  ['url', linkOf],
  ['iri', linkOf],
  ['uri-reference', linkOf],
  ['iri-reference', linkOf],
  ['uri-template', (place, generation) => `${linkOf(place, generation)}/{id}`],
  ['uuid', uuid],
  ['guid', uuid],
  ['byte', base64Text],
  ['base64', base64Text],
  ['binary', nameOf],
  ['password', ({ random }, { faker }) => `${faker(random).internet.password({ length: 10 })}A1!`],
  ['json-pointer', (place) => `/${slugOf(plainWord(place))}`],
  ['json-pointer-uri-fragment', (place) => `#/${slugOf(plainWord(place))}`],
  ['relative-json-pointer', ({ random }) => `${random.integer(0, 3)}`],
  ['regex', ({ random }) => `^[a-z]{${random.integer(1, 9)}}$`],
])
