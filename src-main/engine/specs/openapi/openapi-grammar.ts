/**
 * What the members of each object of a description are (OpenAPI 3.2 §4, Swagger 2.0): the name of a kind,
 * `*kind` for a map or list of it. `*` stands for every member. Members that are not named are data.
 */
export type Kind = keyof typeof grammar | 'data'
export type MemberKind = Kind | `*${Kind}`

const schemaMap = '*schema'
const methods = {
  get: 'operation',
  put: 'operation',
  post: 'operation',
  delete: 'operation',
  options: 'operation',
  head: 'operation',
  patch: 'operation',
  trace: 'operation',
  query: 'operation',
} as const

const parameter = {
  schema: 'schema',
  items: 'schema',
  content: '*mediaType',
  examples: '*example',
} as const

const grammar = {
  root: {
    paths: '*pathItem',
    webhooks: '*pathItem',
    components: 'components',
    definitions: schemaMap,
    parameters: '*parameter',
    responses: '*response',
  },
  components: {
    schemas: schemaMap,
    responses: '*response',
    parameters: '*parameter',
    examples: '*example',
    requestBodies: '*requestBody',
    headers: '*header',
    securitySchemes: '*securityScheme',
    links: '*link',
    callbacks: '*callback',
    pathItems: '*pathItem',
    mediaTypes: '*mediaType',
  },
  pathItem: { ...methods, parameters: '*parameter', additionalOperations: '*operation' },
  operation: {
    parameters: '*parameter',
    requestBody: 'requestBody',
    responses: '*response',
    callbacks: '*callback',
  },
  callback: { '*': 'pathItem' },
  parameter,
  header: parameter,
  requestBody: { content: '*mediaType' },
  response: { content: '*mediaType', headers: '*header', links: '*link', schema: 'schema' },
  mediaType: {
    schema: 'schema',
    itemSchema: 'schema',
    examples: '*example',
    encoding: '*encoding',
  },
  encoding: { headers: '*header' },
  example: {},
  link: {},
  securityScheme: {},
  schema: {
    properties: schemaMap,
    patternProperties: schemaMap,
    definitions: schemaMap,
    $defs: schemaMap,
    dependencies: schemaMap,
    dependentSchemas: schemaMap,
    prefixItems: schemaMap,
    allOf: schemaMap,
    anyOf: schemaMap,
    oneOf: schemaMap,
    items: 'schema',
    additionalItems: 'schema',
    unevaluatedItems: 'schema',
    contains: 'schema',
    additionalProperties: 'schema',
    unevaluatedProperties: 'schema',
    propertyNames: 'schema',
    contentSchema: 'schema',
    not: 'schema',
    if: 'schema',
    // biome-ignore lint/suspicious/noThenProperty: `then` is a keyword of JSON Schema; this object is never awaited.
    then: 'schema',
    else: 'schema',
  },
} as const

const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = grammar

/** Kind of a member of an object of a kind. */
export function memberKind(kind: MemberKind, key: string): MemberKind {
  // The table holds nothing but kinds; the index signature of `tables` has lost that.
  if (kind.startsWith('*')) return kind.slice(1) as Kind
  const table = tables[kind]
  if (table === undefined) return 'data'
  const named = Object.hasOwn(table, key) ? table[key] : table['*']
  if (named === undefined || (key.startsWith('x-') && kind !== 'callback')) return 'data'
  return named as MemberKind
}
