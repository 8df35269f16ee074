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

test('list and item with the same schema are a collection with high confidence', async () => {
  expect(await collectionsOf(crud)).toEqual([
    {
      name: 'users',
      path: '/users',
      itemPath: '/users/{userId}',
      id: '/id',
      idType: 'integer',
      listAt: '',
      itemAt: '',
      parent: null,
      confidence: 1,
      level: 'high',
      corrected: false,
      off: false,
      roles: [
        'GET list',
        'GET read',
        'POST create',
        'PUT replace',
        'PATCH update',
        'DELETE remove',
      ],
    },
  ])
})

test('what stands alone is no collection', async () => {
  expect(
    await collectionsOf({
      '/me': { get: answers(user), put: { ...takes(user), ...answers(user) } },
      '/settings': { get: answers(object({ theme: { type: 'string' } })) },
      '/search': { post: { ...takes(object({ q: {} })), ...answers(listOf(user)) } },
      '/tags': { get: answers(listOf({ type: 'string' })) },
    }),
  ).toEqual([])
})

test.each<[string, Json, string]>([
  ['data', object({ data: listOf(user), total: { type: 'integer' } }), '/data'],
  ['its own name', object({ users: listOf(user), tags: listOf(object({ x: {} })) }), '/users'],
  ['two levels', object({ response: object({ items: listOf(user) }) }), '/response/items'],
  [
    'the schema alone',
    object({ errors: listOf(object({ code: {} })), things: listOf(user) }),
    '/things',
  ],
])('a list in an envelope is found by %s', async (_, schema, listAt) => {
  const paths = { ...crud, '/users': { ...crud['/users'], get: answers(schema) } }
  expect(await collectionsOf(paths)).toMatchObject([{ name: 'users', listAt }])
})

test.each<[string, Json]>([
  ['/user', object({ user })],
  ['/data', object({ status: { type: 'string' }, data: user })],
  ['/data/user', object({ data: object({ user }) })],
])('an item in an envelope is found at %s', async (itemAt, schema) => {
  const paths = { ...crud, '/users/{userId}': { get: answers(schema) } }
  expect(await collectionsOf(paths)).toMatchObject([{ name: 'users', itemAt, id: '/id' }])
})

test.each<[string, Json, string | null]>([
  ['{slug}', { slug: { type: 'string' }, id: { type: 'integer' } }, '/slug'],
  ['{article_id}', { articleId: { type: 'string' }, id: { type: 'string' } }, '/articleId'],
  ['{article}', { uuid: { type: 'string' }, title: { type: 'string' } }, '/uuid'],
  [
    '{name}',
    { metadata: object({ name: { type: 'string' } }), spec: object({ a: {} }) },
    '/metadata/name',
  ],
  ['{article}', { title: { type: 'string' }, text: { type: 'string' } }, null],
])('below /articles/%s the id is found', async (parameter, properties, id) => {
  const article = { $ref: '#/components/schemas/Article' }
  const paths = {
    '/articles': { get: answers(listOf(article)) },
    [`/articles/${parameter}`]: { get: answers(article) },
  }
  const more = { Article: object(properties) }
  expect(await collectionsOf(paths, {}, more)).toMatchObject([{ name: 'articles', id }])
})

test.each(['slug', 'name'])('a %s is no id where the path asks for a number', async (member) => {
  const page = { $ref: '#/components/schemas/Page' }
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }]
  const paths = {
    '/pages': { get: answers(listOf(page)) },
    '/pages/{id}': { parameters, get: answers(page) },
  }
  const schema = { [member]: { type: 'string' }, text: { type: 'string' } }
  expect(await collectionsOf(paths, {}, { Page: object(schema) })).toMatchObject([{ id: null }])
  const withId = { ...schema, id: { type: 'string' } }
  expect(await collectionsOf(paths, {}, { Page: object(withId) })).toMatchObject([{ id: '/id' }])
})

test.each([
  ['/v1/services', 'services'],
  ['/apis', 'apis'],
])('%s can be a collection as well as a prefix', async (path, name) => {
  const paths = {
    [path]: crud['/users'],
    [`${path}/{id}`]: crud['/users/{userId}'],
    '/services/v2/users': crud['/users'],
  }
  expect(await collectionsOf(paths)).toMatchObject([
    { name, itemPath: `${path}/{id}` },
    { name: 'users', path: '/services/v2/users' },
  ])
})

test('what is below an item belongs to it', async () => {
  const post = object({ id: { type: 'string' }, text: { type: 'string' } })
  const found = await collectionsOf({
    ...crud,
    '/users/{id}/posts': { get: answers(listOf(post)), post: { ...takes(post), ...answers(post) } },
    '/users/{id}/posts/{postId}': { get: answers(post) },
    '/users/{id}/posts/{postId}/likes': {
      get: answers(listOf(user)),
      post: { ...takes(user), ...answers(user) },
    },
  })
  expect(found.map(({ name, parent }) => [name, parent])).toEqual([
    ['users', null],
    ['users.posts', 'users'],
    ['users.posts.likes', 'users.posts'],
  ])
})

test('lists under the other number, and under a way to find things, belong to their items', async () => {
  const found = await collectionsOf({
    '/users': { get: answers(listOf(user)) },
    '/user/{id}': { get: answers(user), delete: { responses: { 204: { description: '' } } } },
    '/people': { post: { ...takes(user), ...answers(user) } },
    '/people/{id}': { get: answers(user) },
    '/people/findByName': { get: answers(listOf(user)) },
  })
  expect(found.map(({ path, roles }) => [path, ...roles])).toEqual([
    ['/users', 'GET list', 'GET read', 'DELETE remove'],
    ['/people', 'GET list', 'GET read', 'POST create'],
  ])
  expect(found[0]?.confidence).toBeLessThan(1)
})

const chosenBy = (name: string, place: string, value: string) => ({
  parameters: [{ name, in: place, required: true, schema: { enum: [value] } }],
})

test.each([
  ['query', 'operation'],
  ['header', 'x-target'],
])(
  'what only a %s tells from another operation of its path is left to the spec',
  async (place, name) => {
    const one = { operationId: 'logOut', ...chosenBy(name, place, 'log-out') }
    const many = { operationId: 'createMany', ...chosenBy(name, place, 'many') }
    const found = await collectionsOf({
      '/users#many': { post: { ...many, ...takes(user), ...answers(user, 201) } },
      ...crud,
      '/users/{userId}#out': { patch: { ...one, ...takes(user), ...answers(user) } },
      '/users#active': { get: { ...chosenBy(name, place, 'active'), ...answers(listOf(user)) } },
    })
    expect(found).toMatchObject([
      {
        roles: [
          ...['GET list', 'GET list', 'GET read', 'POST create', 'PUT replace', 'PATCH update'],
          'DELETE remove',
        ],
        confidence: 0.95,
      },
    ])
  },
)

test('where all operations of a path are told apart by a header, none changes what is stored', async () => {
  const call = (target: string) => ({
    post: { ...chosenBy('X-Amz-Target', 'header', target), ...takes(user), ...answers(user) },
  })
  const found = await collectionsOf({
    '/users#Users.Create': call('Users.Create'),
    '/users#Users.Delete': call('Users.Delete'),
    '/users/{userId}': { get: answers(user) },
    '/#Users.List': call('Users.List'),
    '/#Users.Remove': call('Users.Remove'),
  })
  expect(found).toEqual([])
})

test('a header that must be there tells less than one fixed value', async () => {
  const bearer = { name: 'bearer', in: 'header', required: true, schema: { type: 'string' } }
  const search = { ...chosenBy('operation', 'query', 'search'), ...takes(user), ...answers(user) }
  const create = { parameters: [bearer], ...takes(user), ...answers(user, 201) }
  const found = await collectionsOf({
    '/users': { get: answers(listOf(user)), post: { operationId: 'create', ...create } },
    '/users#search': { post: { operationId: 'search', ...search } },
  })
  expect(found).toMatchObject([{ roles: ['GET list', 'POST create'] }])
})

test('what every operation of a path asks for tells none apart', async () => {
  const version = chosenBy('version', 'header', '1')
  const found = await collectionsOf({
    '/users': {
      get: answers(listOf(user)),
      post: { ...version, ...takes(user), ...answers(user) },
    },
    '/users#import': {
      post: {
        parameters: [...version.parameters, ...chosenBy('mode', 'query', 'import').parameters],
        ...takes(user),
        ...answers(user),
      },
    },
  })
  expect(found).toMatchObject([{ roles: ['GET list', 'POST create'] }])
})
