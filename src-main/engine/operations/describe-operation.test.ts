import { expect, test } from 'vitest'
import { bookshopSource } from '../generator/bookshop-project.ts'
import { describeOperation, makeStandalone } from './describe-operation.ts'

test('a schema takes along every schema it reaches, also in circles and under odd names', () => {
  const schemas = {
    Book: { type: 'object', properties: { author: { $ref: '#/schemas/Author' } } },
    Author: { type: 'object', properties: { books: { items: { $ref: '#/schemas/Book' } } } },
    'a/b c': { type: 'string' },
    Unused: { type: 'null' },
  }
  const standalone = makeStandalone(
    { anyOf: [{ $ref: '#/schemas/Book' }, { $ref: '#/schemas/a~1b%20c' }] },
    schemas,
  )
  expect(standalone).toEqual({
    anyOf: [{ $ref: '#/$defs/Book' }, { $ref: '#/$defs/a~1b%20c' }],
    $defs: {
      'a/b c': { type: 'string' },
      Book: { type: 'object', properties: { author: { $ref: '#/$defs/Author' } } },
      Author: { type: 'object', properties: { books: { items: { $ref: '#/$defs/Book' } } } },
    },
  })
})

test('a reference that leads nowhere, and a boolean schema, stay as they are', () => {
  expect(makeStandalone({ $ref: '#/schemas/Gone' }, {})).toEqual({ $ref: '#/$defs/Gone' })
  expect(makeStandalone(true, {})).toBe(true)
})

test('an operation comes with a command that calls it, its path last', () => {
  const { mockApi } = bookshopSource('')
  const called = mockApi.operations.map((operation) => describeOperation(mockApi, operation).call)
  expect(called.map(([program]) => program)).toEqual(called.map(() => 'curl'))
  expect(called.map((words) => words.at(-1))).toEqual(
    called.map(() => expect.stringMatching(/^\/[^{}]*$/)),
  )
})
