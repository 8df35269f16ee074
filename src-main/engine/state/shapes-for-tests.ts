import { importSpec } from '../specs/import-spec.ts'
import type { MockApi } from '../specs/mock-api.ts'
import { behind } from './behind-shape-for-tests.ts'
import { corrected, put } from './client-shapes-for-tests.ts'
import { nested } from './nested-shape-for-tests.ts'
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
  whole,
} from './spec-parts-for-tests.ts'

/** APIs of several shapes, for tests that must hold for all of them. */

/** A bare array, numbers for ids, limit and offset, problem documents of its own. */
const bareArray: Shape = {
  ...usual,
  path: '/things',
  itemsIn: (body: Json[]) => body,
  limit: 'limit',
  next: (_, shown) => `offset=${shown}`,
  takesJsonPatch: true,
  clearedBy: 'query',
  spec: document(
    {
      '/things': {
        delete: {
          parameters: [query('kind', { type: 'string' }), query('ids', listOf(whole))],
          responses: { 204: nothing },
        },
        get: {
          parameters: [
            query('limit', { type: 'integer', minimum: 1 }),
            query('offset', { type: 'integer', minimum: 0 }),
            query('kind', { type: 'string' }),
            query('sort', { type: 'string' }),
          ],
          responses: { 200: json(listOf(ref('Thing'))) },
        },
        post: { requestBody: takes(ref('Thing')), responses: { 201: json(ref('Thing')) } },
      },
      '/things/{thingId}': {
        parameters: [inPath('thingId', whole)],
        get: { responses: { 200: json(ref('Thing')), 404: json(ref('Failure')) } },
        put: { requestBody: takes(ref('Thing')), responses: { 200: json(ref('Thing')) } },
        patch: {
          requestBody: takesPatch(ref('ThingChange')),
          responses: { 200: json(ref('Thing')) },
        },
        delete: { responses: { 204: nothing } },
      },
    },
    {
      Thing: {
        type: 'object',
        required: ['id', 'name', 'kind', 'createdAt'],
        additionalProperties: false,
        properties: {
          id: { ...whole, readOnly: true },
          createdAt: { type: 'string', format: 'date-time', readOnly: true },
          name: text,
          kind: { enum: ['a', 'b', 'c'] },
          size: { type: 'integer', minimum: 0, maximum: 9 },
        },
      },
      ThingChange: {
        type: 'object',
        properties: {
          name: text,
          kind: { enum: ['a', 'b', 'c'] },
          size: { type: ['integer', 'null'], minimum: 0, maximum: 9 },
        },
      },
      Failure: { type: 'object', required: ['code'], properties: { code: { const: 'gone' } } },
    },
  ),
}

/** An envelope with page numbers and totals, UUIDs for ids, a body of its own for creating, merge patch. */
const envelope: Shape = {
  ...usual,
  path: '/v1/orders',
  itemsIn: ({ data }: { data: Json[] }) => data,
  limit: 'per_page',
  next: (body, shown) =>
    shown < Number(Object(body['meta']).total)
      ? `page=${Number(Object(body['meta']).page) + 1}`
      : null,
  totalIn: (body) => Number(Object(body['meta']).total),
  sortedBy: (order) => `sort_by=kind&order=${order}`,
  patchType: 'application/merge-patch+json',
  clearedBy: 'body',
  spec: document(
    {
      '/v1/orders': {
        delete: {
          requestBody: takes({ type: 'object', properties: { ids: listOf(text) } }),
          responses: { 200: json(listOf(ref('Order'))) },
        },
        get: {
          parameters: [
            query('page', { type: 'integer', minimum: 1, default: 1 }),
            query('per_page', { type: 'integer', minimum: 1, maximum: 100, default: 50 }),
            query('sort_by', { type: 'string' }),
            query('order', { enum: ['asc', 'desc'] }),
            query('kind', { type: 'string' }),
          ],
          responses: {
            200: json({
              type: 'object',
              required: ['data', 'meta'],
              properties: { data: listOf(ref('Order')), meta: ref('Meta') },
            }),
          },
        },
        post: { requestBody: takes(ref('NewOrder')), responses: { 201: json(ref('Order')) } },
      },
      '/v1/orders/{id}': {
        parameters: [inPath('id', { type: 'string', format: 'uuid' })],
        get: { responses: { 200: json(ref('Order')) } },
        put: { requestBody: takes(ref('NewOrder')), responses: { 200: json(ref('Order')) } },
        patch: {
          requestBody: takes({ type: 'object' }, 'application/merge-patch+json'),
          responses: { 200: json(ref('Order')) },
        },
        delete: { responses: { 200: json(ref('Order')) } },
      },
    },
    {
      NewOrder: {
        type: 'object',
        required: ['name', 'kind'],
        properties: {
          name: text,
          kind: { enum: ['a', 'b', 'c'] },
          size: { type: 'integer', minimum: 0, maximum: 9 },
        },
      },
      Order: {
        allOf: [
          ref('NewOrder'),
          {
            type: 'object',
            required: ['id', 'placedAt'],
            properties: {
              id: { type: 'string', format: 'uuid' },
              placedAt: { type: 'string', format: 'date-time' },
            },
          },
        ],
      },
      Meta: {
        type: 'object',
        required: ['total', 'page', 'per_page', 'pages'],
        additionalProperties: false,
        properties: {
          total: { type: 'integer', minimum: 0 },
          page: { type: 'integer', minimum: 1 },
          per_page: { type: 'integer', minimum: 1 },
          pages: { type: 'integer', minimum: 0 },
        },
      },
    },
  ),
}

/** Items wrapped on their way in and out, cursors, names of its own for everything. */
const wrapped: Shape = {
  ...usual,
  path: '/api/users',
  itemIn: (body) => Object(body['user']),
  itemsIn: ({ users }: { users: Json[] }) => users,
  wrapped: (user) => ({ user }),
  id: 'user_id',
  limit: 'limit',
  next: (body) => {
    const cursor = body['next_cursor']
    return typeof cursor === 'string' ? `cursor=${encodeURIComponent(cursor)}` : null
  },
  spec: document(
    {
      '/api/users': {
        get: {
          parameters: [
            query('cursor', { type: 'string' }),
            query('limit', { type: 'integer', minimum: 1, maximum: 100 }),
            query('kind', { type: 'string' }),
            query('sort', { type: 'string' }),
          ],
          responses: {
            200: json({
              type: 'object',
              required: ['users'],
              properties: {
                users: listOf(ref('User')),
                next_cursor: { type: ['string', 'null'] },
                has_more: { type: 'boolean' },
              },
            }),
          },
        },
        post: { requestBody: takes(ref('UserIn')), responses: { 200: json(ref('UserOut')) } },
      },
      '/api/users/{user_id}': {
        parameters: [inPath('user_id', whole)],
        get: { responses: { 200: json(ref('UserOut')) } },
        put: { requestBody: takes(ref('UserIn')), responses: { 200: json(ref('UserOut')) } },
        patch: { requestBody: takes(ref('UserChange')), responses: { 200: json(ref('UserOut')) } },
        delete: { responses: { 204: nothing } },
      },
    },
    {
      User: {
        type: 'object',
        required: ['user_id', 'name', 'kind'],
        properties: {
          user_id: { ...whole, readOnly: true },
          name: text,
          kind: { enum: ['a', 'b', 'c'] },
          size: { type: 'integer', minimum: 0, maximum: 9 },
          password: { type: 'string', writeOnly: true },
        },
      },
      UserIn: { type: 'object', required: ['user'], properties: { user: ref('User') } },
      UserOut: { type: 'object', required: ['user'], properties: { user: ref('User') } },
      UserChange: {
        type: 'object',
        required: ['user'],
        properties: {
          user: {
            type: 'object',
            properties: {
              name: text,
              kind: { enum: ['a', 'b', 'c'] },
              size: { type: ['integer', 'null'], minimum: 0, maximum: 9 },
            },
          },
        },
      },
    },
  ),
}

export const shapes = { bareArray, envelope, wrapped, nested, behind, put, corrected }

/** The shape's API, imported as any spec is. */
export async function apiOfShape({ spec }: Shape): Promise<MockApi> {
  const source = { from: 'text', text: JSON.stringify(spec) } as const
  return (await importSpec(source, { samplesFolder: '' })).mockApi
}
