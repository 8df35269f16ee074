import { expect, test } from 'vitest'
import { codesOf, importText, mockApiOf, ok, only } from './imports-for-tests.ts'

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
  expect(query?.parameters).toMatchObject([
    { name: 'q', in: 'query', isWholeQuery: true, contentType: 'application/json' },
    { name: 'c', style: 'cookie', explode: true },
  ])
  expect(query?.responses[0]?.content[0]?.schema).toEqual({
    type: 'array',
    items: { $ref: '#/schemas/Line' },
  })
  expect(spec.report.problems.map(({ code, place }) => `${code} ${place?.pointer}`).sort()).toEqual(
    [
      'newer-version ',
      'unknown-method /paths/~1a/additionalOperations/Jump',
      'unknown-method /paths/~1a/additionalOperations/connect',
    ],
  )
})

test('headers that are described elsewhere are no parameters', async () => {
  const headers = ['Accept', 'content-type', 'AUTHORIZATION', 'X-A'].map(
    (name) => `{name: ${name}, in: header, required: true, schema: {const: never}}`,
  )
  const { parameters } = only(
    await mockApiOf(`paths: {/a: {get: {parameters: [${headers}], ${ok}}}}`),
  )
  expect(parameters.map(({ name }) => name)).toEqual(['X-A'])
})

test('headers that a part of a form has to have are reported as passed over', async () => {
  const encoding =
    '{f: {headers: {Content-Type: {}, X-Rate: {}}}, g: {headers: {Content-Type: {}}}}'
  const body = `requestBody: {content: {multipart/form-data: {encoding: ${encoding}}}}`
  const { report } = await importText(
    `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {post: {${body}, ${ok}}}}`,
  )
  expect(report.problems.map(({ code, place }) => [code, place?.pointer])).toEqual([
    [
      'unsupported-keyword',
      '/paths/~1a/post/requestBody/content/multipart~1form-data/encoding/f/headers',
    ],
  ])
})
