import { isRecord } from '../schemas/json-schema.ts'
import { localityOf } from './addresses.ts'
import { one, sampled } from './choose-one.ts'
import { headlineOf, taskOf, titleOf } from './free-texts.ts'
import type { Place, TextMaker } from './generation.ts'
import { entriesByName } from './name-words.ts'
import { fullNameOf } from './persons.ts'
import { plainWord, titleCase } from './plain-words.ts'
import { siblingText, subjects } from './surroundings.ts'

const company: TextMaker = sampled((data) => data.company.name())

/** A place of business, called after somebody or something. */
const venue =
  (kind: string): TextMaker =>
  (place) =>
    `${plainWord(place)} ${kind}`

const makers = (): (readonly [names: string, make: TextMaker])[] => [
  [
    'company|organization|organisation|org|firm|employer|vendor|supplier|merchant|manufacturer|publisher|business|enterprise|account|tenant|agency|partner|brand|maker|issuer|provider|carrier|insurer|operator|label owner|sponsor|charity|corporation',
    company,
  ],
  [
    'product|item|article|good|line item|merchandise|order item|cart item|sku|variant|inventory item|line|position|stock item|gift',
    sampled((data) => data.commerce.productName()),
  ],
  [
    'department|product category|collection|catalog|catalogue|category',
    sampled((data) => data.commerce.department()),
  ],
  ['country', (place, generation) => localityOf(place, generation).countryName],
  ['city|town|municipality', (place, generation) => localityOf(place, generation).city],
  ['state|province', (place, generation) => localityOf(place, generation).state],
  ['street', sampled((data) => data.location.street())],
  ['pet|dog|cat|puppy|kitten', sampled((data) => data.animal.petName())],
  ['animal|breed', sampled((data) => data.animal.type())],
  [
    'file|attachment|upload|asset|blob',
    one(
      'annual-report.pdf|team-photo.jpg|budget-2026.xlsx|meeting-notes.docx|logo.png|contract.pdf',
    ),
  ],
  ['folder|directory', one('Documents|Invoices|Photos|Reports|Shared|Archive')],
  ['document', one('Quarterly report|Project plan|Service agreement|Meeting notes|Product guide')],
  [
    'image|photo|picture|media',
    one('Sunrise over the bay|Team at the offsite|New office|Product photo'),
  ],
  [
    'project|program|programme|initiative',
    one('Website redesign|Mobile app|Spring campaign|Office move|Customer portal|Data migration'),
  ],
  ['task|todo|issue|ticket|story|bug|subtask|card|milestone|goal|work item|reminder', taskOf],
  ['workspace|organization unit', (place) => `${plainWord(place)} workspace`],
  ['team|squad', one('Design|Platform|Customer success|Mobile|Sales operations|Research')],
  [
    'group|user group|segment|audience|cohort',
    one('Administrators|Editors|Early adopters|Customers|Newsletter readers|Beta testers'),
  ],
  [
    'channel|room|chat|conversation|chat room',
    one('general|announcements|random|support|design|engineering'),
  ],
  ['role|profile role', one('Administrator|Editor|Viewer|Manager')],
  ['permission|scope|right|privilege|ability|capability', one('read|write|delete|manage|export')],
  ['tag|label|keyword|topic|hashtag', one('featured|new|sale|urgent|popular|design|travel')],
  [
    'plan|tier|package|subscription|price plan|membership|product plan',
    one('Starter|Team|Business|Enterprise|Free'),
  ],
  [
    'feature|option|addon|add on|amenity',
    one('Free shipping|Dark mode|Priority support|Single sign-on|Wireless internet'),
  ],
  ['currency', one('US Dollar|Euro|British Pound|Swiss Franc')],
  ['language', one('English|German|French|Spanish|Italian')],
  ['color|colour|swatch|paint', one('Ocean Blue|Forest Green|Sunset Orange|Slate Grey|Ivory')],
  ['size', one('Small|Medium|Large|Extra large')],
  [
    'repository|repo|package|module|library|dependency|artifact',
    one('web-client|api-gateway|design-tokens|billing-core|mobile-app|docs'),
  ],
  ['branch', one('main|develop|feature/search|fix/login')],
  ['commit', one('Fix login redirect|Add search to list|Update dependencies')],
  [
    'workflow|pipeline|job|build|check|check run|check suite|action|process',
    one('Build and test|Deploy|Nightly checks|Release|Lint'),
  ],
  ['environment|stage|deployment', one('production|staging|preview|development')],
  [
    'server|host|node|instance|machine|device|vm|virtual machine|cluster|pod|container|agent|runner|sensor|gateway|router|client device',
    ({ random, variant }) =>
      `${random.pick(['web', 'api', 'edge', 'worker', 'cache'])}-${random.integer(1, 12) + variant}`,
  ],
  [
    'database|schema|index|bucket|dataset|volume|queue|stream',
    one('customers|orders|events|analytics|backups|sessions'),
  ],
  [
    'column|property|variable|parameter|attribute|custom field|field|header|metric|dimension|custom attribute',
    one('Status|Priority|Owner|Due date|Region|Budget'),
  ],
  [
    'station|stop|terminal|depot',
    (place, generation) =>
      `${localityOf(place, generation).city} ${place.random.pick(['Central', 'North', 'Main Station', 'Airport'])}`,
  ],
  ['airport', (place, generation) => `${localityOf(place, generation).city} Airport`],
  [
    'publication|magazine|journal|newspaper',
    one('Morning Brief|Design Weekly|The Local|Coast and Country'),
  ],
  ['airline', sampled((data) => data.airline.airline().name)],
  ['vehicle|car|truck|van', sampled((data) => data.vehicle.vehicle())],
  ['bike|bicycle', sampled((data) => data.vehicle.bicycle())],
  ['book|novel|ebook', sampled((data) => data.book.title())],
  ['song|track|single', sampled((data) => data.music.songName())],
  ['album|record|playlist', sampled((data) => data.music.album())],
  ['artist|band|musician', sampled((data) => data.music.artist())],
  ['genre', sampled((data) => data.music.genre())],
  [
    'movie|film|show|episode|video|series|program episode',
    one('The Last Lighthouse|Paper Planes|Northern Lights|A Quiet Summer|Second Platform'),
  ],
  ['game', one('Star Harbor|Paper Kingdom|Cloud Racer|Deep Forest')],
  ['recipe|dish|meal|menu item|food|beverage', sampled((data) => data.food.dish())],
  ['ingredient|grocery', sampled((data) => data.food.ingredient())],
  ['menu', one('Lunch|Dinner|Brunch|Drinks')],
  ['restaurant|cafe', venue('Kitchen')],
  ['store|shop|outlet|seller|retailer', venue('Market')],
  ['hotel|hostel|accommodation|property listing|lodging', venue('Hotel')],
  ['museum|gallery', venue('Museum')],
  ['theater|theatre|cinema|venue', venue('Hall')],
  ['park|trail', venue('Park')],
  ['bank|financial institution', venue('Bank')],
  ['school|university|college|institution', venue('College')],
  ['hospital|clinic|practice', venue('Clinic')],
  [
    'warehouse|location|facility|branch office|office|site|depot|building|address|premise',
    (place, generation) =>
      `${localityOf(place, generation).city} ${place.random.pick(['office', 'warehouse', 'branch'])}`,
  ],
  [
    'event|meeting|appointment|session|conference|webinar|workshop',
    one('Team meeting|Product demo|Design workshop|Customer webinar|Summer festival|Opening night'),
  ],
  [
    'course|lesson|training|class|module course',
    one('Introduction to design|Data basics|Public speaking|Photography for beginners'),
  ],
  ['calendar|schedule', one('Work|Personal|Holidays|Team calendar')],
  [
    'campaign|broadcast|newsletter|promotion|ad|advertisement',
    one('Spring sale|Welcome series|Product launch|Winter newsletter'),
  ],
  [
    'coupon|discount|voucher|offer|deal',
    one('Welcome discount|Spring sale|Free shipping|Loyalty bonus'),
  ],
  [
    'survey|form|quiz|questionnaire|poll',
    one('Customer satisfaction|Event feedback|Sign-up form|Employee survey'),
  ],
  [
    'template|email template|theme|layout',
    one('Welcome email|Invoice|Order confirmation|Monthly report'),
  ],
  [
    'report|dashboard|chart|widget|view|query|saved search',
    one('Sales by region|Monthly revenue|Active users|Open tickets'),
  ],
  [
    'list|board|section|sprint|lane|column board|backlog|stage board',
    one('To do|In progress|Done|Backlog|This week'),
  ],
  ['webhook|hook|subscription hook|trigger', one('Order created|Payment received|User signed up')],
  [
    'key|api key|token|secret|credential|access token|certificate|public key|ssh key',
    one('Production key|Staging key|Local development|CI'),
  ],
  [
    'application|app|client|integration|service|plugin|extension|bot|connector|addon app|oauth app',
    one('Calendar sync|Mobile app|Web dashboard|Support bot|Backup service'),
  ],
  [
    'policy|rule|filter|condition|alert|monitor|check rule|automation|flow',
    one('Default policy|High traffic|Business hours|New customers|Weekly check'),
  ],
  ['tax|tax rate|fee|charge', one('VAT|Sales tax|Service fee')],
  [
    'payment method|shipping method|delivery method',
    one('Card|Bank transfer|Standard delivery|Express delivery'),
  ],
  ['error|problem|exception', one('not_found|invalid_request|conflict')],
  ['disease|diagnosis|condition medical', one('Seasonal allergy|Migraine|Sprained ankle')],
  ['medication|drug|medicine', one('Ibuprofen|Paracetamol|Amoxicillin')],
  ['region|area|zone|territory|district|market', one('North|South|East|West|Central')],
  ['season', one('Spring|Summer|Autumn|Winter')],
  ['function|tool|method', one('search_orders|send_email|create_ticket|get_weather')],
  ['model', one('Compact|Classic|Pro|Air')],
]

/** What things of a kind are called, by the last words of the kind. */
export const thingNames = (): ReadonlyMap<string, TextMaker> => entriesByName(makers())

/** Words before `name` that say how the name is written or used, not whose it is. */
const manners =
  /^(display|full|short|long|common|nice|original|real|public|internal|official|preferred|alternate|alternative|old|new|default|normalized|formatted|given|native|english|localized|system|unique|canonical|actual|own|current|previous|parent|source|target|sort|sorted|sorting|search|formal|abbreviated|alternative)$/

/** Whose name a member is, as far as its own words say. */
export interface NameOwner {
  /** `enterprise` of `enterprise_name`; empty for none. */
  thing: string
  /** Its other words say how a name is written: `display_name`. */
  isManner: boolean
}

/** Reads whose name it is from the words of a member. */
export function nameOwner(all: readonly string[]): NameOwner {
  // `display_name_normalized` is a name, written in another way.
  const end = all.lastIndexOf('name')
  const words = end >= 0 ? all.slice(0, end + 1) : all
  const thing = words
    .slice(0, -1)
    .filter((word) => !manners.test(word))
    .join(' ')
  return { thing, isManner: thing === '' && words.length > 1 }
}

/** What is called just `name` depends on whose name it is; `enterprise_name` says so itself. */
export const nameOf: TextMaker = (place, generation) => {
  const { names } = generation
  const { thing, isManner } = names.owner(place.name)
  if (isManner && place.variant === 0) {
    const name = siblingText(place, (other) => other === 'name')
    if (name !== null) return name
  }
  const about = thing === '' ? subjects(place) : [thing]
  for (const subject of about) {
    const make = names.naming(subject)
    if (make) return make(place, generation)
  }
  const [kind] = about
  return kind === undefined ? plainWord(place) : ownName(kind, place)
}

/** Things that nothing is known of are called after their kind: `Harbor Shipment`. */
function ownName(thing: string, place: Place): string {
  const kind = thing.split(' ').slice(-1).join(' ')
  return kind.length > 20 || /\d/.test(kind)
    ? plainWord(place)
    : `${plainWord(place)} ${titleCase(kind)}`
}

/** Things whose full name begins with the name of who they belong to. */
const owned = /(^| )(repository|repo|project|package|module|gist|image|dataset|space)$/

/** The name of a person; of a thing its name, after its owner's where that is the custom: `ada/web-client`. */
export const fullNameFor: TextMaker = (place, generation) => {
  const about = subjects(place)
  if (about.length === 0 || about.some(generation.names.isPerson)) {
    return fullNameOf(place, generation)
  }
  const [thing = ''] = about
  if (generation.names.naming(thing) === undefined && !owned.test(thing)) {
    return fullNameOf(place, generation)
  }
  const name = siblingText(place, (other) => other === 'name') ?? nameOf(place, generation)
  const owner = owned.test(thing) ? ownerOf(place) : null
  return owner === null ? name : `${owner}/${name}`
}

/** What the owner beside a place is called; null where there is none. */
function ownerOf({ around }: Place): string | null {
  const [owner] = ['owner', 'namespace', 'organization', 'user'].flatMap(
    (called) => around?.members.filter(({ words }) => words === called) ?? [],
  )
  if (owner === undefined) return null
  if (typeof owner.value === 'string') return owner.value
  if (!isRecord(owner.value)) return null
  for (const name of ['login', 'username', 'slug', 'path', 'name']) {
    const value = owner.value[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}

/** The title of a thing: that of something to read, or its name. */
export const titleFor: TextMaker = (place, generation) => {
  const title = titleOf(place, generation)
  if (title !== null) return title
  const about = subjects(place)
  if (about.some(generation.names.isPerson)) {
    return generation.faker(place.random).person.jobTitle()
  }
  return about.length === 0 ? headlineOf(place, generation) : nameOf(place, generation)
}
