import { expect, test } from 'vitest'
import { importSpec } from '../import-spec.ts'

const spec = `openapi: 3.0.3
info: { title: T, version: '1' }
security: [{ nowhere: [] }]
paths:
  books:
    get: { responses: { '404': { description: gone } } }
  /a/{x}:
    GET: { operationId: twice, responses: &ok { '204': { description: ok } } }
    post: null
    put:
      operationId: twice
      parameters: [{ name: q, in: body }, { name: s, in: query, style: matrix, schema: {} }]
      requestBody: { content: { nonsense: {} } }
      responses:
        '204':
          description: ok
          headers: { 'Content-Length': { schema: {} } }
  /a/{y}:
    get:
      parameters: [{ name: y, in: path, required: true, schema: { type: string } }]
      responses: *ok
  /b:
    get:
      responses:
        '99': { description: odd }
        '200':
          description: ok
          content:
            application/json:
              schema: { type: object, properties: { n: { type: integer, minimum: low } } }
              example: { n: text }
components:
  securitySchemes: { odd: { type: magic } }
  schemas: { Lonely: { type: string } }
`

test('the health report names each mistake with its severity and place', async () => {
  const { report, mockApi } = await importSpec(
    { from: 'text', text: spec, fileName: 'mistakes.yaml' },
    { samplesFolder: '' },
  )
  const found = report.problems.map(
    ({ severity, code, place }) => `${severity} ${code} ${place?.line} ${place?.pointer}`,
  )
  expect(found.toSorted()).toEqual(
    [
      'warning path-without-slash 5 /paths/books',
      'warning no-success-response 6 /paths/books/get',
      'warning method-case 8 /paths/~1a~1{x}/GET',
      'warning empty-operation 9 /paths/~1a~1{x}/post',
      'warning duplicate-operation-id 11 /paths/~1a~1{x}/put/operationId',
      'warning invalid-parameter 12 /paths/~1a~1{x}/put/parameters/0',
      'warning invalid-parameter 12 /paths/~1a~1{x}/put/parameters/1/style',
      'warning invalid-media-type 13 /paths/~1a~1{x}/put/requestBody/content/nonsense',
      'warning unsafe-header 17 /paths/~1a~1{x}/put/responses/204/headers/Content-Length',
      'warning ambiguous-path 19 /paths/~1a~1{y}/get',
      'warning invalid-status 25 /paths/~1b/get/responses/99',
      'warning invalid-keyword 30 /paths/~1b/get/responses/200/content/application~1json/schema/properties/n/minimum',
      'warning example-breaks-schema 31 /paths/~1b/get/responses/200/content/application~1json/example',
      'warning invalid-security-scheme 33 /components/securitySchemes/odd',
      'warning unknown-security-scheme 3 /security/0/nowhere',
      'warning undeclared-path-parameter 8 /paths/~1a~1{x}/GET',
      'warning undeclared-path-parameter 10 /paths/~1a~1{x}/put',
      'info unused-schema 34 /components/schemas',
    ].toSorted(),
  )
  expect(mockApi.operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /books',
    'GET /a/{x}',
    'PUT /a/{x}',
    'GET /a/{y}',
    'GET /b',
  ])
})
