import { expect, test } from 'vitest'
import { apiOf, ask } from './routes-for-tests.ts'

test('a path without parameters is found', () => {
  expect(ask(apiOf(['GET /books']), 'GET', '/books')).toBe('GET /books')
})

test('the root path is found', () => {
  expect(ask(apiOf(['GET /']), 'GET', '/')).toBe('GET /')
  expect(ask(apiOf(['GET /'], ['/v1']), 'GET', '/v1')).toBe('GET /')
})

test('a path matches with and without each base path', () => {
  const api = apiOf(['GET /books/{id}', 'GET /books'], ['/api/v1', '/api'])
  expect(ask(api, 'GET', '/books')).toBe('GET /books')
  expect(ask(api, 'GET', '/api/v1/books')).toBe('GET /books')
  expect(ask(api, 'GET', '/api/books/7')).toBe('GET /books/{id} id=7')
  expect(ask(api, 'GET', '/apibooks')).toBe('404')
})

test('with a base path the most specific reading of a path wins', () => {
  const api = apiOf(['GET /{tenant}/books', 'GET /books', 'GET /v1/status', 'GET /{id}'], ['/v1'])
  expect(ask(api, 'GET', '/v1/books')).toBe('GET /books')
  expect(ask(api, 'GET', '/acme/books')).toBe('GET /{tenant}/books tenant=acme')
  expect(ask(api, 'GET', '/v1/status')).toBe('GET /v1/status')
  expect(ask(api, 'GET', '/v1/9')).toBe('GET /{id} id=9')
})

test('a base path with encoded characters matches either spelling', () => {
  const api = apiOf(['GET /a/{b}'], ['/caf%C3%A9/x y'])
  expect(ask(api, 'GET', '/café/x%20y/a/%31')).toBe('GET /a/{b} b=1')
})

test('literal segments win over templated ones from left to right', () => {
  const api = apiOf(['GET /{a}/b/c', 'GET /x/{b}/c', 'GET /x/{b}/{c}', 'GET /x/b/{c}', 'GET /x/me'])
  expect(ask(api, 'GET', '/x/b/c')).toBe('GET /x/b/{c} c=c')
  expect(ask(api, 'GET', '/x/q/c')).toBe('GET /x/{b}/c b=q')
  expect(ask(api, 'GET', '/x/q/r')).toBe('GET /x/{b}/{c} b=q c=r')
  expect(ask(api, 'GET', '/q/b/c')).toBe('GET /{a}/b/c a=q')
  expect(ask(api, 'GET', '/x/me')).toBe('GET /x/me')
})

test('a method that only the less specific path has is found there', () => {
  const api = apiOf(['GET /books/new', 'DELETE /books/{id}'])
  expect(ask(api, 'DELETE', '/books/new')).toBe('DELETE /books/{id} id=new')
})

test('templates that differ in parameter names only each keep their methods', () => {
  const api = apiOf(['GET /a/{x}', 'PUT /a/{y}', 'GET /a/{z}', 'GET /a/{x}/b', 'GET /a/{w}/c'])
  expect(ask(api, 'GET', '/a/1')).toBe('GET /a/{x} x=1')
  expect(ask(api, 'PUT', '/a/1')).toBe('PUT /a/{y} y=1')
  expect(ask(api, 'GET', '/a/1/b')).toBe('GET /a/{x}/b x=1')
  expect(ask(api, 'GET', '/a/1/c')).toBe('GET /a/{w}/c w=1')
})

test('of templates that differ in names only the one whose types fit is meant', () => {
  const api = apiOf([
    { on: 'GET /users/{id}', pathSchemas: { id: { type: 'integer' } } },
    { on: 'GET /users/{name}', pathSchemas: { name: { type: 'string' } } },
  ])
  expect(ask(api, 'GET', '/users/7')).toBe('GET /users/{id} id=7')
  expect(ask(api, 'GET', '/users/ann')).toBe('GET /users/{name} name=ann')
})

test.each([
  ['/{a}-{b}', '/1-2', 'a=1 b=2'],
  ['/{file}.{ext}', '/report.pdf', 'file=report ext=pdf'],
  ['/{a}:{b}', '/x:y', 'a=x b=y'],
  ['/{a}:{b}', '/x%3Ay', 'a=x b=y'],
  ['/{a}:{b}', '/x%3Az:y', 'a=x:z b=y'],
  ['/{a},{b}', '/1,2', 'a=1 b=2'],
  ['/{id|slug}', '/7', 'id|slug=7'],
  ['/jobs/{id}:cancel', '/jobs/7:cancel', 'id=7'],
  ['/jobs/{id}:cancel', '/jobs/a:b:cancel', 'id=a:b'],
  ['/x:verb', '/x:verb', ''],
  ['/x:verb', '/x%3averb', ''],
  ['/v{version}/x', '/v2/x', 'version=2'],
  ['/compare/{base}...{head}', '/compare/v1.0...v1.1', 'base=v1.0 head=v1.1'],
  ['/{a}{b}', '/xyz', 'a=x b=yz'],
  ["/Books('{id}')", "/Books('7')", 'id=7'],
  ['/Books(key={key},n={n})', '/Books(key=a,n=2)', 'key=a n=2'],
])('%s matches %s with %s', (template, path, values) => {
  expect(ask(apiOf([`GET ${template}`]), 'GET', path)).toBe(`GET ${template} ${values}`.trim())
})

test('an ambiguous segment is split where the types fit', () => {
  const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e'
  const api = apiOf([
    {
      on: 'GET /{id}-{version}',
      pathSchemas: { id: { type: 'string', format: 'uuid' }, version: { type: 'integer' } },
    },
  ])
  expect(ask(api, 'GET', `/${uuid}-12`)).toBe(`GET /{id}-{version} id=${uuid} version=12`)
})

test('a segment with a suffix wins over a plain parameter and falls back to it', () => {
  const api = apiOf(['POST /jobs/{id}', 'POST /jobs/{id}:cancel', 'POST /jobs/{id}:cancel-all'])
  expect(ask(api, 'POST', '/jobs/7:cancel')).toBe('POST /jobs/{id}:cancel id=7')
  expect(ask(api, 'POST', '/jobs/7:cancel-all')).toBe('POST /jobs/{id}:cancel-all id=7')
  expect(ask(api, 'POST', '/jobs/7')).toBe('POST /jobs/{id} id=7')
})

test('a template whose literal text does not fit gives way to a less specific one', () => {
  const api = apiOf(['GET /a/{x}.json', 'GET /{y}/{z}'])
  expect(ask(api, 'GET', '/a/b.json')).toBe('GET /a/{x}.json x=b')
  expect(ask(api, 'GET', '/a/b.xml')).toBe('GET /{y}/{z} y=a z=b.xml')
})
