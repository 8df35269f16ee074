import { expect, test } from 'vitest'
import { negotiate } from './negotiate.ts'

const JSON_TYPE = 'application/json'
const PROBLEM = 'application/problem+json'
const XML = 'application/xml'

test.each([
  ['no Accept header', undefined],
  ['an empty one', ''],
  ['*/*', '*/*'],
  ['an unreadable one', 'nonsense'],
])('%s gets JSON before everything else, else the first', (_, accept) => {
  expect(negotiate(accept, [XML, PROBLEM, JSON_TYPE])).toBe(JSON_TYPE)
  expect(negotiate(accept, [XML, PROBLEM])).toBe(PROBLEM)
  expect(negotiate(accept, [XML, 'text/plain'])).toBe(XML)
  expect(negotiate(accept, [])).toBeNull()
})

test.each([
  ['application/xml', [JSON_TYPE, XML], XML],
  ['application/xml;q=0.5, application/json;q=0.4', [JSON_TYPE, XML], XML],
  ['text/html, application/xml;q=0.9, */*;q=0.8', [JSON_TYPE, XML], XML],
  ['text/html, */*;q=0.1', [JSON_TYPE, XML], JSON_TYPE],
  ['application/*', [XML, JSON_TYPE], JSON_TYPE],
  ['text/*, application/json;q=0.3', ['text/csv', JSON_TYPE], 'text/csv'],
  ['application/xml, application/json', [JSON_TYPE, XML], XML],
  ['APPLICATION/JSON', [JSON_TYPE], JSON_TYPE],
  ['application/json; charset=utf-8', [JSON_TYPE], JSON_TYPE],
  ['application/json', ['application/json; charset=utf-8'], 'application/json; charset=utf-8'],
  [
    'application/json;v=2',
    ['application/json;v=1', 'application/json;v=2'],
    'application/json;v=2',
  ],
  ['*', [XML], XML],
])('Accept: %s of %o chooses %s', (accept, offered, chosen) => {
  expect(negotiate(accept, offered)).toBe(chosen)
})

test('a more specific range overrules a general one', () => {
  expect(negotiate('*/*, application/json;q=0', [JSON_TYPE, XML])).toBe(XML)
  expect(negotiate('application/*;q=0.2, application/json;q=0.1', [JSON_TYPE, XML])).toBe(XML)
  expect(negotiate('*/*;q=0, text/csv', [JSON_TYPE])).toBeNull()
})

test('nothing acceptable is null', () => {
  expect(negotiate('text/html', [JSON_TYPE])).toBeNull()
  expect(negotiate('application/json;q=0', [JSON_TYPE])).toBeNull()
})

test('ranges on offer are matched and returned as they were given', () => {
  expect(negotiate('image/png', [JSON_TYPE, 'image/*'])).toBe('image/*')
  expect(negotiate('text/html', ['*/*'])).toBe('*/*')
  expect(negotiate('image/*', ['image/png'])).toBe('image/png')
  expect(negotiate('application/json;q=0', ['*/*'])).toBeNull()
})

test('an offer that is no media type fits every wish', () => {
  expect(negotiate('text/html', ['json'])).toBe('json')
})

test('another value of a parameter is another type, however it is written', () => {
  const offered = ['application/x+json;version=1', 'application/x+json;version=2']
  expect(negotiate('application/x+json;version=2', offered)).toBe(offered[1])
  expect(negotiate('application/x+json', offered)).toBe(offered[0])
  expect(negotiate('application/x+json;version=3', offered)).toBeNull()
  expect(negotiate('application/x+json;version=3, */*;q=0.1', offered)).toBe(offered[0])
  expect(negotiate('text/plain;charset=utf-8', ['text/plain;charset=us-ascii'])).not.toBeNull()
})
