import { expect, test } from 'vitest'
import { operationPath, serverPath, tabOfPath } from './paths.ts'

test('an operation whose id holds a slash stays one segment', () => {
  expect(operationPath('pets', 'GET /pets/{id}')).toBe(
    '/servers/pets/operations/GET%20%2Fpets%2F%7Bid%7D',
  )
})

test('the tab is read back from the address', () => {
  expect(tabOfPath(serverPath('pets', 'log'))).toBe('log')
  expect(tabOfPath(operationPath('pets', 'listPets'))).toBe('operations')
  expect(tabOfPath('/servers/pets')).toBe('overview')
  expect(tabOfPath('/settings')).toBe('overview')
})
