import { expect, test } from 'vitest'
import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import type { Miss } from '../exchange.ts'
import { createRouter, isMatch } from './route-operations.ts'

function operationOf(on: string): Operation {
  const [method = '', url = ''] = on.split(' ')
  const [path = '', query] = url.split('?')
  return {
    id: on,
    method,
    path,
    ...(query ? { fixedQuery: Object.fromEntries(new URLSearchParams(query)) } : {}),
    tag: '',
    summary: '',
    description: '',
    deprecated: false,
    pointer: '',
    parameters: [],
    responses: [],
    security: [],
  }
}

function miss(operations: string[], request: string, basePaths: string[] = []): Miss {
  const mockApi: MockApi = {
    kind: 'openapi',
    formatVersion: '3.1.0',
    title: '',
    version: '',
    description: '',
    basePaths,
    operations: operations.map(operationOf),
    schemas: {},
    securitySchemes: {},
  }
  const [method = '', path = ''] = request.split(' ')
  const found = createRouter(mockApi).find(method, path, '')
  if (isMatch(found)) throw new Error(`${request} is answered by ${found.operation.id}`)
  return found
}

const BOOKS = [
  'GET /books',
  'POST /books',
  'GET /books/{id}',
  'GET /authors/{id}/books',
  'GET /status',
]

test('a wrong method says which methods the path has', () => {
  const found = miss(BOOKS, 'DELETE /books')
  expect(found.allowedMethods).toEqual(['GET', 'POST', 'HEAD'])
  expect(found.nearest[0]).toEqual({
    method: 'GET',
    path: '/books',
    why: 'Its method is GET, not DELETE.',
  })
})

test('an unknown path has no methods', () => {
  expect(miss(BOOKS, 'GET /nothing').allowedMethods).toEqual([])
})

test('a misspelt segment is named beside the right one', () => {
  expect(miss(BOOKS, 'GET /book/7').nearest[0]).toEqual({
    method: 'GET',
    path: '/books/{id}',
    why: 'Segment 1 of the path is "book" instead of "books".',
  })
})

test('a path that is too long or too short says so', () => {
  expect(miss(BOOKS, 'GET /books/7/pages').nearest[0]).toMatchObject({
    path: '/books/{id}',
    why: "The path has 3 segments, this operation's has 2.",
  })
})

test('an empty parameter is named', () => {
  expect(miss(['GET /a/{id}/b'], 'GET /a//b').nearest[0]?.why).toBe(
    'Segment 2 of the path is empty.',
  )
})

test('a segment of the wrong form is shown with its form', () => {
  expect(miss(['GET /jobs/{id}:cancel'], 'GET /jobs/7').nearest[0]?.why).toBe(
    'Segment 2 of the path does not have the form {id}:cancel.',
  )
})

test('a fixed query that is missing is named', () => {
  expect(miss(['GET /x?action=y&flag='], 'GET /x').nearest[0]?.why).toBe(
    'It is meant only when the query has action=y and flag.',
  )
})

test('the base path is left out of the comparison', () => {
  expect(miss(BOOKS, 'GET /v1/book', ['/v1']).nearest[0]).toMatchObject({
    path: '/books',
    why: 'Segment 1 of the path is "book" instead of "books".',
  })
})

test('at most five are shown, the closest first', () => {
  const many = Array.from({ length: 50 }, (_, index) => `GET /thing${index}/{id}`)
  const { nearest } = miss([...many, 'GET /widgets/{id}'], 'GET /widget/1')
  expect(nearest).toHaveLength(5)
  expect(nearest[0]?.path).toBe('/widgets/{id}')
})
