import type { IncomingHttpHeaders } from 'node:http'
import { expect } from 'vitest'
import { apiOf, operationNamed } from '#engine/scenarios/api-for-tests.ts'
import type { Parameter } from '#engine/specs/mock-api.ts'
import type { ReadRequest } from '../exchange.ts'
import { createRouter, isMatch } from '../routing/route-operations.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import { createRequestReader } from './read-request.ts'

export type Given = Partial<Parameter> & Pick<Parameter, 'in' | 'schema'>

const STYLES = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' } as const
export const INTEGER = { type: 'integer' }
export const INTEGERS = { type: 'array', items: INTEGER }
export const STRINGS = { type: 'array', items: { type: 'string' } }
export const COLOR = { type: 'object', properties: { R: INTEGER, G: INTEGER } }

function parameterOf(given: Given): Parameter {
  const style = given.style ?? STYLES[given.in]
  return {
    name: 'a',
    required: given.in === 'path',
    description: '',
    style,
    explode: style === 'form',
    allowEmptyValue: false,
    ...given,
  }
}

/** Reads a request to `/x/{a}` whose operation has the given parameters. */
export function read(
  given: Given[],
  request: { path?: string; query?: string; headers?: IncomingHttpHeaders },
  schemas: Record<string, JsonSchema> = {},
  validate = true,
): ReadRequest {
  const operation = { ...operationNamed('x', 'GET', '/x/{a}'), parameters: given.map(parameterOf) }
  const mockApi = apiOf([operation], schemas)
  const path = `/x/${request.path ?? '1'}`
  const rawQuery = request.query ?? ''
  const match = createRouter(mockApi).find('GET', path, rawQuery)
  if (!isMatch(match)) throw new Error(`${path} is not found`)
  const reader = createRequestReader({ mockApi, store: createSchemaStore(schemas), validate })
  const result = reader.read(operation, match, {
    method: 'GET',
    url: `${path}?${rawQuery}`,
    path,
    rawQuery,
    headers: request.headers ?? {},
    body: Buffer.alloc(0),
    bodyTooLarge: false,
  })
  if (result instanceof Promise) throw new Error('a request without a body needs no promise')
  return result
}

export function value(given: Given, request: Parameters<typeof read>[1]): unknown {
  const result = read([given], request)
  expect(result.violations).toEqual([])
  return result[given.in][given.name ?? 'a']
}

export function complaints(given: Given[], request: Parameters<typeof read>[1]): string[] {
  return read(given, request).violations.map((each) => `${each.in} ${each.name}: ${each.message}`)
}
