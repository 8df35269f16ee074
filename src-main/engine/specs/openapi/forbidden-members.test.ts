import { expect, test } from 'vitest'
import { createSchemaStore } from '#runtime/schemas/schema-store.ts'
import { importSpec } from '../import-spec.ts'

async function imported(schemas: Record<string, unknown>) {
  const content = Object.keys(schemas).map((name) => [
    `application/${name.toLowerCase()}+json`,
    { schema: { $ref: `#/components/schemas/${name}` } },
  ])
  const spec = {
    openapi: '3.0.3',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': {
        get: { responses: { 200: { description: '', content: Object.fromEntries(content) } } },
      },
    },
    components: { schemas },
  }
  return importSpec(
    { from: 'text', text: JSON.stringify(spec, null, 1), fileName: 'closed.json' },
    { samplesFolder: '' },
  )
}

async function findings(schemas: Record<string, unknown>): Promise<string[]> {
  const { report } = await imported(schemas)
  return report.problems
    .filter(({ code }) => code === 'forbidden-members')
    .map(({ place, message }) => `${place?.pointer}: ${message}`)
}

const base = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } }
const own = { properties: { name: { type: 'string' } } }

test('members that allOf requires and additionalProperties forbids are reported where they are forbidden', async () => {
  const found = await findings({
    Base: base,
    Book: { allOf: [{ $ref: '#/components/schemas/Base' }], ...own, additionalProperties: false },
  })
  expect(found).toEqual([
    '/components/schemas/Book/additionalProperties: No object satisfies this schema as it is written: it requires id, and ' +
      'additionalProperties: false allows only the properties declared beside it. Here it allows what all parts of ' +
      'the schema declare. Declare the members there too, or take additionalProperties: false away.',
  ])
})

test('so are those that one member of allOf requires and another forbids', async () => {
  const closed = { type: 'object', ...own, additionalProperties: false }
  const found = await findings({ Book: { allOf: [base, closed] } })
  expect(found).toHaveLength(1)
  expect(found[0]).toContain('/components/schemas/Book: ')
  expect(found[0]).toContain('it requires id')
  expect(found[0]).toContain('in member 1 of allOf')
})

test('a required member that is not declared where others are forbidden is reported once', async () => {
  const closed = { type: 'object', required: ['id'], ...own, additionalProperties: false }
  const found = await findings({
    Closed: closed,
    Book: { allOf: [{ $ref: '#/components/schemas/Closed' }] },
  })
  expect(found.map((each) => each.split(':')[0])).toEqual([
    '/components/schemas/Closed/additionalProperties',
  ])
})

test('what can be satisfied is not reported', async () => {
  const open = { allOf: [base], ...own }
  const all = { ...base, additionalProperties: false }
  const repeated = { allOf: [base], properties: base.properties, additionalProperties: false }
  const patterned = { allOf: [base], patternProperties: { '^i': {} }, additionalProperties: false }
  const ring = {
    allOf: [{ $ref: '#/components/schemas/Ring' }],
    ...own,
    additionalProperties: false,
  }
  expect(
    await findings({ Open: open, All: all, Same: repeated, Patterned: patterned, Ring: ring }),
  ).toEqual([])
})

/** Which of the bodies a schema allows. */
async function allowed(schemas: Record<string, unknown>, name: string, bodies: unknown[]) {
  const { mockApi } = await imported(schemas)
  const store = createSchemaStore(mockApi.schemas)
  return bodies.filter((body) => store.isValid({ $ref: `#/schemas/${name}` }, 'request', body))
}

const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` })

test('parts that forbid what others require allow what they declare together, and nothing else', async () => {
  const note = { type: 'string' }
  const schemas = {
    Base: { ...base, properties: { ...base.properties, note } },
    Book: { allOf: [refer('Base')], ...own, additionalProperties: false },
  }
  const good = [{ id: '1' }, { id: '1', name: 'a', note: 'b' }]
  const bad = [{ name: 'a' }, { id: 1 }, { id: '1', other: 1 }]
  expect(await allowed(schemas, 'Book', [...good, ...bad])).toEqual(good)
})

test('a closed base is opened for the schemas that extend it, and stays closed itself', async () => {
  const schemas = {
    Base: { ...base, additionalProperties: false },
    Book: { allOf: [refer('Base'), { required: ['name'], ...own }] },
    Novel: { allOf: [refer('Book'), { required: ['pages'], properties: { pages: {} } }] },
  }
  const novel = { id: '1', name: 'a', pages: 1 }
  const bodies = [{ id: '1' }, { id: '1', name: 'a' }, novel, { ...novel, other: 1 }]
  expect(await allowed(schemas, 'Base', bodies)).toEqual([{ id: '1' }])
  expect(await allowed(schemas, 'Book', bodies)).toEqual([{ id: '1', name: 'a' }])
  expect(await allowed(schemas, 'Novel', bodies)).toEqual([novel])
})

test('alternatives that a closed object leaves no room for are let in, each with its own members', async () => {
  const paper = { type: 'object', required: ['pages'], properties: { pages: {} } }
  const audio = { type: 'object', required: ['hours'], properties: { hours: {} } }
  const book = { type: 'object', ...own, oneOf: [paper, audio], additionalProperties: false }
  const good = [{ pages: 1 }, { hours: 1, name: 'a' }]
  const bad = [{ name: 'a' }, { pages: 1, other: 1 }, { pages: 1, hours: 1 }]
  expect(await allowed({ Book: book }, 'Book', [...good, ...bad])).toEqual(good)
  const shut = [paper, audio].map((each) => ({ ...each, additionalProperties: false }))
  const inner = { type: 'object', required: ['name'], ...own, oneOf: shut }
  expect(await allowed({ Book: inner }, 'Book', [{ hours: 1 }, ...good.slice(1)])).toEqual(
    good.slice(1),
  )
  expect(await findings({ Book: inner })).toHaveLength(2)
})

test('a member that is required and not declared is allowed where all others are forbidden', async () => {
  const closed = { type: 'object', required: ['id'], ...own, additionalProperties: false }
  const bodies = [{ id: 1, name: 'a' }, { name: 'a' }, { id: 1, other: 1 }]
  expect(await allowed({ Closed: closed }, 'Closed', bodies)).toEqual(bodies.slice(0, 1))
})

test('what can be satisfied as it is written stays as strict as it is', async () => {
  const schemas = {
    Base: { ...base, additionalProperties: false },
    Book: { allOf: [refer('Base'), own] },
    Choice: {
      ...own,
      oneOf: [{ required: ['id'] }, { type: 'object' }],
      additionalProperties: false,
    },
  }
  expect(await allowed(schemas, 'Book', [{ id: '1' }, { id: '1', name: 'a' }])).toEqual([
    { id: '1' },
  ])
  expect(await allowed(schemas, 'Choice', [{ name: 'a' }, { id: '1' }])).toEqual([{ name: 'a' }])
  expect(await findings(schemas)).toEqual([])
})
