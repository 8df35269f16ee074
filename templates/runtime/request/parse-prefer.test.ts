import { expect, test } from 'vitest'
import { parsePrefer } from './parse-prefer.ts'

test.each([
  ['code=404', { code: '404' }],
  ['code=404, example=missing', { code: '404', example: 'missing' }],
  ['example="not, found; \\"x\\""', { example: 'not, found; "x"' }],
  ['Code = "404" , DYNAMIC = true', { code: '404', dynamic: true }],
  ['dynamic', { dynamic: true }],
  ['dynamic=false', { dynamic: false }],
  ['dynamic=sometimes', {}],
  ['respond-async, wait=10, code=201', { code: '201' }],
  ['code=404; dynamic=true', { code: '404', dynamic: true }],
  ['code=200, code=500', { code: '200' }],
  ['', {}],
  ['="', {}],
  ['code=', {}],
  ['__proto__=1, constructor=2', {}],
])('Prefer: %s', (prefer, preferences) => {
  expect(parsePrefer({ prefer }, '')).toEqual(preferences)
})

test('several headers are one list', () => {
  // Node joins repeated headers, its types allow a list all the same.
  expect(parsePrefer({ prefer: ['code=404', 'dynamic=true'] } as never, '')).toEqual({
    code: '404',
    dynamic: true,
  })
})

test('query parameters say the same, and the header wins', () => {
  expect(parsePrefer({}, 'a=1&__code=404&__example=not+found%21&__dynamic=true')).toEqual({
    code: '404',
    example: 'not found!',
    dynamic: true,
  })
  expect(parsePrefer({ prefer: 'code=500' }, '__code=404')).toEqual({ code: '500' })
})

test('no wish is no preference', () => {
  expect(parsePrefer({}, '')).toEqual({})
})
