import { chooseOne, one } from './choose-one.ts'
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

const files = [
  ...['annual-report.pdf', 'team-photo.jpg', 'budget-2026.xlsx', 'meeting-notes.docx'],
  ...['logo.png', 'contract.pdf', 'summary.txt', 'contacts.csv', 'product-tour.mp4'],
  ...['front-view.jpg', 'workshop.jpg', 'floor-plan.png', 'route-map.png'],
]

/** Media types by the ends of the names of files. */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['pdf', 'application/pdf'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['txt', 'text/plain'],
  ['csv', 'text/csv'],
  ['mp4', 'video/mp4'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
])

const endOf = (file: string) => /\.(\w{2,4})$/.exec(file)?.[1]?.toLowerCase()

const fileName: TextMaker = (place) => {
  const type = siblingText(place, (name) => /^(mime ?type|content type|media type)$/.test(name))
  const same = files.filter(
    (file) => mediaTypes.get(endOf(file) ?? '') === type?.replace('jpg', 'jpeg'),
  )
  const file = chooseOne(same.length > 0 ? same : files.slice(0, 6), place)
  const extension = siblingText(place, (name) =>
    /^(extension|ext|file extension|file type|filetype)$/.test(name),
  )
  return extension === null ? file : file.replace(/[^.]*$/, extension.replace(/^\./, ''))
}

/** What the name of the file beside it says. */
const mediaType: TextMaker = (place) => {
  const file = siblingText(place, (name) => /(^| )(file ?name|name|file|title)$/.test(name))
  const known = file === null ? undefined : mediaTypes.get(endOf(file) ?? '')
  return known ?? chooseOne(['application/pdf', 'image/jpeg', 'image/png', 'text/plain'], place)
}

const folders = one('documents|invoices|photos|reports|shared|archive')

const version: TextMaker = ({ random }) =>
  `${random.integer(1, 4)}.${random.integer(0, 9)}.${random.integer(0, 9)}`

/** Texts that programs read. */
export const technicalTexts = (): (readonly [names: string, make: TextMaker])[] => [
  [
    'url|uri|link|href|website|homepage|src|referrer|referer|redirect uris|avatar|image|photo|picture|logo|icon|thumbnail|banner|cover|self|permalink|endpoint|webhook|callback|img|blog|photo urls|favicon|screenshot|web site|gallery|images|web page|redirect|video|next|previous|prev|artwork|poster|headshot',
    linkOf,
  ],
  [
    'domain|hostname|host|domain name|fqdn|server|domain alias',
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
  ['identifier|identification|unique identifier', idText],
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
  ['netmask|subnet mask', () => '255.255.255.0'],
  ['cidr|subnet|ip range|cidr block', ({ random }) => `192.0.2.${random.integer(0, 15) * 16}/28`],
  ['gateway', () => '192.0.2.1'],
  ['subdomain|sub domain', ({ random }, { faker }) => faker(random).internet.domainWord()],
  ['nameserver|name server', ({ variant }) => `ns${variant + 1}.example.com`],
  ['algorithm|alg', one('RS256|ES256|HS256')],
  ['architecture|arch|cpu architecture', one('x86_64|arm64')],
  ['codec', one('h264|vp9|av1')],
  ['audio codec', one('aac|opus|mp3')],
  ['resolution', one('1920x1080|1280x720|3840x2160')],
  ['aspect ratio', one('16:9|4:3|1:1')],
  ['orientation', one('portrait|landscape')],
  ['theme', one('light|dark|system')],
  ['framework', one('React|Vue|Django|Express')],
  ['git provider|vcs provider', one('github|gitlab|bitbucket')],
  ['availability zone', one('eu-west-1a|us-east-1b|ap-south-1a')],
  ['ssid', one('Office|Guest|Warehouse')],
  ['imei', ({ random }) => `35${random.integer(1_000_000_000_000, 9_999_999_999_999)}`],
  ['registry', () => 'registry.example.com'],
  ['utm source', one('newsletter|search|partner')],
  ['utm medium', one('email|cpc|social')],
  ['exception', one('TimeoutError|ValidationError|NotFoundError')],
  ['sql', () => 'select id, name from customers order by name limit 10'],
  ['arg|argument list', one('--verbose|--port=8080|--config=app.json')],
  ['protocol|scheme', one('https|http')],
  ['command|cmd|entrypoint', one('npm start|npm run build|npm test')],
  ['regex|regexp|regular expression|pattern', () => '^[a-z]+$'],
  ['stack trace|stacktrace|backtrace', () => 'Error: not found\n    at handle (server.js:12:5)'],
  ['format|output format|file format|export format', one('json|csv|pdf')],
  ['rel|link rel', one('self|next|related')],
  ['namespace', one('default|production|staging')],
  ['visibility|privacy', one('public|private|internal')],
  ['access|access level|access type', one('read|write')],
  ['action|verb', one('create|update|delete|view')],
  ['result|outcome|conclusion', one('success|success|failed')],
  ['field|field path|param|parameter', one('email|name|phone|address')],
  ['filter|expression', () => 'status = "active"'],
  ['license|licence', one('MIT|Apache-2.0|BSD-3-Clause')],
  ['date format', () => 'YYYY-MM-DD'],
  ['time format', () => 'HH:mm'],
  ['doi', ({ random }) => `10.1000/${random.integer(1000, 9999)}`],
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
    'path|file path|full path|directory|folder|dir|working dir',
    (place, generation) => `/${folders(place, generation)}/${fileName(place, generation)}`,
  ],
  ['folder name|directory name', one('Documents|Invoices|Photos|Reports')],
  ['mime type|mimetype|content type|media type', mediaType],
  ['extension|file extension|file type|filetype|ext', one('pdf|jpg|png|docx')],
  ['encoding|charset', () => 'utf-8'],
  ['emoji', one(':tada:|:rocket:|:wave:|:coffee:')],
  ['cron|schedule|cron expression', one('0 9 * * 1|0 0 * * *|*/15 * * * *')],
]
