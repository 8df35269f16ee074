/**
 * The OpenAPI document that is measured: collections of four operations each, of which the same three
 * are measured wherever they stand. Two collections make the small spec, 250 the large one.
 */
export function createBenchSpec(collections: number): object {
  return {
    openapi: '3.1.0',
    info: { title: `Bench of ${collections * 4} operations`, version: '1.0.0' },
    paths: Object.fromEntries(
      Array.from({ length: collections }, (_, index) => collectionPaths(index)).flat(),
    ),
    components: { schemas },
  }
}

/** Path templates of a collection; `index` begins at 0. */
export function collectionPath(index: number): string {
  return `/areas/${index % 40}/shops/s${index}`
}

function collectionPaths(index: number): [string, object][] {
  const path = collectionPath(index)
  return [
    [
      `${path}/books`,
      {
        get: {
          operationId: `listBooks${index}`,
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } },
          ],
          responses: { 200: json({ type: 'array', items: ref('Book') }) },
        },
        post: {
          operationId: `addBook${index}`,
          requestBody: {
            required: true,
            content: { 'application/json': { schema: ref('NewBook') } },
          },
          responses: { 201: json(ref('Book'), book) },
        },
      },
    ],
    [
      `${path}/books/{bookId}`,
      {
        get: {
          operationId: `getBook${index}`,
          parameters: [idParameter('bookId')],
          responses: { 200: json(ref('Book'), book) },
        },
      },
    ],
    [
      `${path}/orders/{orderId}`,
      {
        get: {
          operationId: `getOrder${index}`,
          parameters: [idParameter('orderId')],
          responses: { 200: json(ref('Order')) },
        },
      },
    ],
  ]
}

/** A valid body for every `addBook` operation. */
export const newBook = {
  title: 'Piranesi',
  isbn: '9781526622433',
  genre: 'fiction',
  price: { amount: 8.99, currency: 'GBP' },
  authors: [{ id: 11, name: 'Susanna Clarke' }],
  publishedOn: '2020-09-15',
}

/** What the spec shows as an example of a book. */
export const book = { id: 7, inStock: true, ...newBook }

const schemas = {
  Price: {
    type: 'object',
    required: ['amount', 'currency'],
    properties: {
      amount: { type: 'number', minimum: 0 },
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    },
  },
  Author: {
    type: 'object',
    required: ['id', 'name'],
    properties: {
      id: { type: 'integer', minimum: 1 },
      name: { type: 'string', minLength: 1, maxLength: 80 },
    },
  },
  NewBook: {
    type: 'object',
    required: ['title', 'isbn', 'genre', 'price', 'authors'],
    properties: {
      title: { type: 'string', minLength: 1, maxLength: 200 },
      isbn: { type: 'string', pattern: '^[0-9]{13}$' },
      genre: { enum: ['fiction', 'history', 'science', 'travel'] },
      price: ref('Price'),
      authors: { type: 'array', minItems: 1, items: ref('Author') },
      publishedOn: { type: 'string', format: 'date' },
    },
  },
  Book: {
    allOf: [
      ref('NewBook'),
      {
        type: 'object',
        required: ['id', 'inStock'],
        properties: { id: { type: 'integer', minimum: 1 }, inStock: { type: 'boolean' } },
      },
    ],
  },
  Order: {
    type: 'object',
    required: ['id', 'status', 'lines', 'total', 'createdAt'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      status: { enum: ['open', 'paid', 'sent'] },
      createdAt: { type: 'string', format: 'date-time' },
      total: ref('Price'),
      lines: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['book', 'quantity'],
          properties: { book: ref('Book'), quantity: { type: 'integer', minimum: 1, maximum: 9 } },
        },
      },
    },
  },
}

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` }
}

function json(schema: object, example?: object): object {
  return { description: 'Done.', content: { 'application/json': { schema, example } } }
}

function idParameter(name: string): object {
  return { name, in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }
}
