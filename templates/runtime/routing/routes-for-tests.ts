import type { MockApi, Operation, Parameter } from '#engine/specs/mock-api.ts'
import type { JsonSchema } from '../schemas/json-schema.ts'
import { createRouter, isMatch } from './route-operations.ts'

export interface Route {
  /** Such as "GET /books/{id}". */
  on: string
  fixedQuery?: Record<string, string>
  pathSchemas?: Record<string, JsonSchema>
}

export function apiOf(routes: (string | Route)[], basePaths: string[] = []): MockApi {
  return {
    kind: 'openapi',
    formatVersion: '3.1.0',
    title: 'Test',
    version: '1',
    description: '',
    basePaths,
    schemas: {},
    securitySchemes: {},
    operations: routes.map((route) =>
      operationOf(typeof route === 'string' ? { on: route } : route),
    ),
  }
}

function operationOf({ on, fixedQuery, pathSchemas = {} }: Route): Operation {
  const [method = '', path = ''] = [on.slice(0, on.indexOf(' ')), on.slice(on.indexOf(' ') + 1)]
  return {
    id: on + (fixedQuery ? `?${new URLSearchParams(fixedQuery)}` : ''),
    method,
    path,
    ...(fixedQuery ? { fixedQuery } : {}),
    tag: '',
    summary: '',
    description: '',
    deprecated: false,
    pointer: '',
    parameters: Object.entries(pathSchemas).map(
      ([name, schema]): Parameter => ({
        name,
        in: 'path',
        required: true,
        description: '',
        style: 'simple',
        explode: false,
        allowEmptyValue: false,
        schema,
      }),
    ),
    responses: [],
    security: [],
  }
}

/** Finds and says it in one line: "GET /books/{id} id=1", or "404" or "405 GET,HEAD". */
export function ask(api: MockApi, method: string, url: string): string {
  const [path = '', query = ''] = url.split('?')
  const found = createRouter(api).find(method, path, query)
  if (!isMatch(found))
    return found.allowedMethods.length > 0 ? `405 ${found.allowedMethods}` : '404'
  const values = Object.entries(found.pathParameters).map(([name, value]) => ` ${name}=${value}`)
  return found.operation.id + values.join('')
}
