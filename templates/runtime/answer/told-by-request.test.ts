import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mediaOf, operationNamed, responseOf } from '#engine/scenarios/api-for-tests.ts'
import { type Ask, jsonOf, mockOf } from '#engine/scenarios/mock-for-tests.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import { memberNames, schemas } from '../generate/drawn-schemas-for-tests.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'

const json = 'application/json'
const text = { type: 'string' }
const whole = { type: 'integer' }

const objectOf = (properties: Record<string, JsonSchema>, more = {}) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  ...more,
})

function fresh(
  path: string,
  schema: JsonSchema,
  ask: Ask & { sent?: JsonSchema; parameters?: Operation['parameters'] } = {},
  method = 'GET',
): unknown {
  const operation: Operation = {
    ...operationNamed('op', method, path, [responseOf('200', [mediaOf(json, schema)])]),
    parameters: ask.parameters ?? [],
    ...(ask.sent === undefined
      ? {}
      : { requestBody: { required: true, content: [mediaOf(json, ask.sent)] } }),
  }
  const mock = mockOf([operation], { settings: { dynamic: true } })
  const body = jsonOf(mock.ask(ask))
  expect(mock.store.check(schema, 'response', body)).toEqual([])
  return body
}

const book = objectOf({ id: whole, title: text, url: { type: 'string', format: 'uri' } })

test('a fresh answer has the id of the path, and its links too', () => {
  const body = fresh('/books/{bookId}', book, { params: { bookId: '7' } })
  expect(body).toMatchObject({ id: 7, url: 'https://api.example.com/books/7' })
})

test.each([
  ['/books/{id}', objectOf({ id: text }), { id: '7' }],
  ['/books/{book}', objectOf({ id: { type: 'number' } }), { id: 7 }],
  [
    '/books/{isbn}',
    objectOf({ id: text, isbn: text }),
    { id: expect.not.stringMatching(/^7$/), isbn: '7' },
  ],
  [
    '/books/{book_id}',
    objectOf({ data: objectOf({ id: text, title: text }) }),
    { data: { id: '7' } },
  ],
  ["/Books('{id}')", objectOf({ ID: whole }), { ID: 7 }],
  ['/books/{id}', objectOf({ id: { anyOf: [whole, { type: 'null' }] } }), { id: 7 }],
])('the id of %s stands in the member that is called so', (path, schema, expected) => {
  const [name = ''] = /(?<=\{)\w+/.exec(path) ?? []
  expect(fresh(path, schema, { params: { [name]: '7' } })).toMatchObject(expected)
})

test('members that refer to a thing of the path have its id', () => {
  const page = objectOf({
    chapters: { type: 'array', minItems: 1, items: objectOf({ id: whole, book_id: whole }) },
  })
  const { chapters } = fresh('/books/{bookId}/chapters', page, { params: { bookId: '7' } }) as {
    chapters: { id: number; book_id: number }[]
  }
  expect(new Set(chapters.map(({ book_id }) => book_id))).toEqual(new Set([7]))
  expect(chapters.map(({ id }) => id)).not.toContain(7)
})

const list = (item: JsonSchema) => ({ type: 'array', minItems: 1, items: item })

test.each([
  [
    '/repos/{owner}/{repo}',
    { owner: 'ada', repo: 'web' },
    objectOf({
      id: whole,
      name: text,
      full_name: text,
      owner: objectOf({ login: text, id: whole }),
    }),
    { name: 'web', full_name: 'ada/web', owner: { login: 'ada' } },
  ],
  [
    '/rates/{base}/{date}',
    { base: 'CHF', date: '2026-03-01' },
    objectOf({ base: text, date: { type: 'string', format: 'date' } }),
    { base: 'CHF', date: '2026-03-01' },
  ],
  [
    '/weather/{city}',
    { city: 'Bern' },
    objectOf({ location: objectOf({ city: text }) }),
    { location: { city: 'Bern' } },
  ],
  ['/holidays/{year}', { year: '2031' }, list(objectOf({ year: whole })), [{ year: 2031 }]],
])('what the path says comes back: %s', (path, params, schema, expected) => {
  const body = fresh(path, schema, { params })
  expect(Array.isArray(body) ? body.slice(0, 1) : body).toMatchObject(expected)
})

test('what identifies a thing above is not that of each thing below', () => {
  const followers = list(objectOf({ username: text, name: text }))
  const body = fresh('/users/{username}/followers', followers, { params: { username: 'ada' } })
  expect(body).not.toContainEqual(expect.objectContaining({ username: 'ada' }))
})

const query = (name: string, schema: JsonSchema = text): Operation['parameters'][number] => ({
  name,
  in: 'query',
  required: false,
  description: '',
  style: 'form',
  explode: true,
  allowEmptyValue: false,
  schema,
})

test('a fresh list has as many items as the query asks for at most, and those it filters for', () => {
  const item = objectOf({
    id: whole,
    status: { enum: ['open', 'done'] },
    isPaid: { type: 'boolean' },
  })
  const schema = objectOf({
    page: whole,
    per_page: whole,
    total: whole,
    total_pages: whole,
    links: objectOf({ prev: { type: 'string', format: 'uri' } }),
    items: { type: 'array', items: item },
  })
  const parameters = [
    query('page', whole),
    query('per_page', whole),
    query('status'),
    query('is_paid'),
  ]
  const asked = 'page=3&per_page=1&status=done&is_paid=false'
  const body = fresh('/bills', schema, { query: asked, parameters })
  expect(body).toMatchObject({
    page: 3,
    per_page: 1,
    total: 3,
    total_pages: 3,
    links: { prev: 'https://api.example.com/bills?page=2' },
    items: [{ status: 'done', isPaid: false }],
  })
  const { items } = fresh('/bills', schema, { query: 'per_page=1', parameters }) as { items: [] }
  expect(items).toHaveLength(1)
})

test('a list keeps the items it must have, and values that no item may have are passed over', () => {
  const item = objectOf({ status: { enum: ['open', 'done'] } })
  const schema = { type: 'array', minItems: 2, items: item }
  const parameters = [query('limit'), query('status')]
  const body = fresh('/bills', schema, { query: 'limit=1&status=lost', parameters })
  expect(body).toHaveLength(2)
})

test('what a query asks for comes back where the answer has it', () => {
  const schema = objectOf({ query: objectOf({ to: text }), amount: { type: 'number' } })
  const parameters = [query('to'), query('amount', { type: 'number' })]
  const body = fresh('/convert', schema, { query: 'to=EUR&amount=12', parameters })
  expect(body).toEqual({ query: { to: 'EUR' }, amount: 12 })
})

test('an id that the schema does not allow is left out', () => {
  const strict = objectOf({ id: { type: 'string', pattern: '^bk_[0-9]{4}$' } })
  expect(fresh('/books/{id}', strict, { params: { id: 'x' } })).not.toEqual({ id: 'x' })
  const counted = objectOf({ id: { type: 'integer', maximum: 5 } })
  expect(fresh('/books/{id}', counted, { params: { id: '7' } })).not.toEqual({ id: 7 })
})

test('what is sent comes back where the answer may have it', () => {
  const sent = objectOf({
    title: text,
    pages: whole,
    tags: { type: 'array', items: text },
    labels: { type: 'object', additionalProperties: text },
    lines: { type: 'array', items: objectOf({ sku: text }) },
  })
  const shown = objectOf({
    ...sent.properties,
    id: { ...whole, readOnly: true },
    pages: { type: 'integer', maximum: 9 },
    lines: { type: 'array', items: objectOf({ id: whole, sku: text }) },
  })
  const body = {
    id: 12,
    title: 'Dune',
    pages: 800,
    tags: ['a', 'b', 'c', 'd'],
    labels: { shelf: 'B4' },
    lines: [{ sku: 'x' }],
    secret: true,
  }
  const answer = fresh('/books', objectOf({ data: shown }), { sent, body }, 'POST')
  const { pages: _, secret: __, id: ___, lines, ...same } = body
  expect(answer).toMatchObject({ data: { ...same, lines: [{ id: expect.any(Number), sku: 'x' }] } })
  const { data } = answer as { data: Record<string, unknown> }
  expect([data['id'] === 12, data['secret']]).toEqual([false, undefined])
})

test('the id of the path counts more than the one that is sent', () => {
  const ask = { params: { id: '7' }, body: { id: 8, title: 'Dune' }, sent: book }
  expect(fresh('/books/{id}', book, ask, 'PUT')).toMatchObject({ id: 7, title: 'Dune' })
})

test('an answer about something else repeats nothing', () => {
  const login = objectOf({ user: text, password: text })
  const session = objectOf({ token: text, expires: text, scope: text, kind: text })
  const body = { user: 'ada', password: 'x', kind: 'a' }
  expect(
    fresh('/search/{query}', objectOf({ id: text }), { params: { query: 'shoes' } }),
  ).not.toEqual({ id: 'shoes' })
  expect(fresh('/sessions', session, { sent: login, body }, 'POST')).not.toMatchObject({
    kind: 'a',
  })
})

test('static answers do not depend on the request', () => {
  const mock = mockOf([
    operationNamed('op', 'GET', '/books/{id}', [responseOf('200', [mediaOf(json, book)])]),
  ])
  expect(mock.ask({ params: { id: '7' } })).toBe(mock.ask({ params: { id: '8' } }))
})

test('whatever is told, fresh answers satisfy their schema, and the same request gets the same bytes', () => {
  const told = fc.record({
    all: schemas,
    id: fc.oneof(fc.nat().map(String), fc.string({ minLength: 1 })),
    body: fc.jsonValue({ maxDepth: 3 }),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH'),
    query: fc.dictionary(
      fc.constantFrom('limit', ...memberNames),
      fc.oneof(fc.nat().map(String), fc.string()),
    ),
  })
  fc.assert(
    fc.property(told, ({ all, id, body, method, query: asked }) => {
      const schema = { $ref: '#/schemas/A' }
      const operation: Operation = {
        ...operationNamed('op', method, '/a/{id}', [responseOf('200', [mediaOf(json, schema)])]),
        parameters: Object.keys(asked).map((name) => query(name)),
        requestBody: { required: true, content: [mediaOf(json, schema)] },
      }
      const request = { params: { id }, body, query: `${new URLSearchParams(asked)}` }
      const answer = () => {
        const mock = mockOf([operation], { schemas: all, settings: { dynamic: true } })
        // More often than plans are checked before they are trusted.
        return Array.from({ length: 16 }, () => {
          const given = mock.ask(request)
          const isSatisfiable = given.trace.every(({ verdict }) => verdict !== 'fail')
          if (isSatisfiable) expect(mock.store.check(schema, 'response', jsonOf(given))).toEqual([])
          return given.body?.toString()
        })
      }
      expect(answer()).toEqual(answer())
    }),
    { numRuns: 100 },
  )
})
