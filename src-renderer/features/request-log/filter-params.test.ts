import { expect, test } from 'vitest'
import { readLogParams, writeLogParams } from './filter-params.ts'

test('conditions and the open entry survive the query string', () => {
  const params = {
    filter: {
      serverId: 'a',
      method: 'GET',
      statusClass: '4' as const,
      text: 'a&b=c',
      operationId: 'x',
    },
    entry: 12,
  }
  const written = writeLogParams(new URLSearchParams('other=1'), params, null)
  expect(written.get('other')).toBe('1')
  expect(readLogParams(new URLSearchParams(written.toString()), null)).toEqual(params)
})

test('the server of the screen goes before one in the query string and is not written there', () => {
  const { filter } = readLogParams(new URLSearchParams('server=b'), 'a')
  expect(filter).toEqual({ serverId: 'a' })
  expect(
    writeLogParams(new URLSearchParams('server=b'), { filter, entry: null }, 'a').toString(),
  ).toBe('')
})

test('what makes no sense is left out', () => {
  expect(readLogParams(new URLSearchParams('status=9&entry=x&method='), null)).toEqual({
    filter: {},
    entry: null,
  })
})
