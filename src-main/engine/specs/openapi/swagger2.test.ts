import { expect, test } from 'vitest'
import { importSpec } from '../import-spec.ts'
import type { MockApi } from '../mock-api.ts'

async function mockApiOf(members: object): Promise<MockApi> {
  const text = JSON.stringify({ swagger: '2.0', info: { title: 'T', version: '1' }, ...members })
  const { mockApi } = await importSpec({ from: 'text', text }, { samplesFolder: '' })
  return mockApi
}

const responses = { 200: { description: 'ok' } }

test('collection formats become styles', async () => {
  const list = (name: string, collectionFormat?: string, place = 'query'): object => ({
    name,
    in: place,
    type: 'array',
    items: { type: 'string' },
    collectionFormat,
  })
  const { operations } = await mockApiOf({
    paths: {
      '/a/{p}': {
        get: {
          parameters: [
            list('default'),
            list('multi', 'multi'),
            list('ssv', 'ssv'),
            list('tsv', 'tsv'),
            list('pipes', 'pipes'),
            list('X-H', 'csv', 'header'),
            { ...list('p', 'csv', 'path'), required: true },
          ],
          responses,
        },
      },
    },
  })
  expect(
    operations[0]?.parameters.map(({ name, style, explode }) => [name, style, explode]),
  ).toEqual([
    ['default', 'form', false],
    ['multi', 'form', true],
    ['ssv', 'spaceDelimited', false],
    ['tsv', 'tabDelimited', false],
    ['pipes', 'pipeDelimited', false],
    ['X-H', 'simple', false],
    ['p', 'simple', false],
  ])
  expect(operations[0]?.parameters[0]?.schema).toEqual({ type: 'array', items: { type: 'string' } })
})

test('a body parameter becomes a request body of the consumed types', async () => {
  const body = { name: 'b', in: 'body', required: true, schema: { $ref: '#/definitions/B' } }
  const { operations } = await mockApiOf({
    consumes: ['application/xml'],
    paths: {
      '/a': {
        post: { parameters: [body], responses },
        put: { consumes: ['text/csv'], parameters: [body], responses },
      },
    },
    definitions: { B: { type: 'object' } },
  })
  expect(operations.map(({ requestBody }) => requestBody)).toEqual([
    {
      required: true,
      content: [{ contentType: 'application/xml', schema: { $ref: '#/schemas/B' }, examples: [] }],
    },
    {
      required: true,
      content: [{ contentType: 'text/csv', schema: { $ref: '#/schemas/B' }, examples: [] }],
    },
  ])
})

test('form fields become an object; with a required file it is multipart, with an optional one also urlencoded', async () => {
  const field = { name: 'f', in: 'formData', type: 'integer', required: true }
  const file = { name: 'up', in: 'formData', type: 'file', required: true }
  const list = {
    name: 'l',
    in: 'formData',
    type: 'array',
    items: { type: 'string' },
    collectionFormat: 'multi',
  }
  const { operations } = await mockApiOf({
    consumes: ['application/json'],
    paths: {
      '/form': { post: { parameters: [field, list], responses } },
      '/file': { post: { parameters: [field, file], responses } },
      '/optional': { post: { parameters: [field, { ...file, required: false }], responses } },
    },
  })
  expect(operations[0]?.requestBody).toEqual({
    required: true,
    content: [
      {
        contentType: 'application/x-www-form-urlencoded',
        schema: {
          type: 'object',
          properties: { f: { type: 'integer' }, l: { type: 'array', items: { type: 'string' } } },
          required: ['f'],
        },
        examples: [],
        encoding: { l: { style: 'form', explode: true } },
      },
    ],
  })
  expect(operations[1]?.requestBody?.content).toMatchObject([
    {
      contentType: 'multipart/form-data',
      schema: { properties: { up: { type: 'string', format: 'binary' } } },
    },
  ])
  expect(operations[2]?.requestBody?.content.map(({ contentType }) => contentType)).toEqual([
    'multipart/form-data',
    'application/x-www-form-urlencoded',
  ])
})

test('responses get the produced types and examples by type', async () => {
  const schema = { type: 'object' }
  const { operations } = await mockApiOf({
    produces: ['application/json', 'text/xml'],
    paths: {
      '/a': { get: { responses: { 200: { schema, examples: { 'application/json': { a: 1 } } } } } },
      '/b': { get: { produces: [], responses: { 200: { schema } } } },
      '/c': { get: { responses: { 200: { examples: { 'text/plain': 'hi' } }, 204: {} } } },
      '/d': { get: { produces: [], responses: { 200: { schema: { type: 'file' } } } } },
    },
  })
  const contents = operations.map(({ responses: [first] }) => first?.content)
  expect(contents).toEqual([
    [
      { contentType: 'application/json', schema, examples: [{ name: 'default', value: { a: 1 } }] },
      { contentType: 'text/xml', schema, examples: [] },
    ],
    [{ contentType: 'application/json', schema, examples: [] }],
    [{ contentType: 'text/plain', examples: [{ name: 'default', value: 'hi' }] }],
    [
      {
        contentType: 'application/octet-stream',
        schema: { type: 'string', format: 'binary' },
        examples: [],
      },
    ],
  ])
  expect(operations[2]?.responses[1]?.content).toEqual([])
})

test('headers hold their keywords themselves', async () => {
  const { operations } = await mockApiOf({
    paths: {
      '/a': {
        get: { responses: { 200: { headers: { 'X-N': { type: 'integer', minimum: 1 } } } } },
      },
    },
  })
  expect(operations[0]?.responses[0]?.headers).toEqual([
    { name: 'X-N', required: false, schema: { type: 'integer', minimum: 1 }, explode: false },
  ])
})

test('shared parameters, responses, security and the base path are used', async () => {
  const mockApi = await mockApiOf({
    host: 'api.example.com',
    basePath: '/v1',
    security: [{ b: [] }],
    parameters: { P: { name: 'p', in: 'query', type: 'string', 'x-example': 'e' } },
    responses: { R: { description: 'shared', schema: { $ref: '#/definitions/D' } } },
    definitions: { D: { type: 'string', 'x-nullable': true } },
    securityDefinitions: {
      b: { type: 'basic' },
      o: { type: 'oauth2', flow: 'implicit', scopes: {} },
    },
    paths: {
      '/a': {
        parameters: [{ $ref: '#/parameters/P' }],
        get: { responses: { default: { $ref: '#/responses/R' } } },
      },
    },
  })
  expect(mockApi).toMatchObject({
    formatVersion: '2.0',
    basePaths: ['/v1'],
    schemas: { D: { type: ['string', 'null'] } },
    securitySchemes: { b: { type: 'http', scheme: 'basic' }, o: { type: 'oauth2' } },
    operations: [
      {
        parameters: [{ name: 'p', example: 'e' }],
        responses: [{ status: 'default', content: [{ schema: { $ref: '#/schemas/D' } }] }],
        security: [{ b: [] }],
      },
    ],
  })
})

test('lists within lists keep their formats, and of the headers that others describe only two are left out', async () => {
  const rows = { type: 'array', collectionFormat: 'ssv', items: { type: 'array', items: {} } }
  const header = { in: 'header', type: 'string' }
  const names = ['Accept', 'Content-Type', 'Authorization']
  const parameters = [
    { name: 'cells', in: 'query', type: 'array', collectionFormat: 'pipes', items: rows },
    ...names.map((name) => ({ name, ...header })),
  ]
  const { operations } = await mockApiOf({ paths: { '/a': { get: { parameters, responses } } } })
  expect(operations[0]?.parameters).toMatchObject([
    { name: 'cells', style: 'pipeDelimited', innerStyles: ['spaceDelimited', 'form'] },
    { name: 'Authorization' },
  ])
})
