import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EngineError } from '#engine/engine-error.ts'
import { type ImportedSpec, importSpec } from './import-spec.ts'

const examples = join(import.meta.dirname, '..', '..', '..', 'examples')
const options = { samplesFolder: examples }

function importText(text: string, fileName = 'test.yaml'): Promise<ImportedSpec> {
  return importSpec({ from: 'text', text, fileName }, options)
}

const small =
  "openapi: 3.1.0\ninfo: {title: Small, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: ok}}}}}"

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

test.each([
  ['bookshop.yaml', 8, '3.1.0'],
  ['travel.yaml', 11, '3.1.0'],
  ['warehouse.json', 8, '2.0'],
])('the sample %s has nothing to complain about', async (name, operations, version) => {
  const spec = await importSpec({ from: 'sample', name }, options)
  expect(spec.mockApi.operations).toHaveLength(operations)
  expect(spec.mockApi.formatVersion).toBe(version)
  expect(spec.report.problems).toEqual([])
  expect(spec.source).toBe(name)
})

test('every sample is listed and every listed sample is there', async () => {
  const listed = JSON.parse(await readFile(join(examples, 'samples.json'), 'utf8')) as {
    name: string
  }[] // Our own file.
  const files = (await readdir(examples)).filter((file) => file !== 'samples.json')
  expect(listed.map(({ name }) => name).sort()).toEqual(files.sort())
})

test('a sample name cannot leave the folder of the samples', async () => {
  for (const name of ['../package.json', '..', 'a/../../b']) {
    await expect(importSpec({ from: 'sample', name }, options)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  }
})

test('uploaded files refer to each other', async () => {
  const root = small.replace(
    'description: ok',
    "description: ok, content: {application/json: {schema: {$ref: '../s/x.json#/X'}}}",
  )
  const spec = await importSpec(
    {
      from: 'files',
      entry: 'api/root.yaml',
      files: [
        { name: 'api/root.yaml', data: base64(root) },
        { name: 's/x.json', data: base64('{"X": {"type": "string"}}') },
      ],
    },
    options,
  )
  expect(spec.mockApi.schemas).toEqual({ X: { type: 'string' } })
})

test('a spec on this machine is fetched from the address the user gave, with what is beside it', async () => {
  const root = small.replace(
    'description: ok',
    'description: ok, content: {application/json: {schema: {$ref: x.yaml}}}',
  )
  const server = createServer((request, response) => {
    response.end(request.url === '/docs/api.yaml' ? root : 'type: integer')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // Listening on a port.
  const url = `http://127.0.0.1:${port}/docs/api.yaml`
  const spec = await importSpec({ from: 'url', url }, options)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  expect(spec.mockApi.schemas).toEqual({ x: { type: 'integer' } })
  expect(spec.source).toBe(url)
})

test('what cannot be read says so', async () => {
  await expect(
    importSpec({ from: 'path', path: '/no/such/spec.yaml' }, options),
  ).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message:
      'Cannot import /no/such/spec.yaml: there is no such file. Check the path or address and try again.',
  })
  const url = 'http://127.0.0.1:1/docs/api.yaml'
  await expect(importSpec({ from: 'url', url }, options)).rejects.toThrow(`Cannot import ${url}: `)
  await expect(importSpec({ from: 'path', path: examples }, options)).rejects.toMatchObject({
    code: 'IO_FAILED',
  })
})

test.each([
  ['', 'it is empty'],
  ['# nothing', 'it is empty but for comments'],
  ['just words', 'it holds only a text'],
  ['[]', 'its root is a list'],
  ['a: 1', 'neither a member "openapi" nor "swagger"'],
  ['openapi: 4.0.0\npaths: {}', 'its version 4.0.0 is not supported (line 1, column 1)'],
  ['openapi: 3.0.0', 'it has no paths'],
  ['openapi: 3.0.0\npaths: []', 'its paths are a list (line 2, column 1)'],
  ['openapi: 3.0.0\npaths: {', 'it is not valid YAML at line 2'],
  ['{"openapi": "3.0.0", ', 'it is not valid JSON at line 1'],
  ['<!doctype html><p>openapi</p>', 'it is an HTML page'],
  ['<?xml version="1.0"?>\n<definitions/>', 'it is a WSDL description'],
  ['type Query {\n  a: Int\n}', 'it is a GraphQL schema'],
  ['// note\nsyntax = "proto3";', 'it is a Protocol Buffers file (line 2)'],
  ['#%RAML 1.0\ntitle: x', 'it is a RAML description'],
  ['{"swaggerVersion": "1.2", "apis": []}', 'it is a Swagger 1.2 description'],
  ['{"info": {}, "item": []}', 'it is a Postman collection'],
  ['{"log": {"entries": []}}', 'it is a HAR recording'],
  ['asyncapi: 2.6.0', 'it is an AsyncAPI 2.6.0 description'],
  ['type: object\nproperties: {}', 'it is a JSON Schema'],
])('%j is refused because %s', async (text, why) => {
  const failure = await importText(text).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(EngineError)
  expect(failure).toMatchObject({ code: 'INVALID_SPEC', data: { hint: expect.any(String) } })
  expect(String(failure)).toMatch(/^EngineError: Cannot import test\.yaml: /)
  expect(String(failure)).toContain(why)
})

test('binary files are told by their kind', async () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).toString('base64')
  const files = [{ name: 'logo.json', data: png }]
  await expect(importSpec({ from: 'files', entry: 'logo.json', files }, options)).rejects.toThrow(
    'Cannot import logo.json: it is a PNG image.',
  )
})

test('versions that lost their quotes are understood', async () => {
  for (const version of ['openapi: 3.1', 'openapi: 3.0', 'swagger: 2.0']) {
    const { mockApi } = await importText(`${version}\npaths: {}`)
    expect(mockApi.formatVersion).toBe(version.split(' ')[1])
  }
})

test('examples that break their schema are reported where they stand', async () => {
  const { report } = await importText(`openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: getA
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {type: object, properties: {n: {type: integer}}}
              example: {n: no number}`)
  expect(report.problems).toMatchObject([
    {
      severity: 'warning',
      code: 'example-breaks-schema',
      operationId: 'getA',
      place: { file: 'test.yaml', line: 13, column: 15 },
    },
  ])
})

test('paths that match the same requests are reported', async () => {
  const operation = "{get: {responses: {'200': {description: ok}}}}"
  const { report } = await importText(
    `openapi: 3.0.0\npaths:\n  /u/{id}: ${operation}\n  /u/{name}: ${operation}\n  /u/me: ${operation}\n  /u/me#x: ${operation}`,
  )
  const codes = report.problems.map(({ code }) => code)
  expect(codes).toContain('ambiguous-path')
  expect(codes.filter((code) => code === 'duplicate-path')).toHaveLength(1)
})

test('paths that only a required value tells apart are no duplicates; others are named as written', async () => {
  const parameter = (name: string, place: string, value: string) =>
    `parameters: [{name: ${name}, in: ${place}, required: true, schema: {type: string, enum: [${value}]}}]`
  const post = (parameters: string) =>
    `{post: {${parameters}, responses: {'200': {description: ok}}}}`
  const { report } = await importText(`openapi: 3.0.0
paths:
  /#Target=A: ${post(parameter('X-Target', 'header', 'A'))}
  /#Target=B: ${post(parameter('X-Target', 'header', 'B'))}
  /#Action=C: ${post(parameter('Action', 'query', 'C'))}
  /#Action=C2: ${post(parameter('Action', 'query', 'C'))}`)
  expect(report.problems.map(({ code, message }) => [code, message])).toEqual([
    [
      'duplicate-path',
      'POST /#Action=C2 matches the same requests as /#Action=C; only the one that is found first answers.',
    ],
  ])
})

test('of many findings five hundred are kept and all are counted', async () => {
  const paths = Array.from({ length: 700 }, (_, i) => `  /p${i}: {get: {}}`).join('\n')
  const { report } = await importText(`openapi: 3.0.0\npaths:\n${paths}`)
  expect(report.problems).toHaveLength(500)
  expect(report.omitted).toBe(200)
  expect(report.counts).toEqual({ error: 0, warning: 700, info: 0 })
})

test('progress goes from reading over parsing to checking', async () => {
  const stages: string[] = []
  await importSpec(
    { from: 'sample', name: 'bookshop.yaml' },
    { ...options, onProgress: (stage) => stages.push(stage) },
  )
  expect([...new Set(stages)]).toEqual(['reading', 'parsing', 'checking'])
})

test('an import that is cancelled says so', async () => {
  const signal = AbortSignal.abort()
  await expect(
    importSpec({ from: 'sample', name: 'bookshop.yaml' }, { ...options, signal }),
  ).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('a mutilated spec imports or is refused, and never fails in any other way', async () => {
  const text = await readFile(join(examples, 'travel.yaml'), 'utf8')
  const { document } = await importText(text)
  const replacement = fc.oneof(
    fc.constantFrom(null, '', 'x', 0, -1, true, false),
    fc.constantFrom<unknown>(
      [],
      {},
      [null],
      { $ref: '#' },
      { $ref: '#/components/schemas/Leg' },
      { $ref: 1 },
      { allOf: [{ $ref: '#/components/schemas/Event' }] },
    ),
    fc.jsonValue(),
  )
  const mutation = fc.record({ at: fc.nat(), remove: fc.boolean(), value: replacement })
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
      const mutated = JSON.stringify(mutilate(document, mutations))
      const outcome = await importText(mutated).catch((error: unknown) => error)
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(EngineError)
      else expect(JSON.stringify(outcome)).toBeTypeOf('string')
      expect('polluted' in {}).toBe(false)
    }),
    { numRuns: 150 },
  )
})

function mutilate(
  document: unknown,
  mutations: { at: number; remove: boolean; value: unknown }[],
): unknown {
  const copy = structuredClone(document)
  const slots: [Record<string, unknown>, string][] = []
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, child] of Object.entries(value)) {
      slots.push([value as Record<string, unknown>, key]) // An object or list of plain JSON.
      collect(child)
    }
  }
  collect(copy)
  for (const { at, remove, value } of mutations) {
    const [holder, key] = slots[at % slots.length] ?? [{}, '']
    if (remove) delete holder[key]
    else holder[key] = value
  }
  return copy
}
