import { coordinateOf } from './addresses.ts'
import { countBeside } from './counts.ts'
import type { NumberMaker, Place } from './generation.ts'
import { identityOf, knownId, numberId } from './identities.ts'
import { momentOf } from './moments.ts'
import { entriesByName } from './name-words.ts'
import { pageBeside, siblingText, subjects } from './surroundings.ts'
import { wholeNumber } from './told-value.ts'
import { priceOf, totalOf } from './totals.ts'

const between =
  (from: number, to: number): NumberMaker =>
  ({ random }) =>
    random.integer(from, to)

/** Tenths where the number need not be whole. */
const tenths =
  (from: number, to: number): NumberMaker =>
  ({ random }, _, integer) =>
    integer ? random.integer(from, to) : random.integer(from * 10, to * 10) / 10

/** A share: of one where it need not be whole, else of a hundred. */
const share: NumberMaker = ({ random }, _, integer) =>
  integer ? random.integer(1, 99) : random.integer(5, 99) / 100

const money: NumberMaker = (place, generation, integer) =>
  totalOf(place, generation) ?? priceOf(place, generation, integer)

/** `value` and the like are money where a currency is beside them. */
const value: NumberMaker = (place, generation, integer) =>
  siblingText(place, (name) => /^currency( code)?$/.test(name)) === null
    ? tenths(1, 100)(place, generation, integer)
    : money(place, generation, integer)

const smallMoney: NumberMaker = ({ random }, _, integer) =>
  integer ? random.integer(1, 20) * 100 : random.integer(100, 1999) / 100

const count: NumberMaker = (place, generation) =>
  countBeside(place, generation) ?? place.random.integer(1, 40)

/** Money where prices are beside it, a count of things else. */
const total: NumberMaker = (place, generation) =>
  totalOf(place, generation) ??
  countBeside(place, generation) ??
  (isAboutMoney(place) ? priceOf(place, generation, false) : place.random.integer(1, 40))

const isAboutMoney = (place: Place) =>
  subjects(place).some((name) =>
    /(order|invoice|cart|bill|payment|receipt|quote|line|basket|checkout|sale|purchase)$/.test(
      name,
    ),
  )

const isFile = (place: Place) =>
  subjects(place).some((name) =>
    /(file|attachment|document|image|video|asset|media|upload|blob|artifact|object|photo)$/.test(
      name,
    ),
  )

const id: NumberMaker = (place, generation) => {
  const known = knownId(place, generation)
  const number = typeof known === 'string' ? wholeNumber(known) : known
  return number ?? numberId(identityOf(place, generation))
}

/** Seconds since 1970; milliseconds where the name says so. */
const moment: NumberMaker = (place, generation) => {
  const at = momentOf(place, generation)
  const words = generation.names.words(place.name)
  return words.some((word) => /^(ms|millis|milliseconds)$/.test(word)) ? at : Math.floor(at / 1000)
}

/** Whether it is a flag that is written as a number. */
const flag: NumberMaker = ({ random, variant }) => (random.integer(0, 3) + variant) % 2

/** Sound and pictures that move take minutes, what else takes time is done at once. */
const milliseconds: NumberMaker = (place) =>
  subjects(place).some((name) => /(song|track|episode|video|audio|movie|recording)$/.test(name))
    ? place.random.integer(120, 480) * 1000
    : place.random.integer(12, 480)

/** The same amount as beside it, in the smallest unit of its currency. */
const minorUnits: NumberMaker = (place, generation) => {
  const whole = place.around?.members.find(({ words }) => /^(value|amount)$/.test(words))
  const amount = Number(whole?.value ?? Number.NaN)
  return Number.isNaN(amount) ? priceOf(place, generation, true) : Math.round(amount * 100)
}

/** What is left of something: of money in an account, else of goods. */
const stock: NumberMaker = (place, generation, integer) =>
  isBalance(place) ? priceOf(place, generation, integer) : place.random.integer(3, 180)

const isBalance = (place: Place) =>
  subjects(place).some((name) => /(balance|wallet|credit|funds)$/.test(name))

const makers = (): (readonly [names: string, make: NumberMaker])[] => [
  ['value|current value|amount value', value],
  ['id|uid|ids|gid', id],
  ['age', between(18, 80)],
  ['year', (place, generation) => new Date(momentOf(place, generation)).getUTCFullYear()],
  ['exp year|expiry year|expiration year', (_, { now }) => new Date(now).getUTCFullYear() + 2],
  ['month|exp month|expiry month', between(1, 12)],
  ['day|day of month', between(1, 28)],
  ['week', between(1, 52)],
  ['hour|hours', between(1, 23)],
  ['minute|minutes|second|seconds', between(1, 59)],
  [
    'price|amount|total price|cost|balance|subtotal|sub total|salary|total amount|revenue|budget|income|net|gross|grand total|line total|amount due|unit price|unit amount|amount paid|total cost|sum|total paid|credit limit|sales|spend|turnover|deposit|msrp|reward',
    money,
  ],
  [
    'fee|tax|vat|tax amount|discount amount|shipping|shipping cost|tip|total tax|fees|commission|delivery fee|service fee|total discount',
    smallMoney,
  ],
  ['quantity|qty|units', between(1, 6)],
  [
    'count|total count|total items|total results|item count|items count|num|number of items|result count|total elements|total records|total hits|records|hits|found|matches|result size|returned',
    count,
  ],
  ['total', total],
  ['length', count],
  [
    'size|file size|filesize|content length|bytes|size in bytes|size bytes|byte size',
    (place, generation, integer) =>
      generation.names.words(place.name).length > 1 || isFile(place)
        ? place.random.integer(24_000, 4_800_000)
        : (countBeside(place, generation) ?? tenths(1, 40)(place, generation, integer)),
  ],
  [
    'rating|stars|average rating|rating average|avg rating',
    ({ random }, _, integer) => (integer ? random.integer(3, 5) : random.integer(32, 50) / 10),
  ],
  ['score|points', tenths(10, 99)],
  ['logprob|log prob|log probability', ({ random }) => -random.integer(1, 400) / 100],
  [
    'percent|percentage|progress|discount|percent complete|completion|humidity|battery|battery level|tax percent|discount percent|cloud cover|cloudiness|pct|popularity|usage|load',
    between(5, 95),
  ],
  [
    'rate|tax rate|vat rate|interest rate|apr',
    ({ random }, _, integer) =>
      integer ? random.pick([5, 7, 19, 20]) : random.integer(20, 95) / 10,
  ],
  [
    'exchange rate|conversion rate|fx rate',
    ({ random }, _, integer) => (integer ? 1 : random.integer(8500, 13_500) / 10_000),
  ],
  ['ratio|fraction|probability|confidence|opacity|alpha|similarity|relevance|accuracy', share],
  ['latitude|lat|geo lat', (place, generation) => coordinateOf('latitude', place, generation)],
  [
    'longitude|lng|lon|long|geo lng|geo lon',
    (place, generation) => coordinateOf('longitude', place, generation),
  ],
  ['altitude|elevation', between(10, 900)],
  ['page|page number|current page|pageno|page index', () => 1],
  ['offset|start index|skip|start', () => 0],
  [
    'per page|page size|limit|max results|page limit|items per page|pagesize',
    (place, generation, integer) => (isBalance(place) ? priceOf(place, generation, integer) : 20),
  ],
  ['total pages|page count|last page|pages|num pages', pageBeside],
  ['port', ({ random }) => random.pick([80, 443, 8080])],
  [
    'width',
    ({ random, variant }) => [1200, 800, 1600, 640][(random.integer(0, 3) + variant) % 4] ?? 800,
  ],
  [
    'height',
    ({ random, variant }) => [800, 600, 900, 480][(random.integer(0, 3) + variant) % 4] ?? 600,
  ],
  ['weight|depth|thickness|volume', tenths(1, 40)],
  ['distance|mileage|kilometers|miles', tenths(1, 120)],
  ['speed|wind speed|velocity', tenths(3, 60)],
  ['temperature|temp|feels like|temp min|temp max|dew point', tenths(8, 26)],
  ['pressure', between(995, 1030)],
  ['duration|elapsed|runtime|run time|playtime|length seconds|duration seconds', between(45, 900)],
  [
    'duration ms|duration millis|latency|response time|elapsed ms|took|time taken|execution time|length ms',
    milliseconds,
  ],
  [
    'timeout|ttl|expires in|interval|max age|retry after',
    ({ random }) => random.pick([60, 300, 900, 3600]),
  ],
  ['bpm|heart rate|tempo', between(62, 140)],
  ['calories|kcal', between(90, 640)],
  ['servings|people|guests|passengers|seats|capacity|attendees|participants', between(2, 8)],
  ['rooms|bedrooms|bathrooms|floors|floor', between(1, 4)],
  [
    'stock|inventory|in stock|stock level|available|quantity available|stock quantity|remaining|on hand|quantity on hand',
    stock,
  ],
  [
    'followers|following|likes|views|downloads|visits|shares|subscribers|stargazers|watchers|forks|stars count|plays|impressions|clicks|favorites|retweets|reach|followers count|likes count|views count|view count|download count|like count|watchers count|stargazers count|forks count|follower count|play count',
    between(12, 4800),
  ],
  ['attempts|retries|retry count|errors|warnings|failures|unread|unread count', between(0, 3)],
  ['status|status code|http status|http status code|http code|response code', () => 200],
  [
    'timestamp|created at|updated at|expires at|created|updated|expires|date|time|modified|deleted at|started at|ended at|last seen|exp|iat|nbf|start time|end time|due date|timestamp ms|created ms|updated ms|created time|updated time|modified at|published at|ts|start date|end date|last modified|expiration|millis|epoch|last updated',
    moment,
  ],
  [
    'position|index|rank|order|sort order|sequence|ordinal|row|column|line|line number|step|display order',
    ({ random, variant, copy }) => (copy > 0 ? copy + 1 : random.integer(1, 4) + variant),
  ],
  ['priority|level|severity|tier|grade', between(1, 5)],
  ['version|revision|build|schema version', between(1, 9)],
  [
    'number|no|issue number|build number|order number|invoice number',
    (place) => place.family.fork(`number ${place.name}`).integer(101, 4800) + place.variant,
  ],
  ['code', between(100, 999)],
  ['x|y|left|top|right|bottom', between(0, 640)],
  [
    'r|g|b|red|green|blue',
    ({ random }, _, integer) => (integer ? random.integer(20, 235) : random.integer(10, 95) / 100),
  ],
  ['flag|enabled|verified|is active', flag],
  [
    'value in base units|value in minor units|amount in cents|value in cents|minor units',
    minorUnits,
  ],
  [
    'current|pending|reserved|credit|debit',
    (place, generation, integer) =>
      isBalance(place)
        ? priceOf(place, generation, integer)
        : tenths(1, 100)(place, generation, integer),
  ],
  ['disk|disk size|storage|disk gb', ({ random }) => random.pick([25, 50, 80, 160])],
  ['memory|ram|mem|memory mb', ({ random }) => random.pick([1024, 2048, 4096, 8192])],
  ['cpu|cpus|vcpus|vcpu|cores', between(1, 8)],
  ['bitrate|bit rate', ({ random }) => random.pick([128, 192, 256, 320])],
  ['fps|frame rate|framerate', ({ random }) => random.pick([24, 25, 30, 60])],
  ['decimals|decimal places|decimal digits|precision|exponent', () => 2],
  ['season|season number|series number', between(1, 8)],
  ['episode|episode number', between(1, 24)],
  ['population', ({ random }) => random.integer(8, 900) * 1000],
  ['radius', tenths(1, 50)],
  ['wins|losses|draws|ties|goals|assists|major|minor|patch', between(0, 12)],
  ['adults|children|infants|nights|repeats', between(1, 4)],
  ['minimum|min|lowest', between(1, 20)],
  ['average|avg|mean|median', tenths(30, 60)],
  ['maximum|max|highest|p90|p95|p99', between(70, 100)],
  ['threshold|quality|brightness|saturation|contrast', between(20, 90)],
  ['percent off', between(5, 50)],
  ['failed|skipped|dropped', between(0, 2)],
  ['track number', between(1, 14)],
  ['disc number|disk number', between(1, 2)],
  ['dpi|ppi', ({ random }) => random.pick([72, 96, 150, 300])],
  ['voltage', ({ random }) => random.pick([12, 24, 110, 230])],
  ['power|wattage|watts|horsepower', between(40, 400)],
  ['uptime', ({ random }) => random.integer(60, 40_000) * 60],
  ['rssi|signal strength|dbm', ({ random }) => random.integer(-85, -45)],
  ['magnitude', tenths(2, 7)],
  ['protein|carbs|carbohydrates|fat|sugar|fiber|fibre|salt', tenths(1, 40)],
  ['frequency|concurrency|parallelism|replicas', between(1, 8)],
  ['vlan|vlan id', between(10, 400)],
  ['mtu', () => 1500],
  // Numbers of networks that are for documentation, RFC 5398.
  ['asn', between(64_496, 64_511)],
  ['zoom', between(8, 16)],
  ['angle|rotation|heading|bearing|wind direction|degrees', between(0, 350)],
]

/** What makes up a number, by the last words of a name. */
export const nameNumbers = (): ReadonlyMap<string, NumberMaker> => entriesByName(makers())
