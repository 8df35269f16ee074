import { addressTexts } from './address-texts.ts'
import { localityOf } from './addresses.ts'
import { chooseOne, one } from './choose-one.ts'
import { everydayTexts } from './everyday-texts.ts'
import {
  descriptionOf,
  failureOf,
  headlineOf,
  messageOf,
  noteOf,
  paragraphOf,
  reasonOf,
  remarkOf,
  slugOf,
  taskOf,
} from './free-texts.ts'
import type { TextMaker } from './generation.ts'
import { isoDay, isoMoment } from './moments.ts'
import { entriesByName } from './name-words.ts'
import { personTexts } from './person-texts.ts'
import { emailOf, fullNameOf } from './persons.ts'
import { plainWord } from './plain-words.ts'
import { kindOf, statusOf } from './states.ts'
import { siblingText, subjects } from './surroundings.ts'
import { technicalTexts } from './technical-texts.ts'
import { nameOf, titleFor } from './thing-names.ts'
import { topicAt } from './topics.ts'
import { priceOf } from './totals.ts'
import { tradeTexts } from './trade-texts.ts'

const slug: TextMaker = (place, generation) => {
  const name = siblingText(place, (thing) => /^(name|title|display name|label)$/.test(thing))
  return slugOf(name ?? nameOf(place, generation)) || 'item'
}

/** What an object holds that has a name and one text: the `value` of a `purpose`. */
const value: TextMaker = (place, generation) => {
  if (siblingText(place, (name) => /^currency( code)?$/.test(name)) !== null)
    return priceOf(place, generation, false).toFixed(2)
  const make = place.owner === place.name ? undefined : generation.names.text(place.owner)
  return make && !place.listed && make !== value
    ? make({ ...place, name: place.owner }, generation)
    : String(place.random.integer(1, 99) + place.variant)
}

/** Where something comes from: who published what is read, or the part of a system that other things came through. */
const sourceOf: TextMaker = (place, generation) =>
  topicAt(place, generation) === 'writing'
    ? generation.sample((data) => data.company.name(), place.random)
    : chooseOne(['web', 'mobile', 'api', 'import'], place)

/** One end of a message, of a journey, or of a time. */
const endOf: TextMaker = (place, generation) => {
  const [first = '', ...others] = generation.names.words(place.name)
  // `applies_to` and `derived_from` say what has an end, not which one.
  const isEnd =
    others.length === 0 || /^(date|time|valid|active|effective|open|period)$/.test(first)
  if (!isEnd) return plainWord(place)
  const about = subjects(place)
  if (about.some((thing) => /(^| )(message|mail|email|sms|call|fax)$/.test(thing)))
    return emailOf({ ...place, family: place.random }, generation)
  return about.some((thing) => /(^| )(route|trip|journey|flight|leg|ride|shipment)$/.test(thing))
    ? localityOf({ ...place, family: place.random }, generation).city
    : isoDay(place, generation)
}

/** The first letters of a name beside it. */
const abbreviation: TextMaker = (place, generation) => {
  const name = siblingText(place, (other) => /(^| )name$/.test(other)) ?? nameOf(place, generation)
  return [...name.replaceAll(/[^\p{L}]/gu, '')].slice(0, 3).join('').toUpperCase()
}

const hours: TextMaker = (place, generation) => {
  const words = generation.names.words(place.name)
  if (words.some((word) => /^open/.test(word))) return '09:00'
  if (words.some((word) => /^clos/.test(word))) return '18:00'
  return isoMoment(place, generation).slice(11, 16)
}

/** What makes up a text, for every list of names that asks for it. */
const makers = (): (readonly [names: string, make: TextMaker])[] => [
  ...personTexts(),
  ...tradeTexts(),
  ...addressTexts(),
  ...technicalTexts(),
  ...everydayTexts(),
  ['name|display name|label|caption|heading', nameOf],
  ['title|headline|book title|page title|header', titleFor],
  ['value', value],
  ['arguments', () => '{}'],
  ['subject|tagline|slogan|topic|subtitle|sub title', headlineOf],
  [
    'description|details|overview|summary|abstract|short description|long description|synopsis|excerpt|blurb|purpose|definition|snippet|explanation|info|information|additional info|desc|agenda|guidance|help text|narrative',
    descriptionOf,
  ],
  ['comment|comments|remark|remarks|review|feedback|reply|answer|quote|testimonial', remarkOf],
  ['message|msg|status message|detail|status text|status description|fallback', messageOf],
  [
    'error message|error description|error detail|error details|failure message',
    (place, generation) => failureOf(place, generation),
  ],
  ['note|notes|instructions|hint|memo|special instructions', noteOf],
  ['reason|failure reason|cancel reason|justification|motivation', reasonOf],
  [
    'content|body|html|text|markdown|message body|plain text|article body|paragraph|transcript|story',
    paragraphOf,
  ],
  [
    'question',
    one(
      'How did you hear about us?|What would you improve?|How satisfied are you with the service?',
    ),
  ],
  ['task|todo|action item', taskOf],
  [
    'event|event type|event name|trigger',
    one('order.created|order.updated|payment.received|user.updated|user.deleted'),
  ],
  ['source|origin system', sourceOf],
  ['from|to', endOf],
  ['query|search|search term|search query|q', one('running shoes|desk lamp|coffee maker')],
  ['frequency|interval|period|recurrence|billing period|cycle', one('daily|weekly|monthly')],
  ['age group|age range', one('18-24|25-34|35-44')],
  ['industry|sector', one('Software|Healthcare|Retail|Education|Logistics')],
  ['legal form', one('Ltd.|Inc.|GmbH')],
  ['relationship|relation', one('parent|partner|sibling|friend')],
  ['byline', (place, generation) => `By ${fullNameOf(place, generation)}`],
  ['attribution|credit', (place, generation) => fullNameOf(place, generation)],
  ['disclaimer|terms|terms of use', () => 'For demonstration only. All data is made up.'],
  ['abbreviation|abbr|acronym', abbreviation],
  ['copyright|copyright notice', () => '© Example Inc. All rights reserved.'],
  ['interest|hobby', one('photography|hiking|cooking|cycling|reading|gardening')],
  ['skill', one('design|writing|planning|analysis|teaching')],
  ['presence', one('active|away')],
  ['cuisine', one('Italian|Mexican|Indian|Japanese|French')],
  ['slug|key|permalink slug|url slug|handle slug|url key|path name', slug],
  [
    'tag|tags|keyword|keywords|label name|topics|hashtag',
    one('featured|new|sale|urgent|popular|design|travel'),
  ],
  [
    'status|state name|account status|order status|payment status|lifecycle state|phase|stage',
    statusOf,
  ],
  [
    'type|category type|class|sort|variant|mode|subtype|classification|style|method|format type',
    kindOf,
  ],
  ['level|severity|priority', one('low|medium|high')],
  ['role|roles|user role|member role', one('admin|editor|viewer')],
  ['scope|scopes|permission|permissions', one('read|write|admin')],
  ['environment|env', one('production|staging|development')],
  ['group|team|group name|team name', one('Design|Platform|Support|Sales|Research')],
  ['duration', ({ random }) => `PT${random.integer(1, 23)}H${random.integer(1, 59)}M`],
  [
    'created at|updated at|deleted at|timestamp|created|updated|modified|deleted|created on|updated on|modified on|start time|end time|datetime|date time|expires at|expiration|expires|published at|last modified|last updated|last seen|last login|start|end|starts at|ends at|start at|end at|at|created time|updated time|modified time|time stamp|created date time|updated date|modified date|expiry|ends|starts|check in|check out|departure time|arrival time|create time|update time|until|since|ts',
    isoMoment,
  ],
  [
    'date|birthday|birth date|date of birth|dob|start date|end date|due date|day|created date|birthdate|expiration date|expiry date|release date|order date|due on|due|on|valid from|valid to|valid until|from date|to date|hire date|issue date|date created|date updated|date modified',
    isoDay,
  ],
  [
    'time|opening time|closing time|time of day|opens|closes|open|close|time open|time close|opens at|closes at',
    hours,
  ],
  ['opening hours|opening hour|business hours|business hour', () => '09:00–17:00'],
  ['weekday|day of week|week day', one('Monday|Tuesday|Wednesday|Thursday|Friday')],
  ['month name', one('January|April|July|October')],
  ['year', (place, generation) => isoDay(place, generation).slice(0, 4)],
  ['month', (place, generation) => isoDay(place, generation).slice(0, 7)],
  ['order|sort order|direction|sort direction|order by direction', one('asc|desc')],
]

/** What makes up a text, by the last words of a name. Built when asked for: a server that only shows examples never does. */
export const nameTexts = (): ReadonlyMap<string, TextMaker> => entriesByName(makers())
