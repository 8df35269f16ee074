import { expect, test } from 'vitest'
import { describeSchema } from './describe-schema.ts'

test('limits are told in words', () => {
  expect(
    describeSchema({ type: 'string', minLength: 1, maxLength: 80, format: 'email' }, {}),
  ).toEqual({
    type: 'string',
    constraints: ['email', '1 to 80 characters'],
    description: '',
    deprecated: false,
    parts: [],
  })
  expect(
    describeSchema({ type: 'integer', minimum: 1, exclusiveMaximum: 9 }, {}).constraints,
  ).toEqual(['≥ 1', '< 9'])
  expect(describeSchema({ enum: ['a', 2] }, {}).constraints).toEqual(['"a" | 2'])
})

test('properties say whether they are required', () => {
  const { parts } = describeSchema(
    { type: 'object', properties: { id: {}, name: {} }, required: ['id'] },
    {},
  )
  expect(parts.map(({ name, required }) => [name, required])).toEqual([
    ['id', true],
    ['name', false],
  ])
})

test('a reference shows the name of what it points to, and a schema may contain itself', () => {
  const root = {
    $ref: '#/$defs/Node',
    $defs: { Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } } },
  }
  const first = describeSchema(root, root)
  expect(first.type).toBe('Node')
  const next = describeSchema(first.parts[0]?.schema, root)
  expect(next.type).toBe('Node')
  expect(next.parts.map(({ name }) => name)).toEqual(['next'])
})

test('a reference that leads nowhere or in circles is anything', () => {
  const root = { $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }
  expect(describeSchema({ $ref: '#/$defs/a' }, root).parts).toEqual([])
  expect(describeSchema({ $ref: '#/$defs/none' }, root).type).toBe('none')
})

test('arrays name what they hold', () => {
  const root = { $defs: { Pet: { type: 'object' } } }
  expect(describeSchema({ type: 'array', items: { $ref: '#/$defs/Pet' } }, root).type).toBe(
    'array of Pet',
  )
  expect(describeSchema({ type: ['string', 'null'] }, root).type).toBe('string or null')
  const nullable = { anyOf: [{ $ref: '#/$defs/Pet' }, { type: 'null' }] }
  expect(describeSchema(nullable, root).type).toBe('Pet or null')
  expect(describeSchema(true, root).type).toBe('anything')
})
