import { expect, test } from 'vitest'
import { mediaOf } from '#engine/scenarios/api-for-tests.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { offersOf } from './offer-types.ts'

function main(contentType: string, schema?: JsonSchema, examples = {}): string | undefined {
  const store = createSchemaStore({ Book: { type: 'object' } })
  return offersOf([mediaOf(contentType, schema, examples)], store)[0]?.contentType
}

test.each([
  ['*/*', { type: 'object' }, 'application/json'],
  ['*/*', { type: 'array' }, 'application/json'],
  ['*/*', { $ref: '#/schemas/Book' }, 'application/json'],
  ['*/*', { type: ['null', 'integer'] }, 'application/json'],
  ['*/*', { type: 'string' }, 'text/plain'],
  ['*/*', { type: 'string', format: 'binary' }, 'application/octet-stream'],
  ['*', { type: 'object' }, 'application/json'],
  ['application/*', { type: 'string' }, 'application/json'],
  ['application/*+json', { type: 'object' }, 'application/json'],
  ['text/*', { type: 'string' }, 'text/plain'],
  ['image/*', { type: 'string' }, 'image/png'],
  ['audio/*', { type: 'string' }, 'audio/wav'],
  ['video/*', { type: 'string' }, 'video/mp4'],
])('%s with %j becomes %s', (range, schema, expected) => {
  expect(main(range, schema)).toBe(expected)
})

test('a range without a schema goes by its example', () => {
  expect(main('*/*', undefined, { default: 'text' })).toBe('text/plain')
  expect(main('*/*', undefined, { default: { a: 1 } })).toBe('application/json')
  expect(main('*/*')).toBe('application/json')
})

test('a declared type keeps its parameters and loses what no header can hold', () => {
  expect(main('application/json;charset=UTF-8')).toBe('application/json;charset=UTF-8')
  expect(main('text/plain\r\nX-Evil: 1')).toBe('text/plainX-Evil: 1')
  expect(main('\u0000')).toBe('application/json')
  expect(main('')).toBe('application/json')
  expect(main('json')).toBe('json')
})

test('JSON comes first, then other JSON, then the others as declared', () => {
  const types = ['text/html', 'application/hal+json', 'text/csv', 'application/json']
  const offers = offersOf(
    types.map((type) => mediaOf(type)),
    createSchemaStore({}),
  )
  expect(offers.map(({ contentType }) => contentType)).toEqual([
    'application/json',
    'application/hal+json',
    'text/html',
    'text/csv',
  ])
})

test('the other types of a range are spare', () => {
  const offers = offersOf([mediaOf('image/*')], createSchemaStore({}))
  expect(offers.map(({ contentType, isSpare }) => [contentType, isSpare])).toEqual([
    ['image/png', false],
    ['image/jpeg', true],
    ['image/gif', true],
    ['image/webp', true],
    ['image/svg+xml', true],
  ])
})
