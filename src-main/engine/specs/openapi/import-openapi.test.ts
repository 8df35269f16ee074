import { expect, test } from 'vitest'
import { type ImportedSpec, importSpec } from '../import-spec.ts'
import type { MockApi, Operation } from '../mock-api.ts'

function importText(text: string): Promise<ImportedSpec> {
  return importSpec({ from: 'text', text, fileName: 'test.yaml' }, { samplesFolder: '' })
}

/** Imports a document of 3.1 with the given members beside `openapi` and `info`. */
async function mockApiOf(members: string, version = '3.1.0'): Promise<MockApi> {
  return (await importText(`openapi: ${version}\ninfo: {title: T, version: '1'}\n${members}`))
    .mockApi
}

async function codesOf(members: string): Promise<string[]> {
  const spec = await importText(`openapi: 3.1.0\ninfo: {title: T, version: '1'}\n${members}`)
  return spec.report.problems.map((problem) => problem.code)
}

function only(mockApi: MockApi): Operation {
  const [operation] = mockApi.operations
  if (!operation || mockApi.operations.length > 1) throw new Error('not one operation')
  return operation
}

const ok = `responses: {'200': {description: ok}}`

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

test('statuses are normalised and impossible ones left out', async () => {
  const members = `
paths:
  /a:
    get:
      responses: {200: {}, 2xx: {}, Default: {}, 99: {}, 2000: {}, abc: {}, '101': {}, x-note: 1, '304':}`
  const operation = only(await mockApiOf(members))
  expect(operation.responses.map(({ status }) => status).sort()).toEqual([
    '200',
    '2XX',
    '304',
    'default',
  ])
  expect((await codesOf(members)).filter((code) => code === 'invalid-status')).toHaveLength(4)
})

test('headers and media types that HTTP cannot send are left out', async () => {
  const members = `
paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          headers: {Content-Length: {schema: {type: integer}}, Content-Type: {schema: {type: string}}, "a\\r\\nb": {schema: true}, X-Good: {schema: {type: string}}}
          content: {not a type: {}, "text/plain\\r\\nX: 1": {}, image/*: {}, application/json; charset=utf-8: {}}`
  const [response] = only(await mockApiOf(members)).responses
  expect(response?.headers.map(({ name }) => name)).toEqual(['X-Good'])
  expect(response?.content.map(({ contentType }) => contentType)).toEqual([
    'image/*',
    'application/json; charset=utf-8',
  ])
})

test('security of the operation overrides the global one; unknown schemes are not asked for', async () => {
  const mockApi = await mockApiOf(`
security: [{key: []}]
paths:
  /global: {get: {${ok}}}
  /open: {get: {security: [], ${ok}}}
  /either: {get: {security: [{key: [], token: [read]}, {}], ${ok}}}
  /unknown: {get: {security: [{nobody: []}], ${ok}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: oauth2, flows: {}}
    basic: {type: http, scheme: Basic}
    broken: {type: apiKey}`)
  expect(mockApi.securitySchemes).toEqual({
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    token: { type: 'oauth2' },
    basic: { type: 'http', scheme: 'basic' },
  })
  expect(mockApi.operations.map(({ security }) => security)).toEqual([
    [{ key: [] }],
    [],
    [{ key: [], token: ['read'] }, {}],
    [{}],
  ])
})

test('extensions, nulls and unknown methods under paths are skipped', async () => {
  const mockApi = await mockApiOf(`
paths:
  x-null:
  x-note: {get: {${ok}}}
  /null:
  /empty: {get:}
  /odd: {bogus: {${ok}}, GET: {${ok}}, x-y: 1}
  /all: {head: {${ok}}, options: {${ok}}, trace: {${ok}}}`)
  expect(mockApi.operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /odd',
    'HEAD /all',
    'OPTIONS /all',
    'TRACE /all',
  ])
})

test('webhooks and callbacks are requests of the API itself', async () => {
  const members = `
paths:
  /a:
    post:
      operationId: order
      callbacks: {done: {'{$request.body#/url}': {post: {summary: s, requestBody: {content: {application/json: {schema: {type: object}}}}}}}}
      ${ok}
webhooks: {news: {put: {${ok}}}}`
  expect((await mockApiOf(members)).outgoing).toMatchObject([
    { name: 'news', kind: 'webhook', method: 'PUT' },
    {
      name: 'done',
      kind: 'callback',
      method: 'POST',
      operationId: 'order',
      expression: '{$request.body#/url}',
      requestBody: { content: [{ contentType: 'application/json', schema: { type: 'object' } }] },
    },
  ])
})

test('a spec with webhooks only is imported and said to serve nothing', async () => {
  const { mockApi, report } = await importText(
    'openapi: 3.1.0\ninfo: {title: Hooks, version: "1"}\nwebhooks: {news: {post: {}}}',
  )
  expect(mockApi.operations).toEqual([])
  expect(report.problems).toMatchObject([{ severity: 'info', code: 'no-operations' }])
})

test('OpenAPI 3.2 is read as 3.1, with what is served of it and what is passed over', async () => {
  const lines = `'200': {description: ok, content: {application/jsonl: {itemSchema: {$ref: 'https://x.example/api#/components/schemas/Line'}}}}`
  const spec = await importText(
    `openapi: 3.2.0
info: {title: T, version: '1'}
$self: https://x.example/api
paths:
  /a:
    query:
      parameters: [{name: q, in: querystring, content: {application/json: {}}}, {name: c, in: cookie, style: cookie, schema: {type: string}}]
      responses: {${lines}}
    additionalOperations: {COPY: {${ok}}, connect: {${ok}}, Jump: {${ok}}}
components: {schemas: {Line: {type: integer}}}`,
  )
  expect(spec.mockApi.formatVersion).toBe('3.2.0')
  expect(spec.mockApi.operations.map(({ method }) => method)).toEqual(['QUERY', 'COPY'])
  const [query] = spec.mockApi.operations
  expect(query?.parameters.map(({ name }) => name)).toEqual(['c'])
  expect(query?.responses[0]?.content[0]?.schema).toEqual({
    type: 'array',
    items: { $ref: '#/schemas/Line' },
  })
  expect(spec.report.problems.map(({ code, place }) => `${code} ${place?.pointer}`).sort()).toEqual(
    [
      'newer-version ',
      'unknown-method /paths/~1a/additionalOperations/Jump',
      'unknown-method /paths/~1a/additionalOperations/connect',
      'unsupported-keyword /paths/~1a/query/parameters/0',
    ],
  )
})
