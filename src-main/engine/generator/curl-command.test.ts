import { expect, test } from 'vitest'
import type { Operation, Parameter } from '../specs/mock-api.ts'
import { bookshopSource } from './bookshop-project.ts'
import { createCurlWriter } from './curl-command.ts'
import { commandLine } from './harmless-text.ts'

const { mockApi } = bookshopSource('')

function lineFor(change: Partial<Operation>, securitySchemes = {}): string {
  const curl = createCurlWriter({ ...mockApi, securitySchemes }, 'http://127.0.0.1:4010')
  return commandLine(curl({ ...mockApi.operations[0]!, ...change }))
}

function parameter(change: Partial<Parameter>): Parameter {
  return {
    name: 'a',
    in: 'query',
    required: true,
    description: '',
    style: 'form',
    explode: true,
    allowEmptyValue: false,
    schema: { type: 'string' },
    ...change,
  }
}

test('calls each operation with values of its schemas', () => {
  const curl = createCurlWriter(mockApi, 'http://127.0.0.1:4010')
  expect(mockApi.operations.map((operation) => commandLine(curl(operation)))).toEqual([
    'curl http://127.0.0.1:4010/books',
    'curl http://127.0.0.1:4010/books/1',
    `curl -X POST -H 'Content-Type: application/json' -d '{"id":1,"title":"text"}' http://127.0.0.1:4010/books`,
    `curl -X POST -H 'Content-Type: application/json' -d '"text"' http://127.0.0.1:4010/login`,
  ])
})

test('sends a whole query as what it is, and no credentials twice', () => {
  const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } }
  const whole = { name: 'q', isWholeQuery: true, schema } as const
  const asForm = parameter({ ...whole, contentType: 'application/x-www-form-urlencoded' })
  expect(lineFor({ parameters: [asForm] })).toMatch(/[?]n=1'?$/)
  const asJson = parameter({ ...whole, contentType: 'application/json' })
  expect(lineFor({ parameters: [asJson] })).toMatch(/[?]%7B%22n%22%3A1%7D'?$/)
  const header = parameter({ name: 'authorization', in: 'header' })
  const line = lineFor(
    { parameters: [header], security: [{ basic: [] }] },
    { basic: { type: 'http', scheme: 'basic' } },
  )
  expect(line.match(/authorization:/gi)).toEqual(['Authorization:'])
})

test('sends what is required, and no more', () => {
  const parameters = [
    parameter({ name: 'day', schema: { type: 'string', format: 'date' } }),
    parameter({ name: 'page', required: false }),
    parameter({ name: 'X-Version', in: 'header', schema: { enum: ['v2'] } }),
    parameter({ name: '@/etc/passwd', in: 'header' }),
  ]
  expect(lineFor({ parameters })).toBe(
    "curl -H 'X-Version: v2' 'http://127.0.0.1:4010/books?day=2026-01-31'",
  )
})

test('carries a credential of each kind', () => {
  const schemes = {
    key: { type: 'apiKey', in: 'query', name: 'key' },
    basic: { type: 'http', scheme: 'basic' },
    oauth: { type: 'oauth2' },
  }
  const line = (name: string) => lineFor({ security: [{ [name]: [] }] }, schemes)
  expect(line('key')).toContain('/books?key=key')
  expect(line('basic')).toContain("-H 'Authorization: Basic dXNlcjpwYXNzd29yZA=='")
  expect(line('oauth')).toContain("-H 'Authorization: Bearer token'")
})

test('sends forms as forms', () => {
  const schema = { type: 'object', required: ['grant'], properties: { grant: { const: 'a b' } } }
  const contentType = 'application/x-www-form-urlencoded'
  const requestBody = { required: true, content: [{ contentType, schema, examples: [] }] }
  expect(lineFor({ method: 'POST', requestBody })).toBe(
    "curl -X POST --data-urlencode 'grant=a b' http://127.0.0.1:4010/books",
  )
})

test('quotes whatever a shell could act on', () => {
  expect(commandLine(['echo', "it's", '$(x)', 'a\nb', 'plain', ''])).toBe(
    `echo 'it'\\''s' '$(x)' 'a b' plain ''`,
  )
})
