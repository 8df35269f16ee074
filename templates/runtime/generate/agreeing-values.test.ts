import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { listOf, makeOf, object, texts } from './made-for-tests.ts'

/** How often each property is tried; PROPERTY_TIMES multiplies it. */
const numRuns = 60

/** Whatever the seed is, and for the same body every time as for a fresh one. */
function holds(name: string, schema: JsonSchema, check: (value: never) => void) {
  const salt = fc.option(fc.nat(), { nil: undefined })
  fc.assert(
    fc.property(fc.nat(), salt, (seed, salt) => {
      // The schema says what the value has.
      check(makeOf(name, schema, { seed, ...(salt !== undefined && { salt }) }) as never)
    }),
    { numRuns },
  )
}

const integer: JsonSchema = { type: 'integer' }
const number: JsonSchema = { type: 'number' }
const moment: JsonSchema = { type: 'string', format: 'date-time' }
const link: JsonSchema = { type: 'string', format: 'uri' }

test('a person has one name, in the address of mail as well', () => {
  const schema = object(texts('email', 'fullName', 'last_name', 'username', 'firstName'))
  holds('Customer', schema, (person: Record<string, string>) => {
    expect(person['fullName']).toBe(`${person['firstName']} ${person['last_name']}`)
    expect(person['email']).toBe(`${person['username']}@example.com`)
    const plain = person['firstName']?.toLowerCase().replaceAll(/[^a-z]/g, '') ?? ''
    expect(person['email']?.replaceAll(/[^a-z]/g, '')).toContain(plain)
  })
})

test('a name that the schema gives is in the address of mail', () => {
  const schema = object({
    email: { type: 'string', format: 'email' },
    first_name: { type: 'string', enum: ['Ada'] },
    last_name: { type: 'string', enum: ['Lovelace'] },
  })
  holds('User', schema, ({ email }: { email: string }) => {
    expect(email).toBe('ada.lovelace@example.com')
  })
})

test('the persons of a list are different ones', () => {
  holds('Team', listOf(object(texts('id', 'name', 'email')), 4), (team: { email: string }[]) => {
    expect(new Set(team.map(({ email }) => email)).size).toBeGreaterThan(2)
  })
})

test('what happens to a thing happens in order', () => {
  const names = ['deletedAt', 'updatedAt', 'createdAt', 'startsAt', 'ends_at']
  const schema = object(Object.fromEntries(names.map((name) => [name, moment])))
  holds('Event', schema, (event: Record<string, string>) => {
    const at = (name: string) => Date.parse(event[name] ?? '')
    expect(at('createdAt')).toBeLessThanOrEqual(at('updatedAt'))
    expect(at('updatedAt')).toBeLessThanOrEqual(at('deletedAt'))
    expect(at('startsAt')).toBeLessThanOrEqual(at('ends_at'))
  })
})

test('order in time holds across forms, and after a moment that the schema gives', () => {
  const schema = object({
    updated: integer,
    created: { type: 'string', format: 'date', enum: ['2031-05-01'] },
  })
  holds('Invoice', schema, ({ updated }: { updated: number }) => {
    expect(updated * 1000).toBeGreaterThanOrEqual(Date.parse('2031-05-01'))
  })
})

test('links hold the id of the thing they stand in', () => {
  const schema = object({
    url: link,
    _links: object({ self: object({ href: link }) }),
    id: integer,
    commentsUrl: link,
  })
  holds(
    'Posts',
    listOf(schema),
    (
      posts: { id: number; url: string; commentsUrl: string; _links: { self: { href: string } } }[],
    ) => {
      for (const { id, url, commentsUrl, _links } of posts) {
        expect(url).toBe(`https://api.example.com/posts/${id}`)
        expect(_links.self.href).toBe(url)
        expect(commentsUrl).toBe(`${url}/comments`)
      }
      expect(new Set(posts.map(({ id }) => id)).size).toBe(posts.length)
    },
  )
})

test('references repeat the id of the thing in the body', () => {
  const schema = object({
    customerId: { type: 'string' },
    customer: object(texts('name', 'id')),
    id: integer,
    lines: listOf(object({ orderId: integer, sku: { type: 'string' } })),
  })
  type Order = {
    id: number
    customerId: string
    customer: { id: string }
    lines: { orderId: number }[]
  }
  holds('Order', schema, ({ id, customerId, customer, lines }: Order) => {
    expect(customerId).toBe(customer.id)
    expect(lines.every(({ orderId }) => orderId === id)).toBe(true)
  })
})

test('the ends of a range are in order', () => {
  const schema = object({
    max_price: number,
    minPrice: number,
    min_age: integer,
    max_age: integer,
    earliestDelivery: moment,
    latestDelivery: moment,
    low: { type: 'integer', minimum: 3, maximum: 900 },
    high: { type: 'integer', minimum: 3, maximum: 900 },
  })
  holds('Search', schema, (ends: Record<string, number>) => {
    expect(ends['minPrice']).toBeLessThanOrEqual(ends['max_price'] ?? 0)
    expect(ends['min_age']).toBeLessThanOrEqual(ends['max_age'] ?? 0)
    expect(ends['low']).toBeLessThanOrEqual(ends['high'] ?? 0)
    const [earliest, latest] = [`${ends['earliestDelivery']}`, `${ends['latestDelivery']}`]
    expect(Date.parse(earliest)).toBeLessThanOrEqual(Date.parse(latest))
  })
})

test('a file is of the type that its name tells', () => {
  const schema = object(texts('name', 'mime_type'))
  const types: Record<string, string> = { pdf: 'application/pdf', png: 'image/png' }
  holds('Attachment', schema, ({ name, mime_type: type }: Record<string, string>) => {
    const end = name?.split('.').at(-1) ?? ''
    expect(type).toMatch(types[end] ?? /^(image|text|video|application)\//)
  })
  const given = object({ ...texts('file_name'), contentType: { const: 'image/png' } })
  holds('Upload', given, ({ file_name: name }: Record<string, string>) => {
    expect(name).toMatch(/\.png$/)
  })
})

test('an amount is the same in every unit', () => {
  const schema = object({ currency: { type: 'string' }, value_in_cents: integer, value: number })
  holds('Money', schema, (money: { value: number; value_in_cents: number }) => {
    expect(money.value_in_cents).toBe(Math.round(money.value * 100))
  })
})

test('links of a whole body are those of its path', () => {
  const self = { links: object({ self: link }) }
  const schema = object({ ...self, items: listOf(object({ account_id: integer })) })
  type Page = { links: { self: string }; items: { account_id: number }[] }
  const about = '/accounts/{accountId}/balances'
  const { links, items } = makeOf('Balances', schema, { about }) as Page
  expect(links.self).toBe(`https://api.example.com/accounts/${items[0]?.account_id}/balances`)
})

test('totals add up', () => {
  const line = object({ total: number, quantity: integer, unitPrice: number })
  const schema = object({
    total: number,
    tax: number,
    shipping: number,
    subtotal: number,
    items: listOf(line),
  })
  type Line = { total: number; quantity: number; unitPrice: number }
  type Order = { total: number; tax: number; shipping: number; subtotal: number; items: Line[] }
  holds('Order', schema, (order: Order) => {
    for (const { total, quantity, unitPrice } of order.items) {
      expect(total).toBeCloseTo(quantity * unitPrice, 2)
    }
    const sum = order.items.reduce((all, { total }) => all + total, 0)
    expect(order.subtotal).toBeCloseTo(sum, 2)
    expect(order.total).toBeCloseTo(order.subtotal + order.tax + order.shipping, 2)
  })
})

test('totals written as text add up as well', () => {
  const schema = object({ ...texts('total', 'price'), quantity: integer })
  type Line = { total: string; price: string; quantity: number }
  holds('CartItem', schema, ({ total, price, quantity }: Line) => {
    expect(total).toBe((Math.round(Number(price) * quantity * 100) / 100).toFixed(2))
  })
})

test('numbers called by a plural are small enough to count things', () => {
  holds('House', object({ doors: integer, open_slots: integer }), ({ doors, open_slots }) => {
    expect(Math.max(Number(doors), Number(open_slots))).toBeLessThanOrEqual(40)
  })
})

test('counts tell how long the lists are', () => {
  const schema = object({
    meta: object({ total: integer, page: integer, per_page: integer, total_pages: integer }),
    tag_count: integer,
    tags: { type: 'array', items: { type: 'string' }, minItems: 1 },
  })
  type Page = { meta: Record<string, number>; tags: string[]; tag_count: number }
  holds('Page', schema, ({ meta, tags, tag_count }: Page) => {
    expect(tag_count).toBe(tags.length)
    expect(meta).toEqual({ total: tags.length, page: 1, per_page: 20, total_pages: 1 })
  })
})

const placeNames = ['postalCode', 'city', 'country_code', 'country', 'currency', 'timezone']

test('an address is in one place', () => {
  const known = new Map<string, string>()
  holds('Address', object(texts(...placeNames)), (address: Record<string, string>) => {
    const rest = JSON.stringify(address)
    const city = address['city'] ?? ''
    expect(rest).toBe(known.get(city) ?? rest)
    known.set(city, rest)
  })
  expect(known.size).toBeGreaterThan(5)
})

test('an address follows the country that the schema gives', () => {
  const schema = object({ ...texts(...placeNames), country_code: { type: 'string', const: 'DE' } })
  holds('Address', schema, (address: Record<string, string>) => {
    expect(address).toMatchObject({
      country: 'Germany',
      currency: 'EUR',
      timezone: 'Europe/Berlin',
    })
    expect(address['city']).toMatch(/Berlin|Hamburg/)
  })
})
