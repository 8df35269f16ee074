import type { JsonSchema } from '#runtime/schemas/json-schema.ts'

/**
 * The one model every spec kind becomes. The generator writes it to `spec/mock-api.json`,
 * the runtime serves it. It is plain JSON and holds no cycles: schemas refer to each other by
 * `{"$ref": "#/schemas/<name>"}`, in the vocabulary of JSON Schema 2020-12 whatever the spec's own dialect was.
 */
export interface MockApi {
  kind: 'openapi'
  /** Version of the description format as the spec gives it, such as "3.0.3". */
  formatVersion: string
  title: string
  version: string
  description: string
  /** Path prefixes from the spec's servers, without trailing slash, longest first; never the empty one. */
  basePaths: string[]
  /** Addresses of the spec's servers; variables that may be anything in braces. */
  servers?: string[]
  operations: Operation[]
  schemas: Record<string, JsonSchema>
  securitySchemes: Record<string, SecurityScheme>
  /** Requests that the API itself sends: webhooks, and callbacks of operations. */
  outgoing?: OutgoingRequest[]
}

/** A request that goes from the API to its client. */
export interface OutgoingRequest {
  /** The spec's name of the webhook or callback. */
  name: string
  kind: 'webhook' | 'callback'
  /** Upper case. */
  method: string
  summary: string
  /** JSON pointer of the request in the spec. */
  pointer: string
  /** Id of the operation that leads to a callback. */
  operationId?: string
  /** Where a callback goes: a runtime expression such as `{$request.body#/notifyUrl}`. */
  expression?: string
  requestBody?: RequestBody
}

/** One method on one path. */
export interface Operation {
  /** Unique within the API; the spec's operationId where that is usable, else derived from method and path. */
  id: string
  /** Upper case. */
  method: string
  /** Template such as `/books/{bookId}`, without query or fragment. */
  path: string
  /** Query parameters fixed by a spec that writes `/path?action=x` as a path. */
  fixedQuery?: Record<string, string>
  /** Query parameters that a spec writes into a path, such as `/path?page={page}`. */
  templatedQuery?: string[]
  tag: string
  summary: string
  description: string
  deprecated: boolean
  /** JSON pointer of the operation in the spec. */
  pointer: string
  parameters: Parameter[]
  requestBody?: RequestBody
  /** In the order of the spec. */
  responses: Response[]
  /** Alternatives; each lists the schemes that must all be satisfied. Empty: open to everyone. */
  security: SecurityRequirement[]
  /** Addresses of servers of its own or of its path item, instead of those of the API. */
  servers?: string[]
}

export type ParameterStyle =
  | 'matrix'
  | 'label'
  | 'simple'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'tabDelimited'
  | 'deepObject'
  /** As `form`, but of several cookies and not percent-encoded (OpenAPI 3.2). */
  | 'cookie'

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required: boolean
  description: string
  style: ParameterStyle
  explode: boolean
  /** How the lists within a list are written, from the outside in (Swagger 2). */
  innerStyles?: ParameterStyle[]
  allowEmptyValue: boolean
  schema: JsonSchema
  /** Set when the value is a document of this media type instead of a styled value. */
  contentType?: string
  /** True for a query parameter that is the whole query (OpenAPI 3.2). */
  isWholeQuery?: true
  /** By property, for one that is a form. */
  encoding?: Record<string, Encoding>
  /** The spec's own example of a value. */
  example?: unknown
}

export interface RequestBody {
  required: boolean
  content: MediaType[]
}

export interface MediaType {
  /** As declared, ranges such as `image/*` included. */
  contentType: string
  schema?: JsonSchema
  examples: NamedExample[]
  /** By property, for urlencoded and multipart bodies. */
  encoding?: Record<string, Encoding>
}

export interface NamedExample {
  /** The spec's name, or `default` for an unnamed one. */
  name: string
  value: unknown
}

export interface Encoding {
  contentType?: string
  style?: ParameterStyle
  explode?: boolean
}

export interface Response {
  /** Three digits, a range such as `2XX`, or `default`. */
  status: string
  description: string
  headers: ResponseHeader[]
  content: MediaType[]
}

export interface ResponseHeader {
  name: string
  required: boolean
  schema: JsonSchema
  explode: boolean
  /** How a list is written where that is not `simple` (Swagger 2). */
  style?: ParameterStyle
  /** Set when the value is a document of this media type instead of a styled value. */
  contentType?: string
  example?: unknown
}

/** Names of schemes with the scopes each must grant. */
export type SecurityRequirement = Record<string, string[]>

export type SecurityScheme =
  | { type: 'apiKey'; in: 'header' | 'query' | 'cookie'; name: string }
  | { type: 'http'; scheme: string }
  | { type: 'oauth2' }
  | { type: 'openIdConnect' }
  | { type: 'mutualTLS' }
