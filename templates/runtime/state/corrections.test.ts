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

test('a correction says where id, list and item are, and what to leave alone', async () => {
  const paths = {
    ...crud,
    '/logs': { get: answers(listOf(user)), post: { ...takes(user), ...answers(user) } },
  }
  const corrections = {
    users: { id: '/email', seed: 0, operations: { getUser: 'none' } },
    logs: { off: true },
  }
  expect(await collectionsOf(paths, corrections)).toMatchObject([
    { name: 'users', id: '/email', corrected: true, level: 'high', itemAt: null },
    { name: 'logs', off: true },
  ])
})

test('a correction makes a collection that was not found', async () => {
  const paths = {
    '/fetch': { get: { operationId: 'fetchAll', ...answers(object({ out: listOf(user) })) } },
    '/put': { post: { operationId: 'putOne', ...takes(user), ...answers(user) } },
  }
  const corrections = {
    people: { id: '/id', operations: { fetchAll: 'list', putOne: 'create' } },
  }
  expect(await collectionsOf(paths, corrections)).toMatchObject([
    { name: 'people', path: '/fetch', listAt: '/out', roles: ['GET list', 'POST create'] },
  ])
})

test.each<[Json, string]>([
  [{ users: { id: '/nothing' } }, 'items have no member'],
  [{ users: { operations: { nothing: 'list' } } }, 'no operation "nothing"'],
  [{ users: { parent: 'nothing' } }, 'no collection "nothing"'],
  [{ others: {} }, 'there is no such collection'],
  [{ users: { id: 'id' } }, 'data/collections.json.collections["users"].id must be a JSON pointer'],
  [{ users: { seed: -1 } }, 'seed must be a whole number'],
  [{ users: { operations: { getUser: 'eat' } } }, 'one of list, create'],
  [{ users: { colour: 'red' } }, 'colour must be left out; known are off, id'],
])('the correction %j is refused with a reason', async (corrections, message) => {
  await expect(collectionsOf(crud, corrections)).rejects.toThrow(message)
})
