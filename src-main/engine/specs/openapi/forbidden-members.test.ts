import { expect, test } from 'vitest'
import { importSpec } from '../import-spec.ts'

async function findings(schemas: Record<string, unknown>): Promise<string[]> {
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
  const { report } = await importSpec(
    { from: 'text', text: JSON.stringify(spec, null, 1), fileName: 'closed.json' },
    { samplesFolder: '' },
  )
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
    '/components/schemas/Book/additionalProperties: No object satisfies this schema: it requires id, and ' +
      'additionalProperties: false allows only the properties declared beside it. Bodies are made without what is ' +
      'forbidden. Declare the members there too, or take additionalProperties: false away.',
  ])
})

test('so are those that one member of allOf requires and another forbids', async () => {
  const closed = { type: 'object', ...own, additionalProperties: false }
  const found = await findings({ Book: { allOf: [base, closed] } })
  expect(found).toHaveLength(1)
  expect(found[0]).toContain('/components/schemas/Book/allOf: ')
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
