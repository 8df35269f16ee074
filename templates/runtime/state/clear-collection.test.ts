import { expect, test } from 'vitest'
import {
  answers,
  collectionsOf,
  crud,
  type Json,
  listOf,
  object,
  takes,
  user,
} from './collections-for-tests.ts'
import {
  id,
  json,
  library,
  listOf as list,
  ref,
  takes as sends,
  start,
  why,
} from './library-for-tests.ts'

const gone = { responses: { 204: { description: '' } } }
const inQuery = (name: string, schema: Json = { type: 'string' }, required = false) => ({
  name,
  in: 'query',
  required,
  schema,
})
/** The library with a DELETE on the path of its books. */
const cleared = (operation: Json) => ({
  ...library,
  '/books': { ...library['/books'], delete: { ...gone, ...operation } },
})

interface Book {
  id: number
  title: string
}
type App = Awaited<ReturnType<typeof start>>
const books = async (app: App): Promise<Book[]> => (await app.ask('GET', '/books')).body
const titles = (all: readonly Book[]) => all.map(({ title }) => title)

test('a DELETE on the path of a collection empties it, what is below its items too', async () => {
  const app = await start(cleared({}))
  const first = (await books(app))[0]?.id
  expect((await app.ask('GET', `/books/${first}/reviews`)).status).toBe(200)
  expect((await app.ask('DELETE', '/books')).status).toBe(204)
  expect(why(app)).toMatchObject([{ message: '5 items of collection books were removed.' }])
  expect(await books(app)).toEqual([])
  expect((await app.ask('GET', `/books/${first}/reviews`)).status).toBe(404)
})

test('only what its query asks for goes', async () => {
  const app = await start(cleared({ parameters: [inQuery('title'), inQuery('bookId')] }))
  for (const title of ['a', 'b', 'a']) await app.ask('POST', '/books', { title, authorId: 1 })
  await app.ask('DELETE', '/books?title=a')
  const left = await books(app)
  expect(titles(left)).toContain('b')
  expect(titles(left)).not.toContain('a')
  await app.ask('DELETE', `/books?bookId=${left[0]?.id}`)
  expect(await books(app)).toEqual(left.slice(1))
})

test.each([
  ['says something else', [inQuery('shelf')], '?shelf=3'],
  ['is empty', [inQuery('title')], '?title='],
])('nothing goes where its query %s', async (_, parameters, query) => {
  const app = await start(cleared({ parameters }))
  const before = await books(app)
  expect((await app.ask('DELETE', `/books${query}`)).status).toBe(204)
  expect(why(app)).toMatchObject([{ message: expect.stringContaining('The state cannot answer') }])
  expect(await books(app)).toEqual(before)
})

test.each<[string, Json, (ids: number[]) => unknown]>([
  ['a list of ids', list({ type: 'integer' }), (ids) => ids],
  ['ids in a member', object({ books: list({ type: 'integer' }) }), (books) => ({ books })],
  ['things', list(ref('Book')), (ids) => ids.map((one) => ({ id: one, title: 't', authorId: 1 }))],
])('what its body names goes: %s', async (_, schema, body) => {
  const app = await start(cleared({ ...sends(schema) }))
  const all = await books(app)
  await app.ask('DELETE', '/books', body(all.slice(0, 2).map((each) => each.id)))
  expect(await books(app)).toEqual(all.slice(2))
})

test('one thing is shown where one thing went, and the usual answer where many did', async () => {
  const shown = { parameters: [inQuery('bookId')], responses: { 200: json(ref('Book')) } }
  const app = await start(cleared(shown))
  const [one] = await books(app)
  expect((await app.ask('DELETE', `/books?bookId=${one?.id}`)).body).toEqual(one)
  expect((await app.ask('DELETE', '/books')).status).toBe(200)
  expect(await books(app)).toEqual([])
})

test.each<[string, Json]>([
  ['a query that has to say something else', { parameters: [inQuery('at', {}, true)], ...gone }],
  ['a body that names no items', { ...takes(object({ reason: {} })), ...gone }],
])('with %s it is answered by the spec', async (_, operation) => {
  const paths = { ...crud, '/users': { ...crud['/users'], delete: operation } }
  const [users] = await collectionsOf(paths)
  expect(users?.roles.filter((role) => role.startsWith('DELETE'))).toEqual(['DELETE remove'])
  const free = { ...crud, '/users': { ...crud['/users'], delete: gone } }
  const [other] = await collectionsOf(free)
  expect(other?.roles.filter((role) => role.startsWith('DELETE'))).toHaveLength(2)
})

test('it makes no collection of what is none without it', async () => {
  expect(await collectionsOf({ '/visits': { get: answers(listOf(user)), delete: gone } })).toEqual(
    [],
  )
})

test('a list of things that is sent creates each, and puts those in place whose ids are there', async () => {
  const own = { ...ref('Author') }
  const app = await start({
    '/authors': {
      get: { responses: { 200: json(list(own)) } },
      post: { ...sends(list(own)), responses: { 201: json(list(own)) } },
    },
    '/authors/{id}': { parameters: [id], get: { responses: { 200: json(own) } } },
  })
  const sent = [
    { id: 901, name: 'a' },
    { id: 902, name: 'b' },
  ]
  expect((await app.ask('POST', '/authors', sent)).body).toEqual(sent)
  await app.ask('POST', '/authors', [{ id: 901, name: 'c' }])
  expect((await app.ask('GET', '/authors/901')).body).toEqual({ id: 901, name: 'c' })
  expect((await app.ask('GET', '/authors')).body).toContainEqual(sent[1])
})

test('what declares 201 beside items creates one, whatever it is made of', async () => {
  const paths = (status: number, operationId: string) => ({
    ...crud,
    '/users': {
      get: crud['/users'].get,
      post: {
        operationId,
        ...takes(object({ invitation: {} })),
        responses: { [status]: { description: '' } },
      },
    },
  })
  const rolesOf = async (status: number, name: string) =>
    (await collectionsOf(paths(status, name)))[0]?.roles
  expect(await rolesOf(201, 'accept')).toContain('POST create')
  expect(await rolesOf(200, 'accept')).not.toContain('POST create')
  expect(await rolesOf(201, 'importUsers')).not.toContain('POST create')
})
