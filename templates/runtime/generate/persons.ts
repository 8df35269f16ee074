import type { Generation, Place, TextMaker } from './generation.ts'
import type { SampleMaker } from './load-faker.ts'
import type { Random } from './random-source.ts'
import { beyond, siblingText } from './surroundings.ts'

/** Words for people, as they stand in names of members and schemas. */
export const people =
  /(^| )(user|owner|author|customer|person|contact|employee|member|assignee|creator|student|patient|guest|driver|passenger|manager|client|recipient|sender|player|actor|candidate|account holder|payer|payee|beneficiary|reviewer|commenter|follower|friend|teacher|attendee|participant|subscriber|buyer|seller|agent|admin|administrator|requester|approver|committer|collaborator|contributor|speaker|instructor|traveler|traveller|tenant|doctor|cardholder|billing|individual|applicant|voter|maintainer|moderator|\w+ed by)$/

const first = namesOf('first name|firstname|given name|givenname|forename|name first')
const last = namesOf('last name|lastname|family name|familyname|surname|name last')
const full = namesOf('full name|fullname|display name|displayname|real name|realname|name')
const sexes = namesOf('gender|sex')

function namesOf(names: string): ReadonlySet<string> {
  return new Set(names.split('|'))
}

/** Whose name or address a member is: `customer` of `customer_email`, and `account owner` of `account_owner`. */
export function roleOf(words: readonly string[]): string {
  const [first = ''] = words
  if (people.test(words.join(' '))) return words.join(' ')
  return people.test(first) ? first : ''
}

/** The role of a place, in an object about something or somebody else; empty for that of the object itself. */
function roleAt(place: Place, { names }: Generation): string {
  const role = names.role(place.name)
  for (let around = role === '' ? null : place.around; around; around = beyond(around)) {
    for (const subject of around.subjects) {
      if (subject === role || subject.endsWith(` ${role}`)) return ''
    }
  }
  return role
}

/** The stream of one person: all members of an object, and of its parts, tell of the same one. */
function personOf(place: Place, generation: Generation): Random {
  let family = place.family
  for (let around = place.around; around; around = beyond(around)) {
    family = around.family
  }
  const role = roleAt(place, generation)
  return family.fork(`person ${role} ${place.variant}`)
}

/** What is known of the person already; neighbours in a list are different persons. */
function known(names: ReadonlySet<string>, place: Place, generation: Generation): string | null {
  if (place.variant > 0) return null
  if (place.around?.members.length === 0 && !place.around.isWrapper) return null
  const role = roleAt(place, generation)
  const own = generation.names.role(place.name)
  return siblingText(place, (name) => {
    const isOfRole = own !== '' && name.startsWith(`${own} `)
    return (isOfRole || role === '') && names.has(isOfRole ? name.slice(own.length + 1) : name)
  })
}

/** The person's sex, which first names and forms of address follow. */
export function sexOf(place: Place, generation: Generation): Sex {
  const told = known(sexes, place, generation)
  if (told !== null && /^[fw]/i.test(told)) return 'female'
  if (told !== null && /^m/i.test(told)) return 'male'
  return personOf(place, generation).fork('sex').next() < 0.5 ? 'female' : 'male'
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
  known(first, place, generation) ??
  generation.sample(firstNames[sexOf(place, generation)], personOf(place, generation).fork('first'))

/** The person's last name. */
export const lastNameOf: TextMaker = (place, generation) =>
  known(last, place, generation) ??
  generation.sample(lastNames[sexOf(place, generation)], personOf(place, generation).fork('last'))

/** The person's whole name, made up of what is there already. */
export const fullNameOf: TextMaker = (place, generation) => {
  const told = [known(first, place, generation), known(last, place, generation)]
  const whole = told[0] || told[1] ? null : known(full, place, generation)
  // What is just called `name` may be a login or a title.
  if (whole !== null && /^\S+ \S+/.test(whole)) return whole
  const sex = sexOf(place, generation)
  const person = personOf(place, generation)
  const firstName = told[0] ?? generation.sample(firstNames[sex], person.fork('first'))
  const lastName = told[1] ?? generation.sample(lastNames[sex], person.fork('last'))
  return `${firstName} ${lastName}`
}

/** A name to sign in with, from the person's names. */
export const userNameOf: TextMaker = (place, generation) => {
  const name = fullNameOf(place, generation)
  const plain = letters(name.normalize('NFD').replaceAll(/\p{Mn}|['’]/gu, ''))
  if (/^[a-z]{2,}\.[a-z]/.test(plain)) return plain
  const [firstName = '', ...others] = name.split(' ')
  const random = personOf(place, generation).fork('login')
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
