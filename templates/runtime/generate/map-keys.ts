import type { Constraints } from './constraints.ts'
import type { Generation, Plan } from './generation.ts'
import { identityOf, uuidOf } from './identities.ts'
import { isoDayOf } from './iso-text.ts'
import { byName, entriesByName } from './name-words.ts'
import { singular } from './singular.ts'

/** What a map has as keys, and what its values are called where neither key nor map says so. */
interface KeyKind {
  keys: Plan<readonly string[]>
  /** Null where a value is one of what the map is called as: a rate in `rates`. */
  value: string | null
}

const day = 86_400_000

const words = (texts: string, value: string | null = null): KeyKind => {
  const keys = texts.split('|')
  return { keys: () => keys, value }
}

const currencies = words('USD|EUR|GBP|JPY|CHF|CAD')
const languages = words('en|de|fr|es|it|ja')
const countries = words('US|DE|FR|GB|JP|BR')

const lastDays: KeyKind['keys'] = (_, { now }) =>
  [4, 3, 2, 1, 0].map((ago) => isoDayOf(now - ago * day))

const kinds = entriesByName<KeyKind>([
  ['rates|exchange rates|quotes', words('USD|EUR|GBP|JPY|CHF|CAD', 'exchange rate')],
  ['currencies|by currency|currency|currency code|currency symbol', currencies],
  [
    'translations|locales|languages|localizations|localized names|by language|by locale|i18n|language|locale|language code|locale code',
    languages,
  ],
  ['countries|by country|country|country code|country iso code', countries],
  [
    'headers|header|response headers|request headers|header name',
    words('Content-Type|X-Request-Id|ETag|Host'),
  ],
  ['labels|annotations|tags|label|tag', words('environment|team|region|tier')],
  [
    'metadata|meta|meta data|custom data|extra|extra data|additional data|context|details|info',
    words('source|reference|channel|region'),
  ],
  [
    'attributes|properties|custom fields|custom attributes|custom properties|fields|dimensions|specs',
    words('color|size|material|brand'),
  ],
  [
    'parameters|params|query|arguments|args|inputs|query params|parameter',
    words('limit|page|format|locale'),
  ],
  [
    'settings|options|config|configuration|preferences|defaults',
    words('language|timezone|theme|region'),
  ],
  [
    'features|flags|feature flags|feature|flag',
    words('dark_mode|beta_search|new_checkout|exports'),
  ],
  [
    'env|environment|env vars|environment variables|variables|secrets|environment variable',
    words('NODE_ENV|PORT|TZ|APP_VERSION'),
  ],
  ['links|link', words('self|related|first|last')],
  [
    'images|thumbnails|sizes|photos|icons|avatars|urls|pictures|image',
    words('small|medium|large|original'),
  ],
  [
    'errors|violations|validation errors|field errors|failures',
    words('email|name|phone|address', 'error message'),
  ],
  ['files|file|file name|path|paths', words('README.md|index.html|styles.css|main.js', 'content')],
  [
    'opening hours|business hours|hours|weekdays|days of week|day of week|weekday',
    words('monday|tuesday|wednesday|thursday|friday'),
  ],
  [
    'days|dates|by day|by date|history|daily|time series|timeseries|date|day',
    { keys: lastDays, value: 'value' },
  ],
  [
    'permissions|capabilities|actions|scopes|rights|permission|action',
    words('read|write|delete|share'),
  ],
  ['roles|role', words('admin|editor|viewer')],
  ['responses|status code|http status code', words('200|404|500', 'response')],
  [
    'counts|statuses|by status|status|totals|counters|state',
    words('active|pending|closed', 'count'),
  ],
  ['metrics|stats|statistics|scores|metric', words('views|clicks|shares|sales', 'count')],
  ['versions|version|releases', words('1.0.0|1.1.0|2.0.0')],
])

/** What stands as a key where nothing tells. */
const openKeys = words('default|primary|secondary|other|extra|spare|legacy|test')

const told = [
  /\b(?:keyed|indexed|grouped) by (?:the |its |their |an? )*([a-z][a-z -]{1,40})/i,
  /\bkeys? (?:is|are|being|represents?|will be) (?:the |its |their |an? )*([a-z][a-z -]{1,40})/i,
  /\bmap(?:ping|s)? (?:of|from) (?:the |each |an? )*([a-z][a-z -]{1,40}?) (?:to|and|->|=>)/i,
]

/** The thing that a description says to be the key of a map; null where it says none. */
function keyTold(description: string): string | null {
  for (const pattern of told) {
    const phrase = pattern.exec(description.slice(0, 400))?.[1]?.trim()
    if (phrase !== undefined) return phrase
  }
  return null
}

/** The keys that a map may have where its schema leaves that open, and what its values are called. */
export interface MapPlan {
  /** Likely ones first. */
  keys: Plan<readonly string[]>
  nameOfValue(key: string): string
}

/** Reads off the description, the name and the schemas of a map what its keys are. */
export function planMap(name: string, constraints: Constraints, generation: Generation): MapPlan {
  const { keys, value } = kindOfMap(name, constraints, generation)
  const { names } = generation
  const each = value ?? singular(name)
  const isTelling = (key: string) =>
    names.text(key) !== undefined || names.number(key) !== undefined
  return {
    keys,
    // A key that says what its value is says more than the map.
    nameOfValue: (key) => (value === null && (each === '' || isTelling(key)) ? key : each),
  }
}

function kindOfMap(name: string, constraints: Constraints, generation: Generation): KeyKind {
  const { names, schemas } = generation
  const phrase = keyTold(constraints.description)
  if (phrase !== null) {
    const own = names
      .words(phrase)
      .map((word) => singular(word))
      .slice(0, 3)
    if (own.some((word) => /^(id|uuid|guid|gid|identifier)$/.test(word))) return ids
    const known = own.map((_, at) => byName(kinds, own.slice(0, own.length - at))).find(Boolean)
    if (known !== undefined) return known
  }
  for (const called of [name, ...constraints.names, constraints.title]) {
    const known = called === '' ? undefined : byName(kinds, names.words(called))
    if (known !== undefined) return known
    if (schemas.isIdentified(names.thing(called))) return ids
  }
  return openKeys
}

const ids: KeyKind = {
  keys: (place, generation) =>
    [0, 1, 2, 3].map((at) =>
      uuidOf(identityOf({ ...place, name: 'key', variant: at }, generation)),
    ),
  value: null,
}
