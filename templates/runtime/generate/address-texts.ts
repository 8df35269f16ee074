import { localityOf } from './addresses.ts'
import { one } from './choose-one.ts'
import type { TextMaker } from './generation.ts'
import { statusOf } from './states.ts'
import { siblingText, subjects } from './surroundings.ts'

const where =
  (
    part:
      | 'city'
      | 'countryName'
      | 'country'
      | 'country3'
      | 'zip'
      | 'stateCode'
      | 'timezone'
      | 'tag',
  ): TextMaker =>
  (place, generation) =>
    localityOf(place, generation)[part]

const isCode = (name: string) => /^(state|region|province) code$/.test(name)

/** Words before `state` that tell of a place and not of what a thing has come to. */
const places =
  /^(address|billing|shipping|mailing|home|work|office|business|residence|birth|license|issuing|from|to|origin|destination|us|pickup|ship|bill|city|location|or|and)$/

const state: TextMaker = (place, generation) => {
  const words = generation.names.words(place.name)
  const own = words.at(-1) === 'state' ? words.at(-2) : undefined
  const isAddress =
    (own !== undefined && places.test(own)) ||
    words.at(-1) !== 'state' ||
    subjects(place).some((name) =>
      /(address|location|city|office|venue|place|geo|site)$/.test(name),
    ) ||
    siblingText(place, (name) =>
      /(city|country|zip|postal code|street|country code)$/.test(name),
    ) !== null
  return isAddress ? localityOf(place, generation).state : statusOf(place, generation)
}

const country: TextMaker = (place, generation) =>
  siblingText(place, isCode) === null
    ? localityOf(place, generation).countryName
    : localityOf(place, generation).country

const street: TextMaker = ({ family, variant }, { faker }) =>
  faker(family.fork(`street ${variant}`)).location.streetAddress()

const address: TextMaker = (place, generation) => {
  const parts = siblingText(place, (name) =>
    /(city|town|zip|zip code|postal code|postcode|street)$/.test(name),
  )
  if (parts !== null || generation.names.read(place.name) !== 'address')
    return street(place, generation)
  const { city, zip, countryName } = localityOf(place, generation)
  return `${street(place, generation)}, ${zip} ${city}, ${countryName}`
}

/** Texts about places. */
export const addressTexts = (): (readonly [names: string, make: TextMaker])[] => [
  ['city|town|city name|locality|municipality', where('city')],
  [
    'location|place|venue|destination|origin|hometown|departure|arrival|birthplace|place of birth',
    (place, generation) => {
      const { city, countryName } = localityOf({ ...place, family: place.random }, generation)
      return `${city}, ${countryName}`
    },
  ],
  ['country|country name', country],
  [
    'country code|country iso|iso country|alpha2|country alpha2|iso2|country id|country code2|cca2',
    where('country'),
  ],
  ['country code3|alpha3|country alpha3|iso3|cca3', where('country3')],
  ['state|province|region|county|state name|administrative area', state],
  ['state code|region code|province code', where('stateCode')],
  ['street|street address|street name|address line|address1|line1|address line1|street1', street],
  [
    'address|postal address|full address|formatted address|mailing address|home address|billing address|shipping address',
    address,
  ],
  [
    'address2|line2|address line2|street2|apartment|suite',
    ({ random }) => `Suite ${random.integer(2, 40)}`,
  ],
  ['house number|building number|street number', ({ random }) => String(random.integer(1, 180))],
  ['zip|zip code|postal code|post code|postcode|postal|zipcode', where('zip')],
  ['timezone|time zone|tz|zone info|zoneinfo', where('timezone')],
  ['locale|culture|locale code|preferred locale', where('tag')],
  [
    'language|lang|language code|preferred language|content language',
    (_, { region }) => region.language,
  ],
  ['continent', one('Europe|North America|Asia|South America')],
  ['weather|condition|conditions', one('Sunny|Partly cloudy|Light rain|Clear')],
]
