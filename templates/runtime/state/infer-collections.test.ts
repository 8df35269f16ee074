import { expect, test } from 'vitest'
import { importSpec } from '#engine/specs/import-spec.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { applyCorrections } from './apply-corrections.ts'
import { checkCorrections } from './check-corrections.ts'
import { describeCollection } from './describe-collection.ts'
import { inferCollections } from './infer-collections.ts'

type Json = Record<string, unknown>

const json = (schema: Json) => ({
  description: '',
  content: { 'application/json': { schema } },
})
const answers = (schema: Json, status = 200) => ({ responses: { [status]: json(schema) } })
const takes = (schema: Json) => ({
  requestBody: { content: { 'application/json': { schema } } },
})
const listOf = (items: Json) => ({ type: 'array', items })
const object = (properties: Json) => ({ type: 'object', properties })
const user = { $ref: '#/components/schemas/User' }
const schemas = {
  User: object({ id: { type: 'integer' }, name: { type: 'string' }, email: { type: 'string' } }),
}

async function collectionsOf(paths: Json, corrections: Json = {}, more: Json = {}) {
  const spec = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    components: { schemas: { ...schemas, ...more } },
    paths,
  }
  const source = { from: 'text', text: JSON.stringify(spec) } as const
  const { mockApi } = await importSpec(source, { samplesFolder: '' })
  const store = createSchemaStore(mockApi.schemas)
  const checked = checkCorrections({ collections: corrections }, 'data/collections.json')
  const found = applyCorrections(inferCollections(mockApi, store), checked, { mockApi, store })
  return found.map((each) => {
    const { reasons: _, operations, ...described } = describeCollection(each, store)
    return { ...described, roles: operations.map(({ method, role }) => `${method} ${role}`) }
  })
}

const crud = {
  '/users': { get: answers(listOf(user)), post: { ...takes(user), ...answers(user, 201) } },
  '/users/{userId}': {
    get: { operationId: 'getUser', ...answers(user) },
    put: { ...takes(user), ...answers(user) },
    patch: { ...takes(user), ...answers(user) },
    delete: { responses: { 204: { description: '' } } },
  },
}

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
