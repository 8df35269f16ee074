import { expect, test } from 'vitest'
import { detectText, sourceOfText, urlProblem } from './detect-input.ts'

test('a lone address is fetched', () => {
  expect(detectText(' https://example.com/openapi.yaml\n')).toEqual({
    kind: 'url',
    url: 'https://example.com/openapi.yaml',
  })
  expect(sourceOfText('http://localhost:3000/v3/api-docs').source).toEqual({
    from: 'url',
    url: 'http://localhost:3000/v3/api-docs',
  })
})

test('a description is told from other text, in JSON and in YAML', () => {
  expect(detectText('openapi: 3.1.0\ninfo: {}')).toEqual({ kind: 'spec', format: 'YAML' })
  expect(detectText('# comment\n---\nswagger: "2.0"')).toEqual({ kind: 'spec', format: 'YAML' })
  expect(detectText('{ "info": {}, "openapi" : "3.0.3" }')).toEqual({
    kind: 'spec',
    format: 'JSON',
  })
  expect(detectText('{"name": "x"}')).toEqual({ kind: 'unknown' })
  expect(detectText('see https://example.com')).toEqual({ kind: 'unknown' })
  expect(detectText(' ')).toEqual({ kind: 'empty' })
})

test('text that is no address is imported as it is, so that its error can be told', () => {
  expect(sourceOfText('hello').source).toEqual({ from: 'text', text: 'hello' })
})

test('an address without a scheme is refused with what to do', () => {
  expect(urlProblem('example.com/openapi.json')).toContain('https://')
  expect(urlProblem('')).toBe('Give the address of a description.')
  expect(urlProblem('https://example.com')).toBeNull()
})
