import { mediaOf, operationNamed, responseOf } from '#engine/scenarios/api-for-tests.ts'

export const json = 'application/json'
const bookSchema = {
  type: 'object',
  required: ['id', 'title'],
  properties: {
    id: { type: 'integer', minimum: 1 },
    title: { type: 'string', minLength: 1 },
    tags: { type: 'array', items: { type: 'string' }, minItems: 0 },
  },
}
export const schemas = { Book: bookSchema }
export const book = { $ref: '#/schemas/Book' }
export const problem = { type: 'object', required: ['code'], properties: { code: { const: 'E1' } } }

/** An operation with named examples and an error of its own. */
export const getBook = operationNamed('getBook', 'GET', '/books/{id}', [
  responseOf('200', [
    mediaOf(json, book, { cat: { id: 1, title: 'Cat' }, dog: { id: 2, title: 'Dog' } }),
  ]),
  responseOf('404', [mediaOf(json, problem, { missing: { code: 'E1' } })]),
])
