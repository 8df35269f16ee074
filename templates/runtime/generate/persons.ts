import type { Generation, Place, TextMaker } from './generation.ts'
import type { SampleMaker } from './load-faker.ts'
import type { Random } from './random-source.ts'
import { beyond } from './surroundings.ts'

/** Words for people, as they stand in names of members and schemas. */
export const people =
  /(^| )(user|owner|author|customer|person|contact|employee|member|assignee|creator|student|patient|guest|driver|passenger|manager|client|recipient|sender|player|actor|candidate|account holder|payer|payee|beneficiary|reviewer|commenter|follower|friend|teacher|attendee|participant|subscriber|buyer|seller|agent|admin|administrator|requester|approver|committer|collaborator|contributor|speaker|instructor|traveler|traveller|tenant|doctor|cardholder|billing|individual|applicant|voter|maintainer|moderator|\w+ed by)$/

type Part = 'first' | 'last' | 'full' | 'sex'

/** Names of members that tell of a person, by what they tell. */
const partsByName: ReadonlyMap<string, Part> = new Map([
  ...namesOf('first', 'first name|firstname|given name|givenname|forename|name first'),
  ...namesOf('last', 'last name|lastname|family name|familyname|surname|name last'),
  ...namesOf('full', 'full name|fullname|display name|displayname|real name|realname|name'),
  ...namesOf('sex', 'gender|sex'),
])

function namesOf(part: Part, names: string): (readonly [name: string, part: Part])[] {
  return names.split('|').map((name) => [name, part])
}

/** Whose name or address a member is: `customer` of `customer_email`, and `account owner` of `account_owner`. */
export function roleOf(words: readonly string[]): string {
  const [first = ''] = words
  if (people.test(words.join(' '))) return words.join(' ')
  return people.test(first) ? first : ''
}

/** The `role` of a place, in an object about something or somebody else; empty for that of the object itself. */
function roleAt(place: Place, role: string): string {
  for (let around = role === '' ? null : place.around; around; around = beyond(around)) {
    for (const subject of around.subjects) {
      if (subject === role || subject.endsWith(` ${role}`)) return ''
    }
  }
  return role
}

/** A person of whom a place tells. */
interface Person {
  /** The same for all members of an object, and of its parts, that tell of the same one. */
  random: Random
  told: Told
}

/** What is known of a person already; null for a member that says nothing. */
type Told = Readonly<Partial<Record<Part, string | null>>>

const nothingTold: Told = {}

function personAt(place: Place, { names }: Generation): Person {
  let { family } = place
  for (let around = place.around; around; around = beyond(around)) {
    family = around.family
  }
  const own = names.role(place.name)
  const role = roleAt(place, own)
  const random = family.fork(`person ${role} ${place.variant}`)
  return { random, told: toldOf(place, own, role) }
}

/**
 * What the members around tell, the nearest first, of whom the place's name means: by its `own` words, and as the `role`
 * is called beside them. Neighbours in a list are different persons.
 */
function toldOf(place: Place, own: string, role: string): Told {
  if (place.variant > 0) return nothingTold
  if (place.around?.members.length === 0 && !place.around.isWrapper) return nothingTold
  const told: Partial<Record<Part, string | null>> = {}
  for (let around = place.around; around; around = beyond(around)) {
    for (const { words, value } of around.members) {
      const isOfRole = own !== '' && words.startsWith(`${own} `)
      if (value === null || !(isOfRole || role === '')) continue
      const part = partsByName.get(isOfRole ? words.slice(own.length + 1) : words)
      if (part === undefined || told[part] !== undefined) continue
      told[part] = typeof value === 'string' && value.trim() !== '' ? value : null
    }
  }
  return told
}

/** The person's sex, which first names and forms of address follow. */
export function sexOf(place: Place, generation: Generation): Sex {
  return sexOfPerson(personAt(place, generation))
}

function sexOfPerson({ random, told: { sex } }: Person): Sex {
  if (sex && /^[fw]/i.test(sex)) return 'female'
  if (sex && /^m/i.test(sex)) return 'male'
  return random.fork('sex').next() < 0.5 ? 'female' : 'male'
}

type Sex = 'female' | 'male'

const firstNames: Record<Sex, SampleMaker> = {
  female: ({ person }) => person.firstName('female'),
  male: ({ person }) => person.firstName('male'),
}

const lastNames: Record<Sex, SampleMaker> = {
  female: ({ person }) => person.lastName('female'),
  male: ({ person }) => person.lastName('male'),
}

/** The person's first name. */
export const firstNameOf: TextMaker = (place, generation) =>
  firstNameOfPerson(personAt(place, generation), generation)

const firstNameOfPerson = (person: Person, { sample }: Generation) =>
  person.told.first ?? sample(firstNames[sexOfPerson(person)], person.random.fork('first'))

/** The person's last name. */
export const lastNameOf: TextMaker = (place, generation) =>
  lastNameOfPerson(personAt(place, generation), generation)

const lastNameOfPerson = (person: Person, { sample }: Generation) =>
  person.told.last ?? sample(lastNames[sexOfPerson(person)], person.random.fork('last'))

/** The person's whole name, made up of what is there already. */
export const fullNameOf: TextMaker = (place, generation) => {
  const person = personAt(place, generation)
  const { first, last, full } = person.told
  // What is just called `name` may be a login or a title.
  if (!first && !last && full && /^\S+ \S+/.test(full)) return full
  return `${firstNameOfPerson(person, generation)} ${lastNameOfPerson(person, generation)}`
}

/** A name to sign in with, from the person's names. */
export const userNameOf: TextMaker = (place, generation) => {
  const name = fullNameOf(place, generation)
  const plain = letters(name.normalize('NFD').replaceAll(/\p{Mn}|['’]/gu, ''))
  if (/^[a-z]{2,}\.[a-z]/.test(plain)) return plain
  const [firstName = '', ...others] = name.split(' ')
  const random = personAt(place, generation).random.fork('login')
  const latin = generation
    .faker(random)
    .internet.username({ firstName, lastName: others.join(' ') })
  return letters(latin) || `user${random.integer(100, 999)}`
}

const letters = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '.')
    .replaceAll(/^\.|\.$/g, '')

/** An address that nobody has (RFC 2606). */
export const emailOf: TextMaker = (place, generation) =>
  `${userNameOf(place, generation)}@example.com`
