import { expect, test } from 'vitest'
import { id, type Json, json, library, start, why } from './library-for-tests.ts'

const said = { type: 'object', required: ['done'], properties: { done: { const: true } } }
const actions = {
  ...library,
  '/books/{id}/lend': {
    post: {
      operationId: 'lend',
      parameters: [id],
      responses: { 200: json(said), 404: json({ type: 'object', required: ['code'] }) },
    },
  },
  '/authors/{id}': {
    parameters: [id],
    get: { operationId: 'author', responses: { 200: json({ type: 'string' }) } },
    delete: { responses: { 204: { description: '' } } },
  },
}

test('what the spec answers of an item needs the item to be there', async () => {
  const app = await start(actions)
  const made: Json = (await app.ask('POST', '/books', { title: 'New', authorId: 1 })).body
  const path = `/books/${made['id']}/lend`
  expect(await app.ask('POST', path)).toMatchObject({ status: 200, body: { done: true } })
  await app.ask('DELETE', `/books/${made['id']}`)
  expect(await app.ask('POST', path)).toMatchObject({
    status: 404,
    body: { code: expect.anything() },
  })
  expect(why(app)).toMatchObject([{ message: `There is no item "${made['id']}" in books.` }])

  expect((await app.ask('GET', '/authors/1')).status).toBe(200)
  await app.ask('DELETE', '/authors/1')
  const gone = await app.ask('GET', '/authors/1')
  expect([gone.status, gone.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
})

test('an operation that the user takes out answers for any id', async () => {
  const corrections = { collections: { books: { operations: { lend: 'none' } } } }
  const app = await start(actions, {}, { corrections })
  expect((await app.ask('POST', '/books/999/lend')).status).toBe(200)
  expect((await app.ask('GET', '/books/999')).status).toBe(404)
})
