import { expect, test } from 'vitest'
import type { OperationSummary } from '#contract/operation.ts'
import { filterOperations, operationRows, rowForKey, togglesTag } from './operation-rows.ts'

function operation(id: string, method: string, path: string, tag: string): OperationSummary {
  const rest = {
    summary: '',
    deprecated: false,
    hits: 0,
    lastStatus: null,
    lastSeq: 0,
    overridden: false,
  }
  return { id, method, path, tag, ...rest }
}

const operations = [
  operation('listPets', 'GET', '/pets', 'pets'),
  operation('getInventory', 'GET', '/store/inventory', 'store'),
  operation('addPet', 'POST', '/pets', 'pets'),
  operation('ping', 'GET', '/ping', ''),
]

test('words of a filter may come from different fields', () => {
  expect(filterOperations(operations, 'post PETS').map(({ id }) => id)).toEqual(['addPet'])
  expect(filterOperations(operations, '  ')).toHaveLength(4)
  expect(filterOperations(operations, 'nothing')).toEqual([])
})

test('operations are grouped by tag in the order of the spec', () => {
  const rows = operationRows(operations, new Set())
  const labels = rows.map((row) => (row.kind === 'tag' ? `# ${row.tag}` : row.operation.id))
  expect(labels).toEqual([
    '# pets',
    'listPets',
    'addPet',
    '# store',
    'getInventory',
    '# Other',
    'ping',
  ])
})

test('a collapsed tag shows its head only', () => {
  const rows = operationRows(operations, new Set(['pets']))
  expect(rows.slice(0, 2)).toEqual([
    { kind: 'tag', tag: 'pets', count: 2, collapsed: true },
    { kind: 'tag', tag: 'store', count: 1, collapsed: false },
  ])
})

test('a single tag needs no head', () => {
  const rows = operationRows(operations.slice(0, 1), new Set(['pets']))
  const place = { level: 1, position: 1, count: 1 }
  expect(rows).toEqual([{ kind: 'operation', operation: operations[0], ...place }])
})

test('an operation knows its place among those of its tag', () => {
  const rows = operationRows(operations, new Set())
  expect(rows[2]).toMatchObject({ operation: operations[2], level: 2, position: 2, count: 2 })
})

test('keys of a tree lead to rows and other keys to none', () => {
  const rows = operationRows(operations, new Set())
  expect(rowForKey('ArrowDown', rows, -1)).toBe(0)
  expect(rowForKey('ArrowDown', rows, 6)).toBe(6)
  expect(rowForKey('ArrowUp', rows, 0)).toBe(0)
  expect(rowForKey('ArrowLeft', rows, 2)).toBe(0)
  expect(rowForKey('End', rows, -1)).toBe(6)
  expect(rowForKey('Home', rows, 6)).toBe(0)
  expect(rowForKey('PageDown', rows, 1)).toBe(6)
  expect(rowForKey('PageUp', rows, 6)).toBe(0)
  expect(rowForKey('a', rows, 1)).toBeNull()
})

test('an arrow folds a tag that is open, the other one unfolds it', () => {
  expect(togglesTag('ArrowLeft', false)).toBe(true)
  expect(togglesTag('ArrowLeft', true)).toBe(false)
  expect(togglesTag('ArrowRight', true)).toBe(true)
  expect(togglesTag('Enter', true)).toBe(true)
})
