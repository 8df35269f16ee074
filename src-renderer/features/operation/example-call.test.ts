import { expect, test } from 'vitest'
import type { OperationDetails } from '#contract/operation.ts'
import { exampleCall } from './example-call.ts'

const operation: OperationDetails = {
  id: 'updatePet',
  method: 'PUT',
  path: '/pets/{petId}/{tag}',
  tag: '',
  summary: '',
  description: '',
  deprecated: false,
  parameters: [
    { name: 'petId', in: 'path', required: true, description: '', schema: { type: 'integer' } },
    { name: 'tag', in: 'path', required: true, description: '', schema: { enum: ['a b'] } },
    { name: 'dry', in: 'query', required: true, description: '', schema: { type: 'boolean' } },
    { name: 'limit', in: 'query', required: false, description: '', schema: {} },
  ],
  requestBody: {
    required: true,
    content: [{ contentType: 'application/json', examples: [{ name: 'x', value: { a: "it's" } }] }],
  },
  responses: [],
  security: [],
}

test('a call has what is required and an example as its body', () => {
  expect(exampleCall(operation, 'http://127.0.0.1:4010')).toBe(
    [
      "curl --request PUT \\\n  'http://127.0.0.1:4010/pets/1/a%20b?dry=true'",
      "--header 'content-type: application/json'",
      `--data-raw '{"a":"it'\\''s"}'`,
    ].join(' \\\n  '),
  )
})
