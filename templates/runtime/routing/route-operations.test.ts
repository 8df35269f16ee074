import { expect, test } from 'vitest'
import type { MockApi, Operation, Parameter } from '#engine/specs/mock-api.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createRouter, isMatch } from './route-operations.ts'

interface Route {
  /** Such as "GET /books/{id}". */
  on: string
  fixedQuery?: Record<string, string>
  pathSchemas?: Record<string, JsonSchema>
}

function apiOf(routes: (string | Route)[], basePaths: string[] = []): MockApi {
  return {
    kind: 'openapi',
    formatVersion: '3.1.0',
    title: 'Test',
    version: '1',
    description: '',
    basePaths,
    schemas: {},
    securitySchemes: {},
    operations: routes.map((route) =>
      operationOf(typeof route === 'string' ? { on: route } : route),
    ),
  }
}

function operationOf({ on, fixedQuery, pathSchemas = {} }: Route): Operation {
  const [method = '', path = ''] = [on.slice(0, on.indexOf(' ')), on.slice(on.indexOf(' ') + 1)]
  return {
    id: on + (fixedQuery ? `?${new URLSearchParams(fixedQuery)}` : ''),
    method,
    path,
    ...(fixedQuery ? { fixedQuery } : {}),
    tag: '',
    summary: '',
    description: '',
    deprecated: false,
    pointer: '',
    parameters: Object.entries(pathSchemas).map(
      ([name, schema]): Parameter => ({
        name,
        in: 'path',
        required: true,
        description: '',
        style: 'simple',
        explode: false,
        allowEmptyValue: false,
        schema,
      }),
    ),
    responses: [],
    security: [],
  }
}

/** Finds and says it in one line: "GET /books/{id} id=1", or "404" or "405 GET,HEAD". */
function ask(api: MockApi, method: string, url: string): string {
  const [path = '', query = ''] = url.split('?')
  const found = createRouter(api).find(method, path, query)
  if (!isMatch(found))
    return found.allowedMethods.length > 0 ? `405 ${found.allowedMethods}` : '404'
  const values = Object.entries(found.pathParameters).map(([name, value]) => ` ${name}=${value}`)
  return found.operation.id + values.join('')
}

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

test('an encoded slash stays inside its parameter', () => {
  const api = apiOf(['GET /files/{path}/raw'])
  expect(ask(api, 'GET', '/files/a%2Fb%2fc/raw')).toBe('GET /files/{path}/raw path=a/b/c')
})

test('paths that are not ASCII match encoded, raw and as bytes', () => {
  const api = apiOf(['GET /bücher/{título}', 'GET /%E6%9C%AC'])
  const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
  expect(ask(api, 'GET', encodeURI('/bücher/ñ'))).toBe('GET /bücher/{título} título=ñ')
  expect(ask(api, 'GET', '/bücher/ñ')).toBe('GET /bücher/{título} título=ñ')
  expect(ask(api, 'GET', bytes('/bücher/ñ'))).toBe('GET /bücher/{título} título=ñ')
  expect(ask(api, 'GET', '/本')).toBe('GET /%E6%9C%AC')
})

test.each([
  '/a.b',
  '/a+b',
  '/a(b)',
  '/a[1]',
  '/a|b',
  '/a*',
  '/*',
  '/a:b',
  '/:id',
  '/::',
  '/a//b',
  '/a/',
  '//',
  '/"quoted"',
  "/'it'",
  '/a b',
  '/a^b$',
  '/a\\d',
  '/{',
  '/}',
  '/a{b',
  '/~user',
  '/a?',
  '/a#b',
  '/a%',
  '/a%zz',
  '/-',
  '/a;b=c',
  '/@x',
])('the literal path %s is found as it is written, encoded, and beside others', (path) => {
  const api = apiOf([`GET ${path}`, 'GET /plain', 'GET /other/{id}', `GET ${path}/{id}`])
  const encoded = path
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/')
  expect(createRouter(api).find('GET', encoded, '')).toHaveProperty('operation.path', path)
  if (!/[%?]/.test(path)) expect(ask(api, 'GET', encodeURI(path))).not.toBe('404')
  expect(ask(api, 'GET', '/plain')).toBe('GET /plain')
  expect(ask(api, 'GET', `${encoded}/9`)).toBe(`GET ${path}/{id} id=9`)
})

test.each([
  'a b',
  '2fa',
  'a-b',
  'a.b',
  '',
  '*',
  ':',
  '__proto__',
  'constructor',
  'filter[x]',
  'a/b',
  '日本',
  'a?',
  '(x)',
])('a parameter may be called %o', (name) => {
  const found = createRouter(apiOf([`GET /x/{${name}}/y`])).find('GET', '/x/1/y', '')
  expect(isMatch(found) && Object.entries(found.pathParameters)).toEqual([[name, '1']])
})

test('operations on one path are told apart by their fixed query, most fixed parameters first', () => {
  const api = apiOf([
    'GET /x',
    { on: 'GET /x', fixedQuery: { action: 'y' } },
    { on: 'GET /x', fixedQuery: { action: 'y', mode: 'z' } },
    { on: 'GET /t/{id}', fixedQuery: { flag: '' } },
  ])
  expect(ask(api, 'GET', '/x?action=y')).toBe('GET /x?action=y')
  expect(ask(api, 'GET', '/x?mode=z&action=y')).toBe('GET /x?action=y&mode=z')
  expect(ask(api, 'GET', '/x?action=n')).toBe('GET /x')
  expect(ask(api, 'GET', '/t/1?flag')).toBe('GET /t/{id}?flag= id=1')
  expect(ask(api, 'GET', '/t/1')).toBe('404')
})

test('a parameter marked as greedy takes several segments', () => {
  const api = apiOf([
    { on: 'GET /files/{proxy+}', pathSchemas: { proxy: { type: 'string' } } },
    'GET /files/{id}',
    'GET /copy/{from}/to/{path*}/end',
  ])
  expect(ask(api, 'GET', '/files/a')).toBe('GET /files/{id} id=a')
  expect(ask(api, 'GET', '/files/a/b%2Fc/d')).toBe('GET /files/{proxy+} proxy=a/b/c/d')
  expect(ask(api, 'GET', '/copy/1/to/x/y/end')).toBe(
    'GET /copy/{from}/to/{path*}/end from=1 path*=x/y',
  )
})

test('HEAD is answered by GET unless it is declared', () => {
  const api = apiOf(['GET /a', 'HEAD /b', 'GET /b'])
  expect(ask(api, 'HEAD', '/a')).toBe('GET /a')
  expect(ask(api, 'HEAD', '/b')).toBe('HEAD /b')
})

test('a trailing slash too many or too few is forgiven, unless both paths are declared', () => {
  const api = apiOf(['GET /a', 'GET /b/', 'GET /c', 'GET /c/', 'GET /d/{id}'])
  expect(ask(api, 'GET', '/a/')).toBe('GET /a')
  expect(ask(api, 'GET', '/b')).toBe('GET /b/')
  expect(ask(api, 'GET', '/c/')).toBe('GET /c/')
  expect(ask(api, 'GET', '/c')).toBe('GET /c')
  expect(ask(api, 'GET', '/d/1/')).toBe('GET /d/{id} id=1')
})

test('a path parameter is never empty', () => {
  expect(ask(apiOf(['GET /a/{id}']), 'GET', '/a/')).toBe('404')
  expect(ask(apiOf(['GET /a/{id}/b']), 'GET', '/a//b')).toBe('404')
})

test.each([
  '/%',
  '/%zz',
  '/%E0%A4%A',
  '/a%C3/%',
  '/%00',
  '/\\',
  '*',
  '',
  '/?',
  'http://x/a',
  '/;a',
  '/#',
  '/\ud800',
])('the path %o never throws', (path) => {
  const router = createRouter(apiOf(['GET /a', 'GET /b/{id}', 'GET /{x}-{y}'], ['/v1']))
  expect(isMatch(router.find('GET', path, '%'))).toBe(false)
})

test('malformed percent-encoding inside a parameter stays as it was written', () => {
  expect(ask(apiOf(['GET /a/{id}']), 'GET', '/a/100%25%20%zz')).toBe('GET /a/{id} id=100% %zz')
})

test('the encoded form of a parameter is kept where something was encoded', () => {
  const router = createRouter(apiOf(['GET /a/{id}']))
  expect(router.find('GET', '/a/x%2Cy,z', '')).toMatchObject({
    pathParameters: { id: 'x,y,z' },
    encodedPathParameters: { id: 'x%2Cy,z' },
  })
  expect(router.find('GET', '/a/xy', '')).not.toHaveProperty('encodedPathParameters')
})
