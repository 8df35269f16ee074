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

/** Below an item of another collection, with links to the next page, pages from 0, and ids that a pattern describes. */
export const nested: Shape = {
  ...usual,
  path: '/shelves/2/books',
  itemsIn: ({ results }: { results: Json[] }) => results,
  id: 'code',
  limit: 'page_size',
  next: (body) => {
    const link = body['next']
    return typeof link === 'string' ? `page=${new URL(link).searchParams.get('page')}` : null
  },
  totalIn: (body) => Number(body['count']),
  takesJsonPatch: true,
  spec: document(
    {
      '/shelves': {
        get: { responses: { 200: json(listOf(ref('Shelf'))) } },
        post: { requestBody: takes(ref('Shelf')), responses: { 201: json(ref('Shelf')) } },
      },
      '/shelves/{shelfId}': {
        parameters: [inPath('shelfId', whole)],
        get: { responses: { 200: json(ref('Shelf')) } },
      },
      '/shelves/{shelfId}/books': {
        parameters: [inPath('shelfId', whole)],
        get: {
          parameters: [
            query('page', { type: 'integer', minimum: 0, default: 0 }),
            query('page_size', { type: 'integer', minimum: 1 }),
            query('kind', { type: 'array', items: { type: 'string' } }),
            query('sort', { type: 'array', items: { type: 'string' } }),
          ],
          responses: {
            200: json({
              type: 'object',
              required: ['count', 'results', 'next'],
              properties: {
                count: { type: 'integer' },
                next: { type: ['string', 'null'], format: 'uri' },
                results: listOf(ref('Book')),
              },
            }),
          },
        },
        post: { requestBody: takes(ref('NewBook')), responses: { 201: json(ref('Book')) } },
      },
      '/shelves/{shelfId}/books/{code}': {
        parameters: [
          inPath('shelfId', whole),
          inPath('code', { type: 'string', pattern: '^B-\\d{6}$' }),
        ],
        get: { responses: { 200: json(ref('Book')) } },
        put: { requestBody: takes(ref('NewBook')), responses: { 200: json(ref('Book')) } },
        patch: {
          requestBody: takesPatch(ref('BookChange')),
          responses: { 200: json(ref('Book')) },
        },
        delete: { responses: { 204: nothing } },
      },
    },
    {
      Shelf: { type: 'object', required: ['id'], properties: { id: whole, room: text } },
      NewBook: {
        type: 'object',
        required: ['name', 'kind'],
        properties: {
          name: text,
          kind: { enum: ['a', 'b', 'c'] },
          size: { type: 'integer', minimum: 0, maximum: 9 },
        },
      },
      BookChange: {
        type: 'object',
        properties: {
          name: text,
          kind: { enum: ['a', 'b', 'c'] },
          size: { type: ['integer', 'null'], minimum: 0, maximum: 9 },
        },
      },
      Book: {
        type: 'object',
        required: ['code', 'shelfId', 'name', 'kind'],
        properties: {
          code: { type: 'string', pattern: '^B-\\d{6}$' },
          shelfId: { const: 2 },
          name: text,
          kind: { enum: ['a', 'b', 'c'] },
          size: { type: 'integer', minimum: 0, maximum: 9 },
        },
      },
    },
  ),
}
