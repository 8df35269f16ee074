import { expect, test } from 'vitest'
import {
  id,
  type Json,
  json,
  library,
  listOf,
  ref,
  start,
  takes,
  why,
} from './library-for-tests.ts'

test('seeds have ids of their own and refer to what is there', async () => {
  const app = await start()
  const authors: Json[] = (await app.ask('GET', '/authors')).body
  const books: Json[] = (await app.ask('GET', '/books')).body
  const reviews: Json[] = (await app.ask('GET', '/books/2/reviews')).body
  expect(authors.map((each) => each['id'])).toEqual([1, 2, 3, 4, 5])
  expect(new Set(reviews.map((each) => each['id'])).size).toBe(3)
  for (const each of books) {
    expect((await app.ask('GET', `/authors/${each['authorId']}`)).status).toBe(200)
  }
  expect(reviews.map((each) => each['bookId'])).toEqual([2, 2, 2])
})

test('the same seed gives the same data, another one other data', async () => {
  const text = async (seed: number) =>
    (await (await start(library, { seed })).ask('GET', '/books')).text
  expect(await text(1)).toBe(await text(1))
  expect(await text(1)).not.toBe(await text(2))
})

test('what the spec shows as examples is there', async () => {
  const example = { id: 77, title: 'Emma', authorId: 1 }
  const broken = { id: 78, title: '' }
  const app = await start({
    ...library,
    '/books': {
      get: { responses: { 200: json(listOf(ref('Book')), { example: [example, broken] }) } },
    },
  })
  expect((await app.ask('GET', '/books/77')).body).toMatchObject({ title: 'Emma' })
  expect((await app.ask('GET', '/books/78')).body).not.toMatchObject({ title: '' })
  expect((await app.ask('GET', '/books')).body).toHaveLength(5)
})

test('what is below an item comes and goes with it', async () => {
  const app = await start()
  const made: Json = (await app.ask('POST', '/books', { title: 'New', authorId: 1 })).body
  const reviews = `/books/${made['id']}/reviews`
  expect((await app.ask('GET', reviews)).body).toEqual([])
  const review = await app.ask('POST', reviews, { text: 'Good' })
  expect(review.body).toMatchObject({ text: 'Good', bookId: made['id'] })
  expect((await app.ask('GET', reviews)).body).toEqual([review.body])
  expect((await app.ask('DELETE', `/books/${made['id']}`)).status).toBe(204)
  expect((await app.ask('GET', reviews)).status).toBe(404)
  expect((await app.ask('POST', reviews, { text: 'Late' })).status).toBe(404)
  expect(why(app)?.[0]).toMatchObject({ verdict: 'fail' })
})

test('an id that is taken is a conflict, a seed gives way where none is declared', async () => {
  const app = await start()
  expect((await app.ask('POST', '/authors', { id: 1, name: 'Ada' })).status).toBe(201)
  expect((await app.ask('GET', '/authors/1')).body).toEqual({ id: 1, name: 'Ada' })
  const again = await app.ask('POST', '/authors', { id: 1, name: 'Eve' })
  expect([again.status, again.headers.get('content-type')]).toEqual([
    409,
    'application/problem+json',
  ])
  expect((await app.ask('GET', '/authors')).body).toHaveLength(5)
  expect((await app.ask('POST', '/authors', { id: 40, name: 'Eve' })).headers.get('location')).toBe(
    '/authors/40',
  )
  expect((await app.ask('POST', '/authors', { name: 'Next', id: 41 })).body).toMatchObject({
    id: 41,
  })
})

test("what only the server sets is not the client's to set", async () => {
  const app = await start()
  const sent = { title: 'New', authorId: 1, id: 99, addedAt: '1999-01-01T00:00:00Z' }
  const made: Json = (await app.ask('POST', '/books', sent)).body
  expect(made).toMatchObject({ id: 6, title: 'New' })
  expect(made['addedAt']).not.toBe(sent.addedAt)
  const type = { 'content-type': 'application/merge-patch+json' }
  const changed = await app.ask('PATCH', '/books/6', { ...sent, title: 'Other' }, type)
  expect(changed.body).toEqual({ ...made, title: 'Other' })
})

test('a JSON patch is applied as a whole or not at all', async () => {
  const app = await start()
  const type = { 'content-type': 'application/json-patch+json' }
  const patch = (...steps: Json[]) => app.ask('PATCH', '/books/1', steps, type)
  const before: Json = (await app.ask('GET', '/books/1')).body
  const changed = await patch({ op: 'replace', path: '/title', value: 'Other' })
  expect([changed.status, changed.body]).toEqual([200, { ...before, title: 'Other' }])
  expect((await patch({ op: 'test', path: '/title', value: 'x' })).status).toBe(409)
  expect((await patch({ op: 'remove', path: '/colour' })).status).toBe(422)
  // Without a title it would be no book.
  expect((await patch({ op: 'remove', path: '/title' })).status).toBe(422)
  // The id is the server's.
  expect((await patch({ op: 'replace', path: '/id', value: 9 })).body).toMatchObject({ id: 1 })
  expect((await app.ask('GET', '/books/1')).body).toEqual({ ...before, title: 'Other' })
})

test('Prefer and the rules of a scenario go before the state, the spec comes after it', async () => {
  const app = await start()
  await app.ask('DELETE', '/books/1')
  const preferred = await app.ask('GET', '/books/1', undefined, { prefer: 'code=200' })
  expect(preferred.status).toBe(200)
  expect((await app.ask('GET', '/books/1', undefined, { prefer: 'dynamic=true' })).status).toBe(200)
  expect((await app.ask('GET', '/books/1')).status).toBe(404)
  app.mock.replaceScenarios(
    [
      {
        name: 'teapot',
        description: '',
        derived: false,
        defaults: {},
        rules: [{ when: { operation: 'book' }, answer: { status: 418 } }],
      },
      { name: 'empty', description: '', derived: true, defaults: { generate: 'empty' }, rules: [] },
    ],
    'teapot',
  )
  expect((await app.ask('GET', '/books/2')).status).toBe(418)
  expect((await app.ask('GET', '/books')).body).toHaveLength(4)
  const empty = await app.ask('GET', '/books', undefined, { 'x-mock-scenario': 'empty' })
  expect(empty.body).toEqual([])
})

test('the trace says what the state did', async () => {
  const app = await start()
  await app.ask('POST', '/books', { title: 'New', authorId: 1 })
  expect(app.records.at(-1)?.answer.reason).toBe('state: created books 6')
  expect(why(app)).toEqual([
    { stage: 'state', verdict: 'pass', message: 'Item 6 of collection books was created.' },
  ])
  await app.ask('GET', '/books/99')
  expect(why(app)).toEqual([
    { stage: 'state', verdict: 'fail', message: 'There is no item "99" in books.' },
  ])
})

test('where no valid answer can be made of what is stored, the usual one is given', async () => {
  const list = { ...listOf(ref('Book')), minItems: 5 }
  const app = await start({ ...library, '/books': { get: { responses: { 200: json(list) } } } })
  await app.ask('DELETE', '/books/1')
  const answer = await app.ask('GET', '/books')
  expect(answer.status).toBe(200)
  expect(why(app)).toEqual([
    {
      stage: 'state',
      verdict: 'fail',
      message:
        'The state cannot answer: the body must have at least 5 items, has 4. The usual answer is given.',
    },
  ])
})

test('a client that takes no declared type changes nothing', async () => {
  const app = await start()
  const refused = await app.ask(
    'POST',
    '/books',
    { title: 'New', authorId: 1 },
    { accept: 'image/png' },
  )
  expect(refused.status).toBe(406)
  expect((await app.ask('GET', '/books')).body).toHaveLength(5)
})

test('a request that breaks the spec changes nothing, unless validation is off', async () => {
  const strict = await start()
  expect((await strict.ask('POST', '/books', { title: '' })).status).toBe(422)
  expect((await strict.ask('GET', '/books')).body).toHaveLength(5)
  const lax = await start(library, { validate: 'off' })
  const made = await lax.ask('POST', '/books', { title: '' })
  expect(made.status).toBe(201)
  // What is stored is shown as the schema wants it.
  expect(String(Object(made.body)['title']).length).toBeGreaterThan(0)
  expect((await lax.ask('GET', '/books/6')).body).toEqual(made.body)
})

test('where only failures are declared, the usual success is sent', async () => {
  const app = await start({
    ...library,
    '/books': {
      ...library['/books'],
      post: { ...takes(ref('Book')), responses: { 400: { description: '' } } },
    },
  })
  const made = await app.ask('POST', '/books', { title: 'New', authorId: 1 })
  expect([made.status, made.headers.get('location')]).toEqual([201, '/books/6'])
  expect(made.body).toMatchObject({ id: 6, title: 'New', authorId: 1 })
})

test('PUT creates what is not there where nothing else creates', async () => {
  const flag = {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, on: { type: 'boolean' } },
  }
  const name = { name: 'name', in: 'path', required: true, schema: { type: 'string' } }
  const app = await start({
    '/flags': { get: { responses: { 200: json(listOf(flag)) } } },
    '/flags/{name}': {
      parameters: [name],
      get: { responses: { 200: json(flag) } },
      put: { ...takes(flag), responses: { 200: json(flag), 201: json(flag) } },
    },
  })
  const put = (on: boolean) => app.ask('PUT', '/flags/dark%20mode', { name: 'dark mode', on })
  expect((await put(true)).status).toBe(201)
  const replaced = await put(false)
  expect([replaced.status, replaced.body]).toEqual([200, { name: 'dark mode', on: false }])
  expect((await app.ask('GET', '/flags/dark%20mode')).body).toEqual({
    name: 'dark mode',
    on: false,
  })
})

test('what is counted below each item begins at 1', async () => {
  const issue = {
    type: 'object',
    required: ['number', 'title'],
    properties: { number: { type: 'integer', readOnly: true }, title: { type: 'string' } },
  }
  const path = '/books/{id}/issues'
  const number = { ...id, name: 'issueNumber' }
  const app = await start({
    ...library,
    [path]: { parameters: [id], get: { responses: { 200: json(listOf(issue)) } } },
    [`${path}/{issueNumber}`]: {
      parameters: [id, number],
      get: { responses: { 200: json(issue) } },
    },
  })
  for (const book of [1, 2]) {
    const issues: Json[] = (await app.ask('GET', `/books/${book}/issues`)).body
    expect(issues.map((each) => each['number'])).toEqual([1, 2, 3])
  }
})

test('a parameter that is called as a member is a filter, though others of its name are none', async () => {
  const properties = {
    id: { type: 'integer' },
    direction: { enum: ['in', 'out'] },
    text: { type: 'boolean' },
  }
  const message = { type: 'object', required: ['id', 'direction', 'text'], properties }
  const query = (name: string, schema: Json) => ({ name, in: 'query', schema })
  const app = await start({
    '/messages': {
      get: {
        parameters: [
          query('direction', properties.direction),
          query('text', properties.text),
          query('q', { type: 'string' }),
        ],
        responses: { 200: json(listOf(message)) },
      },
    },
    '/messages/{id}': { parameters: [id], get: { responses: { 200: json(message) } } },
  })
  const items = [1, 2, 3, 4].map((number) => ({
    id: number,
    direction: number % 2 ? 'in' : 'out',
    text: number > 2,
  }))
  app.mock.state.correct({ collections: { messages: { seed: items } } })
  const list = async (asked: string) => (await app.ask('GET', `/messages?${asked}`)).body
  expect(await list('direction=out')).toEqual([items[1], items[3]])
  expect(await list('text=true&direction=in')).toEqual([items[2]])
  expect(await list('q=out')).toEqual([items[1], items[3]])
})
