import { expect, test } from 'vitest'
import { addressesOf, basePathsOf, serverAddressesOf } from './base-paths.ts'
import { createOperationIds } from './operation-ids.ts'
import { parsePathTemplate } from './path-templates.ts'

test('query and fragment are taken off a path', () => {
  expect(parsePathTemplate('/a/{id}?beta=true&x&name=A+B#note')).toMatchObject({
    path: '/a/{id}',
    fixedQuery: { beta: 'true', x: '', name: 'A B' },
    expressions: ['id'],
  })
  expect(parsePathTemplate('/a#b?c')).toMatchObject({ path: '/a' })
  expect(parsePathTemplate('/a?').fixedQuery).toBeUndefined()
})

test('template expressions of a query are told apart from fixed values', () => {
  const template = parsePathTemplate('/rides?page={page}&size=3')
  expect(template.fixedQuery).toEqual({ size: '3' })
  expect([...template.queryExpressions]).toEqual([['page', 'page']])
})

test('question marks and hashes within braces belong to the expression', () => {
  expect(parsePathTemplate('/a/{b?}/{c#d}')).toMatchObject({
    path: '/a/{b?}/{c#d}',
    expressions: ['b?', 'c#d'],
  })
})

test('several expressions in a segment, verbs and extensions stay as they are written', () => {
  for (const path of ['/{a}-{b}', '/{id}:cancel', '/{name}.{ext}', '/{id|slug}', '/ü/{ß}']) {
    expect(parsePathTemplate(path).path).toBe(path)
  }
})

test('base paths come from all servers and variables, longest first and never empty', () => {
  const document = {
    servers: [
      { url: 'https://{host}.example.com/{version}/', variables: { version: { default: 'v2' } } },
      { url: '/' },
      { url: '' },
      { url: 'relative/base' },
      { url: {} },
      null,
    ],
    paths: {
      '/a': {
        servers: [{ url: 'https://x.example/of-path' }],
        get: { servers: [{ url: '/of-operation/long' }] },
      },
    },
  }
  expect(basePathsOf(document)).toEqual(['/of-operation/long', '/relative/base', '/of-path', '/v2'])
  expect(serverAddressesOf(document)).toEqual([
    'https://{host}.example.com/{version}/',
    '/',
    'relative/base',
  ])
  const old = { swagger: '2.0', host: 'x.example', basePath: '/api', schemes: ['https'] }
  expect(serverAddressesOf(old)).toEqual(['https://x.example/api'])
  expect(basePathsOf({ swagger: '2.0', basePath: '/api/' })).toEqual(['/api'])
  expect(basePathsOf({ swagger: '2.0', basePath: '/' })).toEqual([])
})

test('operation ids that are usable stay, all others are derived and unique', () => {
  const ids = createOperationIds()
  const take = (declared: unknown, method = 'GET', path = '/books/{id}'): string =>
    ids.take(declared, method, path).id
  expect(take('getBook')).toBe('getBook')
  expect(take(undefined)).toBe('get-books-id')
  expect(take('')).toBe('get-books-id-2')
  expect(take('GETBOOK')).toBe('GETBOOK-2')
  expect(take('../../escape')).toBe('escape')
  expect(take('1st op with spaces/é')).toBe('1st-op-with-spaces-e')
  expect(take('constructor')).toBe('constructor-operation')
  expect(take('__proto__')).toBe('__proto__-operation')
  expect(take('CON')).toBe('CON-operation')
  expect(take(42)).toBe('42')
  expect(take('获取用户', 'GET', '/users')).toBe('get-users')
  expect(take({}, 'POST', '/')).toBe('post')
})

test('an operationId that is there twice is told', () => {
  const ids = createOperationIds()
  expect(ids.take('same', 'GET', '/one')).toEqual({ id: 'same' })
  expect(ids.take('same', 'GET', '/two')).toEqual({ id: 'get-two', duplicateOf: 'same' })
})

test('a variable of a server that has an enum is written out, unless there are too many addresses', () => {
  const digits = Array.from({ length: 10 }, (_, digit) => String(digit))
  const server = {
    url: '{scheme}://{host}/{a}{b}',
    variables: {
      scheme: { default: 'http', enum: ['http', 'https'] },
      host: { default: 'x.example' },
      a: { default: '0', enum: digits },
      b: { default: '0', enum: digits },
    },
  }
  const addresses = addressesOf([server])
  expect(addresses).toHaveLength(20)
  expect(addresses).toContain('https://{host}/7{b}')
})
