import { expect, test } from 'vitest'
import { convert } from './convert-for-tests.ts'

test('discriminators know every tag: mapped ones, alternatives and all that extend them', () => {
  const components = {
    Cat: { type: 'object' },
    Dog: { type: 'object' },
    Base: { type: 'object', discriminator: 'kind' },
    Grandchild: { allOf: [{ $ref: '#/definitions/Child' }] },
    Child: { allOf: [{ $ref: '#/definitions/Base' }] },
  }
  const union = {
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    discriminator: { propertyName: 'kind', mapping: { cat: 'Cat' } },
  }
  expect(convert(union, 'openapi-3.1', components).schema).toMatchObject({
    discriminator: {
      propertyName: 'kind',
      mapping: { cat: '#/schemas/Cat', Dog: '#/schemas/Dog' },
    },
  })
  const { schemas } = convert({ $ref: '#/definitions/Base' }, 'swagger-2', components)
  expect(schemas.Base).toMatchObject({
    discriminator: {
      propertyName: 'kind',
      mapping: { Child: '#/schemas/Child', Grandchild: '#/schemas/Grandchild' },
    },
  })
  expect(schemas.Child).toEqual({ allOf: [{ $ref: '#/schemas/Base' }] })
})
