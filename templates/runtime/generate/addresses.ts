import type { Generation, Place } from './generation.ts'
import { siblingText } from './surroundings.ts'

/** What the parts of one address have in common. */
interface Locality {
  city: string
  state: string
  stateCode: string
  zip: string
  country: string
  countryName: string
  country3: string
  currency: string
  timezone: string
  dial: string
  latitude: number
  longitude: number
  tag: string
}

/** Towns of the default locale: what is said of them belongs together. */
const towns = [
  'Portland|Oregon|OR|97205|US|45.52|-122.68|America/Los_Angeles|503',
  'Austin|Texas|TX|78701|US|30.27|-97.74|America/Chicago|512',
  'Denver|Colorado|CO|80202|US|39.74|-104.99|America/Denver|303',
  'Boston|Massachusetts|MA|02108|US|42.36|-71.06|America/New_York|617',
  'Seattle|Washington|WA|98101|US|47.61|-122.33|America/Los_Angeles|206',
  'Chicago|Illinois|IL|60601|US|41.88|-87.63|America/Chicago|312',
  'Nashville|Tennessee|TN|37203|US|36.16|-86.78|America/Chicago|615',
  'Toronto|Ontario|ON|M5V 2T6|CA|43.65|-79.38|America/Toronto|416',
  'Bristol|England|ENG|BS1 4DJ|GB|51.45|-2.59|Europe/London|117',
  'Edinburgh|Scotland|SCT|EH1 1YZ|GB|55.95|-3.19|Europe/London|131',
  'Dublin|Leinster|L|D02 X285|IE|53.35|-6.26|Europe/Dublin|1',
  'Berlin|Berlin|BE|10115|DE|52.52|13.4|Europe/Berlin|30',
  'Hamburg|Hamburg|HH|20095|DE|53.55|9.99|Europe/Berlin|40',
  'Lyon|Auvergne-Rhône-Alpes|ARA|69002|FR|45.76|4.84|Europe/Paris|4',
  'Utrecht|Utrecht|UT|3511 LX|NL|52.09|5.12|Europe/Amsterdam|30',
  'Melbourne|Victoria|VIC|3000|AU|-37.81|144.96|Australia/Melbourne|3',
]

/** Of the countries that the towns lie in: name | three letters | currency | calling code | language tag. */
const countries: Readonly<Record<string, string>> = {
  US: 'United States|USA|USD|1|en-US',
  CA: 'Canada|CAN|CAD|1|en-CA',
  GB: 'United Kingdom|GBR|GBP|44|en-GB',
  IE: 'Ireland|IRL|EUR|353|en-IE',
  DE: 'Germany|DEU|EUR|49|de-DE',
  FR: 'France|FRA|EUR|33|fr-FR',
  NL: 'Netherlands|NLD|EUR|31|nl-NL',
  AU: 'Australia|AUS|AUD|61|en-AU',
}

const isCountry = (name: string) =>
  /(^|^address |^billing |^shipping )country( code| iso)?$/.test(name)

const isTown = (name: string) => /(^|^address |^billing |^shipping )(city|town)$/.test(name)

/** Objects that tell one thing of an address which stands around them. */
const parts =
  /(^| )(country|coordinates?|geo|geo coordinate|geolocation|position|point|state|region|currency|timezone|lat lng|gps|geometry)$/

/** The place as the address sees it that it is a part of. */
function inAddress(place: Place, { names }: Generation): Place {
  let { around } = place
  while (around?.outer && !around.isItem && parts.test(names.thing(around.names[0] ?? ''))) {
    around = around.outer
  }
  return around && around !== place.around ? { ...place, around, family: around.family } : place
}

/**
 * Where the object around is: its city, country, postal code and all that goes with them agree. What is there
 * already decides; in the default locale it is one of a few towns, in others a town of their country.
 */
export function localityOf(part: Place, generation: Generation): Locality {
  const place = inAddress(part, generation)
  const random = place.family.fork('town')
  const { region } = generation
  if (region.country !== 'US' || region.language !== 'en') return localTown(place, generation)
  const country = siblingText(place, isCountry)
  const town = siblingText(place, isTown)
  const own = random.pick(towns)
  const fits = (row: string) =>
    (town === null || row.startsWith(`${town}|`)) && (country === null || isIn(row, country))
  const near = fits(own) ? [] : towns.filter(fits)
  const [city = '', state = '', stateCode = '', zip = '', code = '', ...rest] = (
    near.length > 0 ? random.pick(near) : own
  ).split('|')
  const [latitude = '', longitude = '', timezone = '', area = ''] = rest
  const [countryName = '', country3 = '', currency = '', dial = '', tag = ''] = (
    countries[code] ?? ''
  ).split('|')
  return {
    city,
    state,
    stateCode,
    zip,
    country: code,
    countryName,
    country3,
    currency,
    timezone,
    tag,
    dial: `${dial}${area}`,
    latitude: Number(latitude),
    longitude: Number(longitude),
  }
}

function isIn(row: string, country: string): boolean {
  const code = row.split('|')[4] ?? ''
  const [name = '', three = ''] = (countries[code] ?? '').split('|')
  return [code, name, three].some((known) => known.toLowerCase() === country.toLowerCase())
}

function localTown(place: Place, { region, faker }: Generation): Locality {
  const { country, countryName, country3, currency, timezone, dial, tag } = region
  const { location, rawDefinitions } = faker(place.family.fork('town'))
  const city = location.city()
  // Some countries have no states or no postal codes; the data then says so with null, and asking for it throws.
  const has = (part: 'state' | 'state_abbr' | 'postcode') =>
    rawDefinitions.location?.[part] !== null
  const state = has('state') ? location.state() : city
  return {
    city,
    state,
    country,
    countryName,
    country3,
    currency,
    timezone,
    tag,
    dial: `${dial}${place.family.fork('area').integer(20, 89)}`,
    stateCode: has('state') && has('state_abbr') ? location.state({ abbreviated: true }) : state,
    zip: has('postcode') ? location.zipCode() : '',
    latitude: region.latitude,
    longitude: region.longitude,
  }
}

/** A number that nobody has, where the object around is: `+12065550142`. */
export function phoneOf(place: Place, generation: Generation): string {
  const { dial } = localityOf(place, generation)
  const digits = place.family.fork(`phone ${place.name} ${place.variant}`).integer(100, 199)
  return `+${dial}555${String(digits).padStart(4, '0')}`
}

const currencies = ['USD', 'USD', 'EUR', 'GBP']

/** All of one body is in one currency, unless an address says which. */
export function currencyOf(place: Place, generation: Generation): string {
  const isHere = siblingText(place, isCountry) !== null
  if (isHere) return localityOf(place, generation).currency
  const { region, root } = generation
  if (region.currency !== 'USD') return region.currency
  return root.fork('currency').pick(currencies)
}

/** A point near the town of the object around. */
export function coordinateOf(
  axis: 'latitude' | 'longitude',
  place: Place,
  generation: Generation,
): number {
  const centre = localityOf(place, generation)[axis]
  const off = inAddress(place, generation).family.fork(axis).integer(-400, 400) + place.variant * 13
  return Math.round((centre + off / 10_000) * 10_000) / 10_000
}
