import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRecord } from '../schemas/json-schema.ts'
import { listOf, makeOf, object, texts } from './made-for-tests.ts'
import { locales } from './regions.ts'

/** How often each property is tried; PROPERTY_TIMES multiplies it. */
const numRuns = 60

/** The text of a member that stands in an object. */
function textOf(owner: string, member: string, schema: Record<string, unknown> = {}, seed = 1) {
  const value = makeOf(owner, object({ [member]: { type: 'string', ...schema } }), { seed })
  return isRecord(value) ? String(value[member]) : ''
}

test.each([
  ['User', 'name', /^\p{Lu}[\p{L}'’-]+ \p{Lu}/u],
  ['FileCompact', 'name', /\.\w{3,4}$/],
  ['City', 'name', /^[A-Z][a-z]+$/],
  ['Country', 'name', /^[A-Z][A-Za-z ]+$/],
  ['TaskResponse', 'name', / /],
  ['Repository', 'name', /^[a-z-]+$/],
  ['Gizmo', 'name', / Gizmo$/],
  ['Invoice', 'customer_name', /^\p{Lu}[\p{L}'’-]+ \p{Lu}/u],
  ['Invoice', 'invoiceNumber', /^INV-\d{5}$/],
  ['Invoice', 'currency', /^[A-Z]{3}$/],
  ['Shop', 'country_code', /^[A-Z]{2}$/],
  ['Shop', 'mobile_phone', /^\+\d{8,15}$/],
  ['Shop', 'timezone', /^[A-Z]\w+\/\w+$/],
  ['Shop', 'locale', /^[a-z]{2}-[A-Z]{2}$/],
  ['Theme', 'background_color', /^#[0-9a-f]{6}$/],
  ['Release', 'version', /^\d+\.\d+\.\d+$/],
  ['Upload', 'mimeType', /^\w+\/\w+$/],
  ['Upload', 'file_name', /^[\w-]+\.\w+$/],
  ['Article', 'slug', /^[a-z0-9-]+$/],
  ['User', 'avatar_url', /^https:\/\/images\.example\.com\/.+\.jpg$/],
  ['User', 'image_192', /^https:\/\/images\.example\.com\//],
  ['App', 'callbackUrl', /^https:\/\/app\.example\.com\/callback$/],
  ['Order', 'status', /^(processing|shipped|delivered)$/],
  ['Account', 'iban', /^[A-Z]{2}\d{2}[A-Z0-9]+$/],
  ['Comment', 'html_text', /^<p>.+<\/p>$/],
  ['Message', 'ts', /^\d{4}-\d\d-\d\dT/],
  ['Order', 'cancel_state', /^(processing|shipped|delivered)$/],
  ['Order', 'billing_state', /^[A-Z][a-z-]+/],
  ['Gizmo', 'name_original', / Gizmo$/],
  ['Email', 'to', /@example\.com$/],
  ['Flight', 'from', /^[A-Z][a-z]+$/],
  ['Rule', 'applies_to', /^[A-Z][a-z]+$/],
  ['Series', 'first_aired', /^\d{4}-\d\d-\d\d/],
  ['Profile', 'age_group', /^\d\d-\d\d$/],
  ['Site', 'artist', /^(?!(Maple|Harbor|Summit)$).+/],
  ['PhoneNumber', 'number', /^\+\d{8,15}$/],
  ['PhoneNumber', 'code', /^\+\d{1,3}$/],
  ['Person', 'sort_name', /^\p{Lu}[\p{L}'’-]+ \p{Lu}/u],
  ['Account', 'mask', /^\d{4}$/],
  ['Movie', 'genre', /^(Drama|Comedy|Thriller|Documentary|Adventure)$/],
  ['Customer', 'suffix', /^(Jr\.|Sr\.|III)$/],
  ['Product', 'availability', /^(available|limited|sold out)$/],
  ['Site', 'git_provider', /^(github|gitlab|bitbucket)$/],
  ['Invite', 'roles_allowed', /^(admin|editor|viewer)$/],
])('a %s has a fitting %s', (owner, member, pattern) => {
  for (let seed = 0; seed < 20; seed++) expect(textOf(owner, member, {}, seed)).toMatch(pattern)
})

test.each([
  [{ description: 'Either `open`, `closed` or `all`.' }, /^(open|closed|all)$/],
  [{ description: 'How it went (won|lost).' }, /^(won|lost)$/],
  [{ description: 'ISO 4217 code of the money' }, /^[A-Z]{3}$/],
  [{ description: 'ISO 3166-1 alpha-3' }, /^[A-Z]{3}$/],
  [{ description: 'When it was seen, as ISO 8601.' }, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  [{ description: 'Prefixed, for example `txn_8Kd02`.' }, /^txn_[1-9][A-Z][a-z]\d\d$/],
  [{ description: 'Prefixed', example: 'txn_8Kd02' }, /^txn_[1-9][A-Z][a-z]\d\d$/],
  [{ format: 'country-code' }, /^[A-Z]{2}$/],
  [{ format: 'ISO-8601' }, /^\d{4}-\d\d-\d\dT/],
])('a name that says nothing leaves the word to the schema: %j', (schema, pattern) => {
  const list = makeOf('Things', listOf(object({ foo: { type: 'string', ...schema } })))
  const [, second] = Array.isArray(list) ? list : []
  expect(second.foo).toMatch(pattern)
})

test.each([
  ['phone', { pattern: '^\\+?[1-9]\\d{6,14}$' }, /^\+/],
  ['createdAt', { pattern: '^\\d{4}-\\d{2}-\\d{2}$' }, /^202\d-/],
  ['ts', { pattern: '^\\d{10}\\.\\d{6}$' }, /^17\d{8}\./],
  ['description', { maxLength: 20 }, /^[A-Z][\w ]+$/],
  ['currency', { pattern: '^[a-z]{3}$' }, /^(usd|eur|gbp)$/],
])('%s keeps to %j and still tells something', (member, schema, pattern) => {
  expect(textOf('Thing', member, schema)).toMatch(pattern)
})

test('what makes up a name is found again for each of its seeds', () => {
  fc.assert(
    fc.property(fc.nat(), fc.string({ maxLength: 20 }), (seed, member) => {
      const make = () => textOf('Thing', member, {}, seed)
      expect(make()).toBe(make())
    }),
    { numRuns },
  )
})

// A package of known version: the module has this export.
const { faker } = createRequire(import.meta.url)('@faker-js/faker/locale/en') as {
  faker: { definitions: { lorem: { word: string[] } } }
}

/** Longer words of Latin that are not English as well. */
const latin = new Set(
  faker.definitions.lorem.word.filter(
    (word) => word.length > 3 && !/^(audio|video|animus|vulgar|dens|date|site)$/.test(word),
  ),
)

test('no text is Latin, whatever a member is called', () => {
  const names = 'title|description|comment|message|note|body|summary|foo|presence|blocks|topic|bio'
  fc.assert(
    fc.property(
      fc.nat(),
      fc.constantFrom('Post', 'Task', 'Gadget', 'Error', 'User'),
      (seed, owner) => {
        const text = JSON.stringify(makeOf(owner, object(texts(...names.split('|'))), { seed }))
        const words = text.toLowerCase().match(/[a-z]+/g) ?? []
        expect(words.filter((word) => latin.has(word))).toEqual([])
      },
    ),
    { numRuns },
  )
})

const person = object({
  ...texts('firstName', 'email', 'phone', 'city', 'country', 'currency', 'jobTitle', 'company'),
  address: object(texts('street', 'zip')),
})

test.each(locales)('makes up data in the locale %s', (locale) => {
  const value = makeOf('User', person, { locale })
  expect(value).toMatchObject({
    email: expect.stringMatching(/^[a-z0-9.]+@example\.com$/),
    phone: expect.stringMatching(/^\+\d+$/),
    currency: expect.stringMatching(/^[A-Z]{3}$/),
  })
  expect(makeOf('User', person, { locale })).toEqual(value)
})

test('people, towns and countries are those of the locale', () => {
  const value = makeOf('User', person, { locale: 'ja' })
  expect(value).toMatchObject({ country: '日本', currency: 'JPY' })
  expect(JSON.stringify(value)).toMatch(/"firstName":"[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]+"/u)
})
