import {
  document,
  inPath,
  type Json,
  json,
  listOf,
  nothing,
  query,
  ref,
  type Shape,
  takes,
  takesPatch,
  text,
  usual,
} from './spec-parts-for-tests.ts'

/** APIs whose clients say which ids new items have. */

const members = {
  name: text,
  kind: { enum: ['a', 'b', 'c'] },
  size: { type: 'integer', minimum: 0, maximum: 9 },
}
const changes = {
  type: 'object',
  properties: { ...members, size: { type: ['integer', 'null'], minimum: 0, maximum: 9 } },
}
const letters = { type: 'string', pattern: '^[a-z]{1,8}$' }

/** Nothing but PUT creates; the list has a member of its own, with places to skip and an order in words. */
export const put: Shape = {
  ...usual,
  path: '/flags',
  idBy: 'put',
  itemsIn: ({ value }: { value: Json[] }) => value,
  id: 'key',
  limit: '$top',
  next: (_, shown) => `$skip=${shown}`,
  totalIn: (body) => Number(body['total_count']),
  sortedBy: (order) => `$orderby=kind%20${order}`,
  takesJsonPatch: true,
  spec: document(
    {
      '/flags': {
        get: {
          parameters: [
            query('$top', { type: 'integer', minimum: 1 }),
            query('$skip', { type: 'integer', minimum: 0 }),
            query('$orderby', { type: 'string' }),
            query('kind', { type: 'string' }),
          ],
          responses: {
            200: json({
              type: 'object',
              required: ['value', 'total_count'],
              properties: { value: listOf(ref('Flag')), total_count: { type: 'integer' } },
            }),
          },
        },
      },
      '/flags/{key}': {
        parameters: [inPath('key', letters)],
        get: { responses: { 200: json(ref('Flag')), default: json(ref('Failure')) } },
        put: {
          requestBody: takes(ref('NewFlag')),
          responses: { 200: json(ref('Flag')), 201: json(ref('Flag')) },
        },
        patch: { requestBody: takesPatch(changes), responses: { 200: json(ref('Flag')) } },
        delete: { responses: { 204: nothing } },
      },
    },
    {
      NewFlag: { type: 'object', required: ['name', 'kind'], properties: members },
      Flag: {
        type: 'object',
        required: ['key', 'name', 'kind'],
        properties: { key: letters, ...members },
      },
      Failure: {
        type: 'object',
        required: ['error'],
        properties: { error: { type: 'object', required: ['code'], properties: { code: text } } },
      },
    },
  ),
}

/** Paths that nobody would take for one collection, an id that looks like none, a list among others. */
export const corrected: Shape = {
  ...usual,
  path: '/ledger/view',
  itemPath: '/posting',
  idBy: 'client',
  itemsIn: ({ found }: { found: Json[] }) => found,
  id: 'mark',
  limit: 'limit',
  next: (_, shown) => `offset=${shown}`,
  corrections: {
    collections: {
      postings: {
        id: '/mark',
        listAt: '/found',
        seed: [
          { mark: 'first', name: 'First', kind: 'b', size: 3 },
          { mark: 'second', name: 'Second', kind: 'a' },
        ],
        operations: {
          view: 'list',
          add: 'create',
          look: 'read',
          rewrite: 'replace',
          mend: 'update',
          strike: 'remove',
        },
      },
    },
  },
  spec: document(
    {
      '/ledger/view': {
        get: {
          operationId: 'view',
          parameters: [
            query('limit', { type: 'integer', minimum: 1 }),
            query('offset', { type: 'integer', minimum: 0 }),
            query('sort', { type: 'string' }),
            query('kind', { type: 'string' }),
          ],
          responses: {
            200: json({
              type: 'object',
              required: ['found', 'related'],
              properties: { related: listOf(ref('Posting')), found: listOf(ref('Posting')) },
            }),
          },
        },
        post: {
          operationId: 'add',
          requestBody: takes(ref('Posting')),
          responses: { 201: json(ref('Posting')), 409: nothing },
        },
      },
      '/posting/{which}': {
        parameters: [inPath('which', letters)],
        get: { operationId: 'look', responses: { 200: json(ref('Posting')) } },
        put: {
          operationId: 'rewrite',
          requestBody: takes(ref('NewPosting')),
          responses: { 200: json(ref('Posting')) },
        },
        patch: {
          operationId: 'mend',
          requestBody: takes(changes),
          responses: { 200: json(ref('Posting')) },
        },
        delete: { operationId: 'strike', responses: { 204: nothing } },
      },
    },
    {
      NewPosting: { type: 'object', required: ['name', 'kind'], properties: members },
      Posting: {
        type: 'object',
        required: ['mark', 'name', 'kind'],
        properties: { mark: letters, ...members },
      },
    },
  ),
}
