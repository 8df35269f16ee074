import { expect, test } from 'vitest'
import type { OperationSummary } from '#contract/operation.ts'
import { curlLine, easiestOperation } from './example-request.ts'

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

test('parameters of the path are filled', () => {
  expect(curlLine('http://127.0.0.1:4010/', operation('get', '/pets/{id}/toys/{toy}'))).toBe(
    'curl http://127.0.0.1:4010/pets/1/toys/1',
  )
  expect(curlLine('http://127.0.0.1:4010', operation('delete', '/pets/{id}'))).toBe(
    'curl -X DELETE http://127.0.0.1:4010/pets/1',
  )
})

test('an address that a shell would read differently is quoted', () => {
  expect(curlLine('http://h:1', operation('get', '/a?b=1&c=$x'))).toBe(
    'curl "http://h:1/a?b=1&c=\\$x"',
  )
})
