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

const gone = { responses: { 204: { description: '' } } }
const one = { get: answers(user), put: { ...takes(user), ...answers(user) }, delete: gone }

test('items behind two parameters in a row belong to what lists them', async () => {
  const paths = {
    '/users/{region}': {
      get: answers(object({ users: listOf(user) })),
      post: { ...takes(user), ...answers(user, 201) },
      delete: gone,
    },
    '/users/{region}/{id}': one,
    '/users/{region}/{id}/emails': { get: answers(listOf(object({ id: {}, address: {} }))) },
  }
  expect(await collectionsOf(paths)).toMatchObject([
    {
      name: 'users',
      path: '/users/{region}',
      itemPath: '/users/{region}/{id}',
      id: '/id',
      listAt: '/users',
      roles: [
        'GET list',
        'GET read',
        'POST create',
        'PUT replace',
        'DELETE remove',
        'DELETE remove',
      ],
    },
  ])
})

test('items behind two parameters that nothing lists are known from elsewhere', async () => {
  const repo = { '/repos/{owner}/{repo}': one, '/repos/{owner}/{repo}/hooks': crud['/users'] }
  expect(await collectionsOf(repo)).toMatchObject([
    { name: 'repos', path: '/repos/{owner}', roles: ['GET read', 'PUT replace', 'DELETE remove'] },
    { name: 'repos.hooks', parent: 'repos' },
  ])
})

test('behind three parameters the last one is the id', async () => {
  const paths = {
    '/users/{country}/{region}': { get: answers(listOf(user)) },
    '/users/{country}/{region}/{id}': one,
  }
  expect(await collectionsOf(paths)).toMatchObject([
    { path: '/users/{country}/{region}', itemPath: '/users/{country}/{region}/{id}' },
  ])
})

const part = object({ text: { type: 'string' }, size: { type: 'integer' } })
test.each<[string, Json]>([
  ['the first one is the id of a listed thing', crud],
  ['what the first one leads to is shown', { '/users/{userId}': crud['/users/{userId}'] }],
])('what is behind an item is a part of it where %s', async (_, paths) => {
  const more = { '/users/{id}/{field}': { get: answers(part), put: takes(part), delete: gone } }
  const found = await collectionsOf({ ...paths, ...more })
  expect(found).toMatchObject([{ itemPath: '/users/{userId}' }])
})
