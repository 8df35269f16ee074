import { expect, test } from 'vitest'
import type { OperationDetails } from '#contract/operation.ts'
import { declaredContent, declaredStatuses } from './declared-answers.ts'

function response(
  status: string,
  ...contentTypes: string[]
): OperationDetails['responses'][number] {
  const content = contentTypes.map((contentType) => ({
    contentType,
    schema: `${status} ${contentType}`,
    examples: [],
  }))
  return { status, description: '', headers: [], content }
}

const operation: OperationDetails = {
  id: 'x',
  method: 'GET',
  path: '/x',
  tag: '',
  summary: '',
  description: '',
  deprecated: false,
  parameters: [],
  requestBody: null,
  responses: [
    response('201', 'application/xml', 'application/vnd.x+json'),
    response('4XX', 'application/json'),
    response('404'),
    response('default', 'text/plain'),
  ],
  security: [],
  call: ['curl', '/'],
}

test('a status finds itself, then its range, then default', () => {
  expect(declaredContent(operation, '201')?.schema).toBe('201 application/vnd.x+json')
  expect(declaredContent(operation, '422')?.schema).toBe('4XX application/json')
  expect(declaredContent(operation, '503')?.schema).toBe('default text/plain')
})

test('an empty status stands for the success', () => {
  expect(declaredContent(operation, '')?.status).toBe('201')
})

test('a declared answer without a body has no content', () => {
  expect(declaredContent(operation, '404')).toBeNull()
  expect(declaredContent(undefined, '200')).toBeNull()
})

test('only codes are offered', () => {
  expect(declaredStatuses(operation)).toEqual(['201', '404'])
})
