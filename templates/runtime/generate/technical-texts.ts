import { one } from './choose-one.ts'
import type { TextMaker } from './generation.ts'
import { identityOf, knownId, uuidOf } from './identities.ts'
import { linkOf } from './links.ts'
import { titleCase } from './plain-words.ts'
import { siblingText, subjects } from './surroundings.ts'

/** The id of a thing; ids that refer to one thing agree within a body. */
const idText: TextMaker = (place, generation) => {
  const known = knownId(place, generation)
  return known === null ? uuidOf(identityOf(place, generation)) : String(known)
}

/** The last words of what a place is about, as codes write them: `line_item`. */
const ownKind: TextMaker = (place) => (subjects(place)[0] ?? 'object').replaceAll(' ', '_')

const token: TextMaker = ({ random }, { faker }) => faker(random).string.alphanumeric(32)

const hex = (length: number): TextMaker => {
  return ({ random }, { faker }) =>
    faker(random).string.hexadecimal({ length, casing: 'lower', prefix: '' })
}

const fileName: TextMaker = (place, generation) => {
  const extension = siblingText(place, (name) =>
    /^(extension|ext|file extension|file type|filetype)$/.test(name),
  )
  const file = one(
    'annual-report.pdf|team-photo.jpg|budget-2026.xlsx|meeting-notes.docx|logo.png|contract.pdf',
  )(place, generation)
  return extension === null ? file : file.replace(/[^.]*$/, extension.replace(/^\./, ''))
}

const folders = one('documents|invoices|photos|reports|shared|archive')

const version: TextMaker = ({ random }) =>
  `${random.integer(1, 4)}.${random.integer(0, 9)}.${random.integer(0, 9)}`

/** Texts that programs read. */
export const technicalTexts = (): (readonly [names: string, make: TextMaker])[] => [
  [
    'url|uri|link|href|website|homepage|avatar|image|photo|picture|logo|icon|thumbnail|banner|cover|self|permalink|endpoint|webhook|callback|img|blog|photo urls|favicon|screenshot|web site|gallery|images|web page|redirect|video|next|previous|prev|artwork|poster|headshot',
    linkOf,
  ],
  [
    'domain|hostname|host|domain name|fqdn|server',
    ({ random }, { faker }) => `${faker(random).internet.domainWord()}.example.com`,
  ],
  [
    'ip|ip address|ipaddress|client ip|remote ip|ipv4|address ip',
    ({ random }) => `192.0.2.${random.integer(1, 254)}`,
  ],
  ['ipv6', ({ random }) => `2001:db8::${random.integer(1, 0xffff).toString(16)}`],
  ['mac|mac address', ({ random }, { faker }) => faker(random).internet.mac()],
  ['user agent', ({ random }, { faker }) => faker(random).internet.userAgent()],
  ['browser', one('Chrome|Firefox|Safari|Edge')],
  ['os|operating system|platform', one('macOS|Windows|Linux|iOS|Android')],
  ['device|device name', one('iPhone|Pixel|MacBook Air|Surface')],
  ['id|uuid|guid|gid|uid|sid|key id|request id|trace id|correlation id', idText],
  ['ids', idText],
  ['primary key|foreign key|sort key|partition key', () => 'id'],
  ['object|object type|resource type|entity type|entity|resource', ownKind],
  ['kind', (place) => titleCase(subjects(place)[0] ?? 'item').replaceAll(' ', '')],
  ['api version', () => 'v1'],
  [
    'token|access token|refresh token|secret|api key|client secret|session|session id|session token|signature|nonce|secret key|access key|public key|license key|private key|auth token|bearer|id token|csrf token',
    token,
  ],
  ['token type', () => 'Bearer'],
  [
    'jwt',
    ({ random }, { faker }) =>
      faker(random).internet.jwt({
        header: { alg: 'HS256', typ: 'JWT' },
        payload: { sub: String(random.integer(1000, 9999)) },
      }),
  ],
  [
    'cursor|next cursor|prev cursor|previous cursor|page token|next page token|continuation token|after|before|next token|pagination token|offset token',
    ({ random }) => Buffer.from(`page:${random.integer(2, 9)}`).toString('base64'),
  ],
  ['hash|sha|sha1|commit|commit sha|revision|digest|object id|etag', hex(40)],
  ['sha256|checksum|fingerprint', hex(64)],
  ['md5', hex(32)],
  ['base64', () => Buffer.from('A short text').toString('base64')],
  [
    'password|pwd|passphrase',
    ({ random }, { faker }) => `${faker(random).internet.password({ length: 10 })}A1!`,
  ],
  ['pin|otp|verification code', ({ random }) => String(random.integer(100_000, 999_999))],
  ['version|app version|software version|api version number|build version|semver', version],
  ['build|build number', ({ random }) => String(random.integer(100, 999))],
  ['file name|filename|file|original filename|attachment', fileName],
  [
    'path|file path|full path|directory|folder',
    (place, generation) => `/${folders(place, generation)}/${fileName(place, generation)}`,
  ],
  ['folder name|directory name', one('Documents|Invoices|Photos|Reports')],
  [
    'mime type|mimetype|content type|media type',
    one('application/pdf|image/jpeg|image/png|text/plain'),
  ],
  ['extension|file extension|file type|filetype|ext', one('pdf|jpg|png|docx')],
  ['encoding|charset', () => 'utf-8'],
  ['emoji', one(':tada:|:rocket:|:wave:|:coffee:')],
  ['cron|schedule|cron expression', one('0 9 * * 1|0 0 * * *|*/15 * * * *')],
]
