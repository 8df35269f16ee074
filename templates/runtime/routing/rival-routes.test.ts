import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MockApi, Parameter } from '#engine/specs/mock-api.ts'
import { createRouter, isMatch } from './route-operations.ts'
import { apiOf } from './routes-for-tests.ts'

interface Rival {
  id: string
  on?: string
  templatedQuery?: string[]
  required?: [place: 'query' | 'header', name: string, value?: string][]
  parameters?: Parameter[]
}

function rivalsOf(rivals: readonly Rival[]): MockApi {
  const api = apiOf(rivals.map(({ on }) => on ?? 'GET /x'))
  const operations = api.operations.map((operation, index) => {
    const { id = '', templatedQuery, required = [], parameters = [] } = rivals[index] ?? {}
    return {
      ...operation,
      id,
      ...(templatedQuery && { templatedQuery }),
      parameters: [...parameters, ...required.map(parameterOf)],
    }
  })
  return { ...api, operations }
}

function parameterOf([place, name, value]: ['query' | 'header', string, string?]): Parameter {
  return {
    name,
    in: place,
    required: true,
    description: '',
    style: place === 'query' ? 'form' : 'simple',
    explode: place === 'query',
    allowEmptyValue: false,
    schema: value === undefined ? { type: 'string' } : { type: 'string', enum: [value] },
  }
}

function ask(api: MockApi, url: string, headers: Record<string, string> = {}): string {
  const [path = '', query = ''] = url.split('?')
  const found = createRouter(api).find('GET', path, query, { headers })
  return isMatch(found) ? found.operation.id : 'none'
}

test('a query within the paths chooses the operation, the most specific first and the plain one last', () => {
  const api = rivalsOf([
    { id: 'plain' },
    { id: 'place', templatedQuery: ['lat', 'lon'] },
    { id: 'station', templatedQuery: ['station'] },
    { id: 'city', templatedQuery: ['city'] },
    { id: 'land', templatedQuery: ['city', 'land'] },
  ])
  expect(ask(api, '/x?lon=1&lat=2')).toBe('place')
  expect(ask(api, '/x?station=a')).toBe('station')
  expect(ask(api, '/x?city=a')).toBe('city')
  expect(ask(api, '/x?land=b&city=a')).toBe('land')
  expect(ask(api, '/x?other=a')).toBe('plain')
  expect(ask(api, '/x')).toBe('plain')
})

test('a request that satisfies none goes to the operation that it lacks least of', () => {
  const key: Rival['required'] = [['query', 'key']]
  const api = rivalsOf([
    { id: 'station', templatedQuery: ['station'], required: key },
    { id: 'place', templatedQuery: ['lat', 'lon'], required: key },
  ])
  expect(ask(api, '/x?lat=1&lon=2')).toBe('place')
  expect(ask(api, '/x?key=k&lat=1')).toBe('place')
  expect(ask(api, '/x?key=k')).toBe('station')
  expect(ask(api, '/x?lat=1&lon=2&station=3')).toBe('place')
})

test('a required header or query parameter with one allowed value chooses the operation', () => {
  const api = rivalsOf([
    { id: 'a', required: [['header', 'X-Target', 'A']] },
    { id: 'b', required: [['header', 'X-Target', 'B']] },
    { id: 'c', required: [['query', 'Action', 'C']] },
    {
      id: 'd',
      required: [
        ['query', 'Action', 'D'],
        ['query', 'Id'],
      ],
    },
  ])
  expect(ask(api, '/x', { 'x-target': 'B' })).toBe('b')
  expect(ask(api, '/x', { 'x-target': 'A' })).toBe('a')
  expect(ask(api, '/x?Action=C')).toBe('c')
  expect(ask(api, '/x?Action=D')).toBe('d')
  expect(ask(api, '/x')).toBe('a')
})

test('rivals are chosen on paths with parameters and with greedy ones too', () => {
  const api = rivalsOf([
    { id: 'a', on: 'GET /x/{id}/', required: [['query', 'Action', 'A']] },
    { id: 'b', on: 'GET /x/{id}/', required: [['query', 'Action', 'B']] },
    { id: 'c', on: 'GET /y/{path+}', templatedQuery: ['c'] },
    { id: 'd', on: 'GET /y/{path+}', templatedQuery: ['d'] },
  ])
  expect(ask(api, '/x/1/?Action=B')).toBe('b')
  expect(ask(api, '/x/1?Action=B')).toBe('b')
  expect(ask(api, '/x/1/?Action=A')).toBe('a')
  expect(ask(api, '/y/1/2?d=')).toBe('d')
})

test('an object in the query is known by its brackets, or not asked for where its members stand alone', () => {
  const object = { ...parameterOf(['query', 'filter']), schema: { type: 'object' } }
  const api = rivalsOf([
    { id: 'deep', parameters: [{ ...object, style: 'deepObject' }] },
    { id: 'page', templatedQuery: ['page'], parameters: [object] },
  ])
  expect(ask(api, '/x?filter[a]=1')).toBe('deep')
  expect(ask(api, '/x?page=1&a=2')).toBe('page')
})

test('operations with the same marks stay in the order of the spec', () => {
  const same: Rival['required'] = [['query', 'Action', 'A']]
  const api = rivalsOf([
    { id: 'first', required: same },
    { id: 'second', required: same },
  ])
  expect(ask(api, '/x?Action=A')).toBe('first')
})

test('each of any operations that ask for values of their own answers its own request', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 2, maxLength: 12 }),
      fc.constantFrom<'query' | 'header'>('query', 'header'),
      (values, place) => {
        const api = rivalsOf(values.map((id) => ({ id, required: [[place, 'Which', id]] })))
        for (const value of values) {
          const sent = place === 'query' ? `/x?${new URLSearchParams({ Which: value })}` : '/x'
          const headers: Record<string, string> = place === 'header' ? { which: value } : {}
          expect(ask(api, sent, headers)).toBe(value)
        }
      },
    ),
  )
})
