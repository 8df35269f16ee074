import type {
  MediaType,
  MockApi,
  Operation,
  Response,
  ResponseHeader,
} from '#engine/specs/mock-api.ts'
import type { JsonSchema } from '#runtime/schemas/json-schema.ts'

/** An operation with nothing but what is given. */
export function operationNamed(
  id: string,
  method = 'GET',
  path = `/${id}`,
  responses: Response[] = [],
): Operation {
  return {
    id,
    method,
    path,
    tag: '',
    summary: '',
    description: '',
    deprecated: false,
    pointer: '',
    parameters: [],
    responses,
    security: [],
  }
}

/** A response with the media types given. */
export function responseOf(
  status: string,
  content: MediaType[] = [],
  headers: ResponseHeader[] = [],
): Response {
  return { status, description: '', headers, content }
}

/** A media type with examples by name. */
export function mediaOf(
  contentType: string,
  schema?: JsonSchema,
  examples: Record<string, unknown> = {},
): MediaType {
  const named = Object.entries(examples).map(([name, value]) => ({ name, value }))
  return { contentType, ...(schema === undefined ? {} : { schema }), examples: named }
}

/** An API of these operations. */
export function apiOf(
  operations: Operation[],
  schemas: Record<string, JsonSchema> = {},
  securitySchemes: MockApi['securitySchemes'] = {},
): MockApi {
  return {
    kind: 'openapi',
    formatVersion: '3.1.0',
    title: 'Books',
    version: '1',
    description: '',
    basePaths: [],
    operations,
    schemas,
    securitySchemes,
  }
}
