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

const batch = (items: Json) => ({ type: 'object', properties: { books: listOf(items) } })

test('each item of a list that is sent is created', async () => {
  const { '/books': books, ...others } = library
  const post = { ...takes(batch(ref('Book'))), responses: { 200: json(batch(ref('Book'))) } }
  const app = await start({ ...others, '/books': { ...books, post } })
  const sent = ['Emma', 'Persuasion'].map((title) => ({ title, authorId: 1 }))
  const made: { books: Json[] } = (await app.ask('POST', '/books', { books: sent })).body
  expect(made.books).toMatchObject(sent)
  for (const each of made.books) {
    expect((await app.ask('GET', `/books/${each['id']}`)).body).toEqual(each)
  }
  expect((await app.ask('GET', '/books')).body).toHaveLength(7)
  await app.ask('POST', '/books', { books: [] })
  expect(why(app)?.[0]).toMatchObject({ verdict: 'fail' })
  expect((await app.ask('GET', '/books')).body).toHaveLength(7)
})

test('of several items all are created or none', async () => {
  const authors = { type: 'object', properties: { authors: listOf(ref('Author')) } }
  const post = {
    ...takes(authors),
    responses: { 200: json(authors), 409: json({ type: 'object' }) },
  }
  const app = await start({ ...library, '/authors': { ...library['/authors'], post } })
  const [free, taken] = [
    { id: 70, name: 'Ada' },
    { id: 1, name: 'Eve' },
  ]
  expect((await app.ask('POST', '/authors', { authors: [free, taken] })).status).toBe(409)
  expect((await app.ask('POST', '/authors', { authors: [free, free] })).status).toBe(409)
  expect((await app.ask('GET', '/authors/70')).status).toBe(404)
  expect((await app.ask('POST', '/authors', { authors: [free] })).body).toEqual({ authors: [free] })
})

test('what was created is shown with 200 where 201 has no body', async () => {
  const { '/books': books, ...others } = library
  const responses = { 200: json(ref('Book')), 201: { description: 'Created' } }
  const app = await start({ ...others, '/books': { ...books, post: { ...books.post, responses } } })
  const made = await app.ask('POST', '/books', { title: 'Emma', authorId: 1 })
  expect(made).toMatchObject({ status: 200, body: { title: 'Emma' } })
})

test('a create that answers with a single value answers with the id', async () => {
  const { '/books': books, ...others } = library
  const made = async (schema: Json, more: Json = {}) => {
    const post = { ...books.post, responses: { 200: json(schema, more) } }
    const app = await start({ ...others, '/books': { ...books, post } })
    const { body } = await app.ask('POST', '/books', { title: 'Emma', authorId: 1 })
    return [body, (await app.ask('GET', '/books/6')).status]
  }
  expect(await made({ type: 'integer' })).toEqual([6, 200])
  expect(await made({ type: 'string' }, { example: 'Done.' })).toEqual(['Done.', 200])
  expect(await made({ type: 'boolean' })).toEqual([expect.any(Boolean), 200])
})

test('what an operation takes is kept though the item calls it read-only', async () => {
  const sent = (...required: string[]) => ({
    type: 'object',
    required,
    properties: { title: { type: 'string' }, addedAt: { type: 'string', format: 'date-time' } },
  })
  const patch = { ...takes(sent()), responses: { 200: json(ref('Book')) } }
  const app = await start({
    ...library,
    '/books': {
      ...library['/books'],
      post: { ...takes(sent('title')), responses: { 201: json(ref('Book')) } },
    },
    '/books/{id}': { ...library['/books/{id}'], patch },
  })
  const [first, second] = ['2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z']
  const made: Json = (await app.ask('POST', '/books', { title: 'Emma', addedAt: first })).body
  expect(made).toMatchObject({ title: 'Emma', addedAt: first })
  const changed = await app.ask('PATCH', `/books/${made['id']}`, { addedAt: second })
  expect(changed.body).toEqual({ ...made, addedAt: second })
})

test('a member that no value satisfies is left out, and the others stay', async () => {
  const open = { type: 'object' }
  const note = (scope: Json) => ({
    type: 'object',
    required: ['id', 'text'],
    properties: { id: { type: 'integer', readOnly: true }, text: { type: 'string' }, scope },
  })
  const shown = note({ oneOf: [open, { ...open, properties: { a: {} } }] })
  const app = await start({
    '/notes': {
      get: { responses: { 200: json(listOf(shown)) } },
      post: { ...takes(note(open)), responses: { 201: json(shown) } },
    },
    '/notes/{id}': { parameters: [id], get: { responses: { 200: json(shown) } } },
  })
  const made: Json = (await app.ask('POST', '/notes', { text: 'Mine', scope: {} })).body
  expect(made).toEqual({ id: made['id'], text: 'Mine' })
  expect((await app.ask('GET', `/notes/${made['id']}`)).body).toEqual(made)
  expect((await app.ask('GET', '/notes')).body).toContainEqual(made)
})

test('what is sent is kept where items hold it, at the top or in a member of theirs', async () => {
  const text = { type: 'string', minLength: 1 }
  const inner = { title: text, text, pinned: { type: 'boolean' } }
  const attributes = { type: 'object', required: ['title', 'text'], properties: inner }
  const shown = {
    type: 'object',
    required: ['id', 'attributes'],
    properties: { id: text, kind: text, attributes },
  }
  const note = takes({ type: 'object', properties: { ...inner, kind: text } })
  const app = await start({
    '/notes': {
      get: { responses: { 200: json(listOf(shown)) } },
      post: { ...note, responses: { 201: json(shown) } },
    },
    '/notes/{id}': {
      parameters: [{ ...id, schema: text }],
      get: { responses: { 200: json(shown) } },
      put: { ...note, responses: { 200: json(shown) } },
      patch: { ...note, responses: { 200: json(shown) } },
    },
  })
  const [one, two] = [
    { title: 'One', text: 'First', pinned: true },
    { title: 'Two', text: 'Second' },
  ]
  const made: Json = (await app.ask('POST', '/notes', { ...one, kind: 'memo' })).body
  expect(made).toEqual({ id: made['id'], kind: 'memo', attributes: one })
  const path = `/notes/${made['id']}`
  await app.ask('PATCH', path, { text: 'Other' })
  const changed = { ...made, attributes: { ...one, text: 'Other' } }
  expect((await app.ask('GET', path)).body).toEqual(changed)
  await app.ask('PUT', path, { ...two, kind: 'list' })
  expect((await app.ask('GET', path)).body).toEqual({
    id: made['id'],
    kind: 'list',
    attributes: two,
  })
})

test('a Location is sent as a URL where the spec asks for one', async () => {
  const { '/books': books, ...others } = library
  const headers = { Location: { schema: { type: 'string', format: 'url' } } }
  const responses = { 201: { ...json(ref('Book')), headers } }
  const app = await start({ ...others, '/books': { ...books, post: { ...books.post, responses } } })
  const made = await app.ask('POST', '/books', { title: 'Emma', authorId: 1 })
  expect(made.headers.get('location')).toBe(`${app.base}/books/6`)
})
