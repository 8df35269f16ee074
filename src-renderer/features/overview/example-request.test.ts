import { expect, test } from 'vitest'
import type { OperationSummary } from '#contract/operation.ts'
import { easiestOperation } from './example-request.ts'

function operation(method: string, path: string, deprecated = false): OperationSummary {
  const rest = { tag: '', summary: '', hits: 0, lastStatus: null, lastSeq: 0, overridden: false }
  return { id: `${method} ${path}`, method, path, deprecated, ...rest }
}

test('a GET without parameters is the easiest to call', () => {
  const operations = [
    operation('POST', '/pets'),
    operation('GET', '/pets/{id}'),
    operation('GET', '/old', true),
    operation('GET', '/pets'),
  ]
  expect(easiestOperation(operations)?.path).toBe('/pets')
  expect(easiestOperation([])).toBeNull()
})
