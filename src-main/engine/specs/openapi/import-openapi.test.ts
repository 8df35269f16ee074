import { expect, test } from 'vitest'
import { codesOf, mockApiOf, ok, only } from './imports-for-tests.ts'

test('parameters of the path are overridden by those of the operation', async () => {
  const operation = only(
    await mockApiOf(`
paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: X-Trace, in: header, schema: {type: string}}
      - {name: page, in: query, schema: {type: integer}}
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: x-trace, in: header, required: true, schema: {type: boolean}}
      ${ok}`),
  )
  expect(
    operation.parameters.map(({ name, required, schema }) => ({ name, required, schema })),
  ).toEqual([
    { name: 'id', required: true, schema: { type: 'integer' } },
    { name: 'x-trace', required: true, schema: { type: 'boolean' } },
    { name: 'page', required: false, schema: { type: 'integer' } },
  ])
})

test('style and explode default as the place of the parameter wants', async () => {
  const operation = only(
    await mockApiOf(`
paths:
  /a/{p}:
    get:
      parameters:
        - {name: p, in: path, required: true, schema: {type: string}}
        - {name: q, in: query, schema: {type: array}}
        - {name: h, in: header, schema: {type: array}}
        - {name: c, in: cookie, schema: {type: string}}
        - {name: d, in: query, style: deepObject, schema: {type: object}}
        - {name: s, in: query, style: pipeDelimited, schema: {type: array}}
        - {name: j, in: query, content: {application/json: {schema: {type: object}}}}
      ${ok}`),
  )
  const shape = operation.parameters.map((p) => [p.name, p.style, p.explode, p.contentType])
  expect(shape).toEqual([
    ['p', 'simple', false, undefined],
    ['q', 'form', true, undefined],
    ['h', 'simple', false, undefined],
    ['c', 'form', true, undefined],
    ['d', 'deepObject', true, undefined],
    ['s', 'pipeDelimited', false, undefined],
    ['j', 'form', true, 'application/json'],
  ])
})

test('header parameters that the protocol describes elsewhere are ignored', async () => {
  const operation = only(
    await mockApiOf(`
paths:
  /a:
    get:
      parameters:
        - {name: Authorization, in: header, required: true, schema: {type: string}}
        - {name: Accept, in: header, schema: {type: string}}
      ${ok}`),
  )
  expect(operation.parameters).toEqual([])
})

test('path parameters agree with the template, whatever is declared', async () => {
  const members = `
paths:
  /a/{id}/{rest+}:
    get:
      parameters:
        - {name: rest, in: path, required: true, schema: {type: integer}}
        - {name: other, in: path, required: true, schema: {type: string}}
      ${ok}`
  const operation = only(await mockApiOf(members))
  expect(operation.parameters.map(({ name, schema }) => [name, schema])).toEqual([
    ['rest+', { type: 'integer' }],
    ['id', { type: 'string' }],
  ])
  expect(await codesOf(members)).toEqual(['unused-path-parameter', 'undeclared-path-parameter'])
})

test('a query within a path becomes fixed values and query parameters', async () => {
  const mockApi = await mockApiOf(`
paths:
  /rides?kind=short: {get: {${ok}}}
  /rides?page={page}:
    get:
      parameters: [{name: page, in: path, required: true, schema: {type: integer}}]
      ${ok}
  /rides#one: {get: {${ok}}}
  /rides#two: {get: {${ok}}}`)
  expect(mockApi.operations.map(({ id, path, fixedQuery }) => ({ id, path, fixedQuery }))).toEqual([
    { id: 'get-rides', path: '/rides', fixedQuery: { kind: 'short' } },
    { id: 'get-rides-2', path: '/rides', fixedQuery: undefined },
    { id: 'get-rides-3', path: '/rides', fixedQuery: undefined },
    { id: 'get-rides-4', path: '/rides', fixedQuery: undefined },
  ])
  expect(mockApi.operations[1]?.parameters).toMatchObject([
    { name: 'page', in: 'query', required: true, style: 'form' },
  ])
  expect(mockApi.operations[1]?.templatedQuery).toEqual(['page'])
})

test('references to every kind of component are followed', async () => {
  const mockApi = await mockApiOf(`
paths:
  /a: {$ref: '#/components/pathItems/A'}
components:
  pathItems:
    A:
      post:
        parameters: [{$ref: '#/components/parameters/P'}]
        requestBody: {$ref: '#/components/requestBodies/B'}
        responses: {'200': {$ref: '#/components/responses/R'}}
  parameters: {P: {name: p, in: query, schema: {$ref: '#/components/schemas/S'}}}
  requestBodies: {B: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}
  responses:
    R:
      description: r
      headers: {X-H: {$ref: '#/components/headers/H'}}
      content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {one: {$ref: '#/components/examples/E'}}}}
  headers: {H: {required: true, schema: {type: integer}, example: 3}}
  examples: {E: {value: text}}
  schemas: {S: {type: string}}`)
  expect(only(mockApi)).toMatchObject({
    method: 'POST',
    pointer: '/components/pathItems/A/post',
    parameters: [{ name: 'p', schema: { $ref: '#/schemas/S' } }],
    requestBody: { required: true, content: [{ schema: { $ref: '#/schemas/S' } }] },
    responses: [
      {
        status: '200',
        headers: [{ name: 'X-H', required: true, schema: { type: 'integer' }, example: 3 }],
        content: [{ schema: { $ref: '#/schemas/S' }, examples: [{ name: 'one', value: 'text' }] }],
      },
    ],
  })
  expect(mockApi.schemas).toEqual({ S: { type: 'string' } })
})

test('examples come from example and examples; those elsewhere are not fetched', async () => {
  const members = `
paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              example: {a: 1}
              examples: {two: {value: null}, far: {externalValue: 'https://example.com/x'}, bare: {b: 2}}`
  const [response] = only(await mockApiOf(members)).responses
  expect(response?.content[0]?.examples).toEqual([
    { name: 'default', value: { a: 1 } },
    { name: 'two', value: null },
    { name: 'bare', value: { b: 2 } },
  ])
  expect(await codesOf(members)).toEqual(['external-example', 'example-without-value'])
})
