import { expect, test } from 'vitest'
import { filterPalette } from './filter-palette.ts'

const entries = [
  {
    group: 'Commands',
    actions: [
      { id: 'remove', label: 'Remove server', keywords: 'delete' },
      { id: 'stop', label: 'Stop server' },
      { id: 'server-settings', label: 'Go to server settings' },
    ],
  },
  {
    group: 'Operations',
    actions: [{ id: 'o', label: 'GET /servers', description: 'All servers' }],
  },
]

const ids = (query: string) =>
  filterPalette(query, entries).flatMap((entry) =>
    'actions' in entry ? entry.actions.map(({ id }) => id) : [],
  )

test('an empty query leaves operations out', () => {
  expect(ids('')).toEqual(['remove', 'stop', 'server-settings'])
})

test('every word has to occur, in label, description or keywords', () => {
  expect(ids('server settings')).toEqual(['server-settings'])
  expect(ids('delete')).toEqual(['remove'])
  expect(ids('all get')).toEqual(['o'])
  expect(ids('nothing')).toEqual([])
})

test('labels that begin with the query come first', () => {
  expect(ids('st')[0]).toBe('stop')
})
