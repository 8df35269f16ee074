import { expect, test } from 'vitest'
import { id, type Json, json, listOf, ref, start, takes } from './library-for-tests.ts'

const name = { type: 'string', minLength: 1 }
const room = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name, lit: { type: 'boolean' } },
}
const roomId = { name: 'roomId', in: 'path', required: true, schema: { type: 'string' } }
const rooms = {
  '/rooms/{roomId}': {
    parameters: [roomId],
    get: { responses: { 200: json(room) } },
    put: { ...takes(room), responses: { 200: json(room) } },
    delete: { responses: { 204: { description: '' } } },
  },
  '/rooms/{roomId}/books': {
    parameters: [roomId],
    get: { responses: { 200: json(listOf(ref('Book'))) } },
    post: { ...takes(ref('Book')), responses: { 201: json(ref('Book')) } },
  },
  '/rooms/{roomId}/books/{id}': {
    parameters: [roomId, id],
    get: { responses: { 200: json(ref('Book')) } },
  },
}

test('where nothing lists or creates items, there is one under every id until it is removed', async () => {
  const app = await start(rooms, { stateSave: true })
  const first = await app.ask('GET', '/rooms/north')
  expect(first).toMatchObject({ status: 200, body: { id: 'north' } })
  expect((await app.ask('GET', '/rooms/north')).body).toEqual(first.body)
  expect((await app.ask('GET', '/rooms/south')).body).not.toMatchObject({
    name: Object(first.body)['name'],
  })
  expect(app.mock.state.report().collections[0]).toMatchObject({ name: 'rooms', changed: false })

  const put = { id: 'north', name: 'Reading room', lit: true }
  expect((await app.ask('PUT', '/rooms/north', put)).body).toEqual(put)
  expect((await app.ask('GET', '/rooms/north')).body).toEqual(put)
  expect((await app.ask('DELETE', '/rooms/north')).status).toBe(204)
  expect((await app.ask('DELETE', '/rooms/west')).status).toBe(204)
  app.mock.state.flush()
  const again = await start(rooms, { stateSave: true }, app.disk)
  for (const { ask } of [app, again]) {
    expect((await ask('GET', '/rooms/north')).status).toBe(404)
    expect((await ask('DELETE', '/rooms/west')).status).toBe(404)
    expect((await ask('GET', '/rooms/south')).status).toBe(200)
  }
  app.mock.state.reset()
  expect((await app.ask('GET', '/rooms/north')).body).toEqual(first.body)
})

test('what is below such an item comes and goes with it', async () => {
  const app = await start(rooms)
  const books = '/rooms/east/books'
  expect((await app.ask('GET', books)).body).toHaveLength(3)
  const made: Json = (await app.ask('POST', books, { title: 'New', authorId: 1 })).body
  const path = `${books}/${made['id']}`
  expect((await app.ask('GET', path)).body).toEqual(made)
  await app.ask('DELETE', '/rooms/east')
  expect((await app.ask('GET', path)).status).toBe(404)
  expect((await app.ask('GET', books)).status).toBe(404)
})

test.each<[string, Json, Json]>([
  ['a PUT that says that it creates', { 201: json(room) }, {}],
  ['a seed of the user', {}, { rooms: { seed: [{ id: 'north', name: 'North' }] } }],
])('%s says which items there are', async (_, responses, collections) => {
  const item = rooms['/rooms/{roomId}']
  const put = { ...item.put, responses: { ...item.put.responses, ...responses } }
  const paths = { ...rooms, '/rooms/{roomId}': { ...item, put } }
  const app = await start(paths, {}, { corrections: { collections } })
  expect((await app.ask('GET', '/rooms/south')).status).toBe(404)
})

test('a DELETE whose query has to name things removes these and not the item', async () => {
  const tags = { name: 'tag', in: 'query', required: true, schema: listOf({ type: 'string' }) }
  const item = rooms['/rooms/{roomId}']
  const remove = { ...item.delete, parameters: [tags] }
  const app = await start({ '/rooms/{roomId}': { ...item, delete: remove } })
  expect((await app.ask('DELETE', '/rooms/north?tag=a')).status).toBe(204)
  expect((await app.ask('GET', '/rooms/north')).status).toBe(200)
})
