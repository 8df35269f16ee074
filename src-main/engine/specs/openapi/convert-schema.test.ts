import { expect, test } from 'vitest'
import { convert } from './convert-for-tests.ts'

test('nullable of 3.0 and x-nullable of 2.0 allow null beside the type', () => {
  const expected = { type: ['string', 'null'] }
  expect(convert({ type: 'string', nullable: true }, 'openapi-3.0').schema).toEqual(expected)
  expect(convert({ type: 'string', 'x-nullable': true }, 'swagger-2').schema).toEqual(expected)
  expect(convert({ type: 'string', nullable: true }, 'openapi-3.1').schema).toEqual({
    type: 'string',
  })
})

test('extensions that nothing reads are not carried along', () => {
  const schema = { type: 'string', 'x-faker': 'internet.email', 'x-go-name': 'Email' }
  expect(convert(schema, 'openapi-3.1').schema).toEqual({ type: 'string' })
})

test('nullable reaches the enum and compositions without a type', () => {
  expect(convert({ type: 'string', enum: ['a'], nullable: true }, 'openapi-3.0').schema).toEqual({
    type: ['string', 'null'],
    enum: ['a', null],
  })
  const composed = { nullable: true, description: 'd', allOf: [{ type: 'object' }] }
  expect(convert(composed, 'openapi-3.0').schema).toEqual({
    description: 'd',
    anyOf: [{ allOf: [{ type: 'object' }] }, { type: 'null' }],
  })
})

test('exclusive limits that are flags become limits', () => {
  const schema = { minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false }
  const expected = { exclusiveMinimum: 1, maximum: 5 }
  expect(convert(schema, 'openapi-3.0').schema).toEqual(expected)
  const reversed = { exclusiveMinimum: true, minimum: 1, maximum: 5 }
  expect(convert(reversed, 'swagger-2').schema).toEqual(expected)
  expect(convert({ exclusiveMinimum: 1 }, 'openapi-3.1').schema).toEqual({ exclusiveMinimum: 1 })
})

test('what stands beside a reference counts from 3.1 on', () => {
  const schema = { $ref: '#/components/schemas/A', minLength: 2 }
  const components = { A: { type: 'string' } }
  expect(convert(schema, 'openapi-3.1', components).schema).toEqual({
    $ref: '#/schemas/A',
    minLength: 2,
  })
  expect(convert(schema, 'openapi-3.0', components).schema).toEqual({ $ref: '#/schemas/A' })
})

test('files of Swagger 2 are binary texts', () => {
  expect(convert({ type: 'file' }, 'swagger-2').schema).toEqual({
    type: 'string',
    format: 'binary',
  })
})

test('tuples and dependencies of older drafts get their new keywords', () => {
  const schema = {
    items: [{ type: 'string' }],
    additionalItems: false,
    dependencies: { a: ['b'], c: { minProperties: 2 } },
  }
  expect(convert(schema, 'openapi-3.0').schema).toEqual({
    prefixItems: [{ type: 'string' }],
    items: false,
    dependentRequired: { a: ['b'] },
    dependentSchemas: { c: { minProperties: 2 } },
  })
})

test('examples, xml, readOnly and writeOnly are kept', () => {
  const schema = {
    type: 'string',
    example: 'a',
    xml: { attribute: true },
    readOnly: true,
    writeOnly: false,
  }
  expect(convert(schema, 'openapi-3.0').schema).toEqual({
    type: 'string',
    example: 'a',
    xml: { attribute: true },
    readOnly: true,
  })
})

test('null without quotes in a list of types is the type of that name', () => {
  const { schema, codes } = convert({ type: ['string', null] }, 'openapi-3.1')
  expect(schema).toEqual({ type: ['string', 'null'] })
  expect(codes).toEqual([])
})

test('an object in the place of a type is reported, whatever its members are called', () => {
  const { schema, codes } = convert({ type: { toString: 1 }, minLength: 2 }, 'openapi-3.1')
  expect([schema, codes.length]).toEqual([{ minLength: 2 }, 1])
})

test('keywords of the wrong type are reported and left out', () => {
  const schema = {
    type: ['object', 'banana'],
    required: true,
    properties: ['a'],
    enum: [],
    oneOf: [],
    additionalProperties: 'no',
    pattern: '([a-z',
    multipleOf: 0,
    minLength: -1,
    maximum: '5',
  }
  const { schema: converted, codes } = convert(schema, 'openapi-3.1')
  expect(converted).toEqual({ type: 'object' })
  expect(codes).toHaveLength(10)
  expect(new Set(codes)).toEqual(new Set(['invalid-keyword']))
})

test('a schema that is no schema allows everything', () => {
  expect(convert(null, 'openapi-3.1')).toMatchObject({ schema: true, codes: ['invalid-keyword'] })
  expect(convert(undefined, 'openapi-3.1')).toMatchObject({ schema: true, codes: [] })
  expect(convert(false, 'openapi-3.1').schema).toBe(false)
})

test('every schema that is referred to is there once, and circles stay finite', () => {
  const components = {
    Node: {
      type: 'object',
      properties: {
        next: { $ref: '#/components/schemas/Node' },
        leaf: { $ref: '#/components/schemas/Leaf' },
        other: { $ref: '#/components/schemas/Leaf' },
      },
    },
    Leaf: { type: 'integer' },
    Unused: { type: 'null' },
  }
  const { schema, schemas } = convert(
    { $ref: '#/components/schemas/Node' },
    'openapi-3.0',
    components,
  )
  expect(schema).toEqual({ $ref: '#/schemas/Node' })
  expect(schemas).toEqual({
    Node: {
      type: 'object',
      properties: {
        next: { $ref: '#/schemas/Node' },
        leaf: { $ref: '#/schemas/Leaf' },
        other: { $ref: '#/schemas/Leaf' },
      },
    },
    Leaf: { type: 'integer' },
  })
})

test('a ring of references without a schema allows everything and is reported', () => {
  const components = {
    A: { $ref: '#/components/schemas/B' },
    B: { allOf: [{ $ref: '#/components/schemas/A' }, { type: 'string' }] },
  }
  const { schemas, codes } = convert({ $ref: '#/components/schemas/A' }, 'openapi-3.0', components)
  expect(schemas).toEqual({
    A: { $ref: '#/schemas/B' },
    B: { allOf: [true, { type: 'string' }] },
  })
  expect(codes).toEqual(['circular-ref'])
})

test('an alternative that is only the schema itself adds nothing', () => {
  const components = { A: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'string' }] } }
  const { schemas } = convert({ $ref: '#/components/schemas/A' }, 'openapi-3.1', components)
  expect(schemas).toEqual({ A: { anyOf: [false, { type: 'string' }] } })
})

test('references to any place get a readable name', () => {
  const components = { A: { properties: { b: { type: 'string' } } }, 'B C«D»': { type: 'integer' } }
  const list = [
    { $ref: '#/components/schemas/A/properties/b' },
    { $ref: '#/components/schemas/B%20C%C2%ABD%C2%BB' },
    { $ref: '#/components/schemas/B C«D»' },
  ]
  const { schema, schemas } = convert({ anyOf: list }, 'openapi-3.1', components)
  expect(schema).toEqual({
    anyOf: [{ $ref: '#/schemas/A-b' }, { $ref: '#/schemas/B_C_D' }, { $ref: '#/schemas/B_C_D' }],
  })
  expect(Object.keys(schemas)).toEqual(['A-b', 'B_C_D'])
})

test('schemas named like members of every object get safe names', () => {
  const components = JSON.parse('{"constructor": {"type": "string"}}') as object // Literal JSON.
  const { schema, schemas } = convert(
    { $ref: '#/components/schemas/constructor' },
    'openapi-3.1',
    components,
  )
  expect(schema).toEqual({ $ref: '#/schemas/constructor_' })
  expect(schemas.constructor_).toEqual({ type: 'string' })
})

test('$id, $anchor and $dynamicRef become plain references', () => {
  const components = {
    A: { $id: 'https://example.com/a', $defs: { x: { type: 'string' } }, $ref: '#/$defs/x' },
    B: { $anchor: 'bee', type: 'integer' },
  }
  const list = [{ $ref: 'https://example.com/a' }, { $ref: '#bee' }, { $dynamicRef: '#bee' }]
  const { schema, schemas } = convert({ anyOf: list }, 'openapi-3.1', components)
  expect(schema).toEqual({
    anyOf: [{ $ref: '#/schemas/A' }, { $ref: '#/schemas/B' }, { $ref: '#/schemas/B' }],
  })
  expect(schemas).toEqual({
    A: { $ref: '#/schemas/A-x' },
    'A-x': { type: 'string' },
    B: { type: 'integer' },
  })
})

test('a lone # means the schema with the nearest $id', () => {
  const node = { $id: 'https://example.com/node', properties: { next: { $ref: '#' } } }
  const { schemas } = convert({ $ref: '#/components/schemas/Node' }, 'openapi-3.1', { Node: node })
  expect(schemas).toEqual({ Node: { properties: { next: { $ref: '#/schemas/Node' } } } })
})

test('$id and $anchor in values name nothing, whatever members are called', () => {
  const name = { $id: 'https://example.com/a', $anchor: 'a', type: 'null' }
  const components = {
    Values: { enum: [name], const: name, default: name, example: name, examples: [name] },
    Real: { properties: { default: { ...name, type: 'string' } } },
  }
  const anyOf = [{ $ref: '#a' }, { $ref: 'https://example.com/a' }]
  const { schema, schemas } = convert({ anyOf }, 'openapi-3.1', components)
  expect(schema).toEqual({
    anyOf: [{ $ref: '#/schemas/Real-default' }, { $ref: '#/schemas/Real-default' }],
  })
  expect(schemas).toEqual({ 'Real-default': { type: 'string' } })
})

test.each([
  ['with ids', { $id: 'https://x.example/list' }, 'https://x.example/list'],
  ['without ids', {}, '#/components/schemas/List'],
])('a dynamic reference means what the schema it is reached from says, %s', (_, id, list) => {
  const components = {
    List: {
      ...id,
      $defs: { item: { $dynamicAnchor: 'item', description: 'anything' } },
      type: 'array',
      items: { $dynamicRef: '#item' },
    },
    Numbers: { $ref: list, $defs: { item: { $dynamicAnchor: 'item', type: 'number' } } },
    Texts: { $ref: list, $defs: { item: { $dynamicAnchor: 'item', type: 'string' } } },
  }
  const names = ['Numbers', 'Texts', 'List']
  const anyOf = names.map((name) => ({ $ref: `#/components/schemas/${name}` }))
  const { schema, schemas } = convert({ anyOf }, 'openapi-3.1', components)
  const at = (ref: unknown): unknown => {
    const found = schemas[String(ref).slice('#/schemas/'.length)]
    return typeof found === 'object' && found.$ref ? at(found.$ref) : found
  }
  const items = (schema as { anyOf: { $ref: string }[] }).anyOf.map(({ $ref }) => {
    const found = at($ref) as { items: { $ref: string } } // As the component above says.
    return at(found.items.$ref)
  })
  expect(items).toEqual([{ type: 'number' }, { type: 'string' }, { description: 'anything' }])
})

test('a reference that leads nowhere allows everything and is reported', () => {
  const { schema, codes } = convert({ items: { $ref: '#/components/schemas/No' } }, 'openapi-3.0')
  expect(schema).toEqual({ items: true })
  expect(codes).toEqual(['unresolved-ref'])
})
