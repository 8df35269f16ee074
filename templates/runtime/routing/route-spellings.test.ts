import { expect, test } from 'vitest'
import { createRouter, isMatch } from './route-operations.ts'
import { apiOf, ask } from './routes-for-tests.ts'

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
