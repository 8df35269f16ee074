import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ImportedSpec, importSpec } from '../import-spec.ts'

let base: string

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bundle-'))
})

afterEach(() => rm(base, { recursive: true, force: true }))

async function write(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(base, name)), { recursive: true })
    await writeFile(join(base, name), text)
  }
}

function importFile(name: string): Promise<ImportedSpec> {
  return importSpec({ from: 'path', path: join(base, name) }, { samplesFolder: '' })
}

const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"

function schemaAt(schema: string): string {
  return `{get: {responses: {'200': {description: ok, content: {application/json: {schema: ${schema}}}}}}}`
}

function refAt(reference: string): string {
  return schemaAt(`{$ref: '${reference}'}`)
}

test('parts of other files become components with readable names, each once', async () => {
  await write({
    'api/openapi.yaml': `${head}paths:
  /pets: ${refAt('schemas/Pet.yaml')}
  /more: ${refAt('./schemas/Pet.yaml')}
  /owners: ${refAt('schemas/common.yaml#/Owner')}
components: {schemas: {Owner: {type: integer}}}`,
    'api/schemas/Pet.yaml': `type: object\nproperties: {owner: {$ref: 'common.yaml#/Owner'}, parent: {$ref: '#'}}`,
    'api/schemas/common.yaml': `Owner: {type: string, x-note: {$ref: ignored.txt}}`,
  })
  const { document, mockApi, report } = await importFile('api/openapi.yaml')
  expect(document).toMatchObject({
    components: {
      schemas: {
        Owner: { type: 'integer' },
        Pet: {
          properties: {
            owner: { $ref: '#/components/schemas/common_Owner' },
            parent: { $ref: '#/components/schemas/Pet' },
          },
        },
        common_Owner: { type: 'string' },
      },
    },
  })
  expect(Object.keys(mockApi.schemas)).toEqual(['Pet', 'common_Owner'])
  expect(report.counts.error).toBe(0)
})

test('path items of other files are copied in place and lead back to the root', async () => {
  await write({
    'openapi.yaml': `${head}paths: {/a: {$ref: paths/a.yaml, summary: mine}}\ncomponents: {responses: {R: {description: r}}}`,
    'paths/a.yaml': `get: {responses: {'200': {$ref: '../openapi.yaml#/components/responses/R'}}}`,
  })
  const { document, mockApi } = await importFile('openapi.yaml')
  expect(document).toMatchObject({
    paths: {
      '/a': { summary: 'mine', get: { responses: { 200: { $ref: '#/components/responses/R' } } } },
    },
  })
  expect(mockApi.operations).toHaveLength(1)
})

test('findings in other files are placed there', async () => {
  await write({
    'openapi.yaml': `${head}paths: {/a: {$ref: paths/a.yaml}}`,
    'paths/a.yaml': `get:\n  responses:\n    '200': {description: ok}\n    abc: {description: no}\n`,
  })
  const { report } = await importFile('openapi.yaml')
  expect(report.problems).toMatchObject([
    {
      code: 'invalid-status',
      place: { file: 'paths/a.yaml', pointer: '/get/responses/abc', line: 4, column: 5 },
    },
  ])
})

test('mappings of discriminators reach other files', async () => {
  await write({
    'openapi.yaml': `${head}paths: {/a: ${schemaAt('{type: object, discriminator: {propertyName: k, mapping: {cat: cat.yaml}}}')}}`,
    'cat.yaml': 'type: object',
  })
  const { mockApi } = await importFile('openapi.yaml')
  const [media] = mockApi.operations[0]?.responses[0]?.content ?? []
  expect(media?.schema).toMatchObject({
    discriminator: { propertyName: 'k', mapping: { cat: '#/schemas/cat' } },
  })
})

test('examples may be kept in files of their own; other files named there stay text', async () => {
  await write({
    'openapi.yaml': `${head}paths:
  /a:
    get: {responses: {'200': {description: ok, content: {application/json: {example: {$ref: example.json}}}}}}
  /b:
    get: {responses: {'200': {description: ok, content: {application/json: {example: {$ref: code.cs}}}}}}`,
    'example.json': '{"name": "Ada"}',
    'code.cs': 'secret',
  })
  const { mockApi, report } = await importFile('openapi.yaml')
  const values = mockApi.operations.map(
    ({ responses: [first] }) => first?.content[0]?.examples[0]?.value,
  )
  expect(values).toEqual([{ name: 'Ada' }, { $ref: 'code.cs' }])
  expect(report.counts).toEqual({ error: 0, warning: 0, info: 1 })
})

test('one missing file spoils nothing else', async () => {
  await write({
    'openapi.yaml': `${head}paths:\n  /a: ${refAt('nope.yaml#/X')}\n  /b: ${refAt('#/components/schemas/S')}\ncomponents: {schemas: {S: {type: string}}}`,
  })
  const { mockApi, report } = await importFile('openapi.yaml')
  expect(mockApi.operations).toHaveLength(2)
  expect(report.problems).toMatchObject([
    { severity: 'error', code: 'unresolved-ref', message: expect.stringContaining('nope.yaml#/X') },
  ])
})

test('a spec that depends as a whole on a missing file is refused with its name', async () => {
  await write({ 'openapi.yaml': `${head}paths:\n  /a: ${refAt('schemas/nope.yaml#/X')}` })
  await expect(importFile('openapi.yaml')).rejects.toMatchObject({
    code: 'INVALID_SPEC',
    message: expect.stringMatching(/^Cannot import openapi\.yaml: .*schemas\/nope\.yaml#\/X/),
    data: { place: { file: 'openapi.yaml', line: 4 } },
  })
})

test.each([
  ['../secret.yaml#/S', 'outside the folder'],
  ['../../../../../../etc/passwd', 'outside the folder'],
  ['..%2Fsecret.yaml', 'outside the folder'],
  ['..\\secret.yaml', 'outside the folder'],
  ['../api-secrets/secret.yaml', 'outside the folder'],
  ['/etc/passwd', 'absolute path, outside'],
  ['file:///etc/passwd', 'file URL, outside'],
  ['C:\\\\Windows\\\\win.ini', 'absolute path, outside'],
  ['//server/share/x.yaml', 'network path, outside'],
])('the reference %s is refused', async (reference, why) => {
  await write({
    'api/openapi.yaml': `${head}paths:\n  /a: ${refAt(reference)}`,
    'secret.yaml': 'S: {type: string, example: CANARY}',
    'api-secrets/secret.yaml': 'example: CANARY',
  })
  const failure = await importFile('api/openapi.yaml').catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining(why) })
  expect(JSON.stringify(failure)).not.toContain('CANARY')
})

test('a symbolic link does not lead out of the folder', async () => {
  await write({
    'api/openapi.yaml': `${head}paths:\n  /a: ${refAt('link.yaml')}`,
    'secret.yaml': 'example: CANARY',
  })
  await symlink(join(base, 'secret.yaml'), join(base, 'api/link.yaml'))
  const failure = await importFile('api/openapi.yaml').catch((error: unknown) => error)
  expect(failure).toMatchObject({ message: expect.stringContaining('outside the folder') })
  expect(JSON.stringify(failure)).not.toContain('CANARY')
})

test('a spec behind a symbolic link refers to files beside the real one', async () => {
  await write({
    'real/openapi.yaml': `${head}paths:\n  /a: ${refAt('s.yaml')}`,
    'real/s.yaml': 'type: string',
  })
  await symlink(join(base, 'real/openapi.yaml'), join(base, 'link.yaml'))
  const { mockApi } = await importFile('link.yaml')
  expect(mockApi.schemas).toEqual({ s: { type: 'string' } })
})

test('files that are no YAML or JSON, hidden files and folders are not read', async () => {
  await write({
    'openapi.yaml': `${head}paths:\n  /a: ${refAt('.env')}\n  /b: {get: {responses: {'200': {description: ok}}}}`,
    '.env': 'KEY=CANARY',
    'd/x': '',
  })
  const spec = await importFile('openapi.yaml')
  expect(JSON.stringify(spec)).not.toContain('CANARY')
  expect(spec.report.problems[0]?.message).toContain('neither YAML nor JSON')
})

test('references to other hosts are left open without consent, and named', async () => {
  const url = 'http://127.0.0.1:9/pet.json'
  await write({ 'openapi.yaml': `${head}paths:\n  /a: ${refAt(url)}` })
  const { mockApi, report } = await importFile('openapi.yaml')
  expect(mockApi.operations[0]?.responses[0]?.content[0]?.schema).toBe(true)
  expect(report.problems).toMatchObject([
    { severity: 'warning', code: 'remote-ref', message: expect.stringContaining(url) },
  ])
})

test('with consent, addresses of this machine are refused all the same', async () => {
  await write({
    'openapi.yaml': `${head}paths:\n  /a: ${refAt('http://127.0.0.1:9/pet.json')}\n  /b: {get: {responses: {'200': {description: ok}}}}`,
  })
  const { report } = await importSpec(
    { from: 'path', path: join(base, 'openapi.yaml') },
    { samplesFolder: '', allowRemoteRefs: true },
  )
  expect(report.problems[0]?.message).toContain('127.0.0.1 is a loopback address')
})

test('path items of files that contain each other end', async () => {
  await write({
    'openapi.yaml': `${head}paths: {/a: {$ref: a.yaml}, /b: {get: {responses: {'200': {description: ok}}}}}`,
    'a.yaml': '$ref: b.yaml',
    'b.yaml': '$ref: a.yaml',
  })
  const { mockApi, report } = await importFile('openapi.yaml')
  expect(mockApi.operations).toHaveLength(1)
  expect(report.problems[0]?.message).toContain('contains itself')
})
