import type { Generation, Place } from './generation.ts'
import { identityOf, uuidOf } from './identities.ts'
import { linkOf } from './links.ts'
import type { FakerFor } from './load-faker.ts'
import { momentOf } from './moments.ts'
import { nameWords } from './name-words.ts'
import { emailOf, firstNameOf, fullNameOf, lastNameOf, userNameOf } from './persons.ts'

type NameText = (place: Place, generation: Generation, faker: FakerFor) => string

const people =
  /^(user|owner|author|customer|person|contact|employee|member|assignee|creator|student|patient|guest|driver|passenger|manager|client|recipient|sender|player|actor|candidate)s?$/
const firms =
  /^(company|organi[sz]ation|org|employer|vendor|supplier|merchant|brand|publisher|team)s?$/
const goods = /^(product|item|article|good)s?$/

/** What is called just `name` depends on whose name it is. */
function nameText(place: Place, generation: Generation, faker: FakerFor): string {
  const owner = nameWords(place.owner).at(-1) ?? ''
  if (people.test(owner)) return fullNameOf(place, generation, faker)
  const data = faker(place.random)
  if (firms.test(owner)) return data.company.name()
  if (goods.test(owner)) return data.commerce.productName()
  if (owner === 'country') return data.location.country()
  if (owner === 'city') return data.location.city()
  return data.commerce.productName()
}

const isoMoment = (place: Place, generation: Generation) =>
  new Date(momentOf(place, generation)).toISOString().replace('.000Z', 'Z')

const isoDay = (place: Place, generation: Generation) => isoMoment(place, generation).slice(0, 10)

/** Lower-case letters, digits and dashes, as in addresses of pages. */
const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

const id: NameText = (place, generation) => uuidOf(identityOf(place, generation))

/** What makes up a text, for every name (or list of names) that asks for it. */
const makers: [names: string, make: NameText][] = [
  ['email|mail|email address', emailOf],
  ['first name|firstname|given name|forename', firstNameOf],
  ['last name|lastname|family name|surname', lastNameOf],
  [
    'full name|fullname|contact name|customer name|author|real name|owner name|user full name',
    fullNameOf,
  ],
  ['username|user name|login|nickname|handle|screen name', userNameOf],
  ['name|display name|label', nameText],
  ['middle name', ({ random }, _, f) => f(random).person.middleName()],
  ['job title|occupation|position|profession', ({ random }, _, f) => f(random).person.jobTitle()],
  ['gender|sex', ({ random }, _, f) => f(random).person.sex()],
  ['bio|biography', ({ random }, _, f) => f(random).person.bio()],
  [
    'phone|phone number|telephone|mobile|fax|tel|cell',
    ({ random }) => `+1202555${String(random.integer(100, 199)).padStart(4, '0')}`,
  ],
  [
    'company|company name|organization|organisation|employer|vendor|manufacturer|supplier',
    ({ random }, _, f) => f(random).company.name(),
  ],
  ['department', ({ random }, _, f) => f(random).commerce.department()],
  ['product|product name|item name', ({ random }, _, f) => f(random).commerce.productName()],
  ['brand', ({ random }, _, f) => f(random).company.name()],
  [
    'sku|part number|item code',
    ({ random }, _, f) => f(random).string.alphanumeric({ length: 8, casing: 'upper' }),
  ],
  ['color|colour', ({ random }, _, f) => f(random).color.human()],
  ['category', ({ random }, _, f) => f(random).commerce.department()],
  ['currency|currency code', ({ random }) => random.pick(['EUR', 'USD', 'GBP', 'CHF', 'JPY'])],
  [
    'price|amount|total|cost|balance|fee|subtotal|tax',
    ({ random }) => (random.integer(100, 99_999) / 100).toFixed(2),
  ],
  ['iban', ({ random }, _, f) => f(random).finance.iban()],
  ['bic|swift', ({ random }, _, f) => f(random).finance.bic()],
  ['account number', ({ random }, _, f) => f(random).finance.accountNumber()],
  ['city|town', ({ random }, _, f) => f(random).location.city()],
  ['country|country name', ({ random }, _, f) => f(random).location.country()],
  ['country code|country iso', ({ random }, _, f) => f(random).location.countryCode()],
  ['state|province|region', ({ random }, _, f) => f(random).location.state()],
  [
    'street|street address|address line|address|address1|line1|address line1',
    ({ random }, _, f) => f(random).location.streetAddress(),
  ],
  ['address2|line2', ({ random }, _, f) => f(random).location.secondaryAddress()],
  [
    'zip|zip code|postal code|postcode|zipcode|postalcode',
    ({ random }) => String(random.integer(10_000, 99_999)),
  ],
  ['latitude|lat', ({ random }, _, f) => String(f(random).location.latitude())],
  ['longitude|lng|lon', ({ random }, _, f) => String(f(random).location.longitude())],
  [
    'timezone|time zone|tz',
    ({ random }) => random.pick(['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'UTC']),
  ],
  ['locale', ({ random }) => random.pick(['en-GB', 'en-US', 'de-DE', 'fr-FR'])],
  ['language|lang|language code', ({ random }) => random.pick(['en', 'de', 'fr', 'es'])],
  [
    'url|uri|link|href|website|homepage|avatar|avatar url|image|photo|logo|icon|thumbnail|self|web url',
    linkOf,
  ],
  ['domain|hostname|host', ({ random }, _, f) => f(random).internet.domainName()],
  ['ip|ip address|ipaddress', ({ random }) => `192.0.2.${random.integer(1, 254)}`],
  ['mac|mac address', ({ random }, _, f) => f(random).internet.mac()],
  ['user agent', ({ random }, _, f) => f(random).internet.userAgent()],
  ['id|uuid|guid|uid|key id', id],
  [
    'token|access token|refresh token|secret|api key|session',
    ({ random }, _, f) => f(random).string.alphanumeric(32),
  ],
  [
    'hash|sha|sha256|checksum|etag|digest',
    ({ random }, _, f) => f(random).string.hexadecimal({ length: 40, casing: 'lower', prefix: '' }),
  ],
  ['password', ({ random }, _, f) => `${f(random).internet.password({ length: 10 })}A1!`],
  ['title|headline|subject|summary', ({ random }, _, f) => sentenceCase(f(random).lorem.words(3))],
  [
    'description|comment|note|notes|message|details|text|reason|remarks',
    ({ random }, _, f) => f(random).lorem.sentence(),
  ],
  ['content|body|html', ({ random }, _, f) => f(random).lorem.paragraph()],
  ['slug', ({ random }, _, f) => slug(f(random).lorem.words(2))],
  ['tag|keyword', ({ random }, _, f) => f(random).lorem.word()],
  [
    'version',
    ({ random }) => `${random.integer(1, 4)}.${random.integer(0, 9)}.${random.integer(0, 9)}`,
  ],
  ['status|state name', ({ random }) => random.pick(['active', 'pending', 'completed'])],
  ['role', ({ random }) => random.pick(['admin', 'editor', 'viewer'])],
  ['file name|filename|file', ({ random }, _, f) => f(random).system.commonFileName('pdf')],
  [
    'path|file path|folder',
    ({ random }, _, f) => `/${f(random).lorem.word()}/${f(random).lorem.slug(2)}`,
  ],
  ['mime type|content type|media type', () => 'application/json'],
  ['extension', () => 'pdf'],
  ['unit', ({ random }) => random.pick(['kg', 'm', 'piece'])],
  [
    'created at|updated at|deleted at|timestamp|created|updated|modified|created on|updated on|modified on|start time|end time|datetime|expires at|expiration|published at|last modified|at',
    isoMoment,
  ],
  [
    'date|birthday|birth date|date of birth|dob|start date|end date|due date|day|created date',
    isoDay,
  ],
  ['time', (place, generation) => isoMoment(place, generation).slice(11, 19)],
  ['year', (place, generation) => isoDay(place, generation).slice(0, 4)],
  ['isbn', ({ random }, _, f) => f(random).commerce.isbn()],
]

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** What makes up a text, by the last words of a name. */
export const nameTexts: ReadonlyMap<string, NameText> = new Map(
  makers.flatMap(([names, make]) => names.split('|').map((name) => [name, make] as const)),
)
