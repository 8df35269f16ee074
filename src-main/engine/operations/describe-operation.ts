import type { OperationDetails } from '#contract/operation.ts'
import type { JsonSchema } from '#runtime/schemas/json-schema.ts'
import { createCurlWriter } from '../generator/curl-command.ts'
import type { MediaType, MockApi, Operation } from '../specs/mock-api.ts'

/** References start with this in a mock API, and with `#/$defs/` in a schema that stands alone. */
const ownPrefix = '#/schemas/'
const standalonePrefix = '#/$defs/'

/** Everything a screen shows of an operation. Each schema carries the definitions it refers to. */
export function describeOperation(mockApi: MockApi, operation: Operation): OperationDetails {
  const standalone = (schema: JsonSchema) => makeStandalone(schema, mockApi.schemas)
  const describeContent = (content: MediaType[]) =>
    content.map(({ contentType, schema, examples }) => ({
      contentType,
      examples,
      ...(schema === undefined ? {} : { schema: standalone(schema) }),
    }))
  const { id, method, path, tag, summary, description, deprecated } = operation
  return {
    id,
    method,
    path,
    tag,
    summary,
    description,
    deprecated,
    parameters: operation.parameters.map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required,
      description: parameter.description,
      schema: standalone(parameter.schema),
    })),
    requestBody: operation.requestBody
      ? {
          required: operation.requestBody.required,
          content: describeContent(operation.requestBody.content),
        }
      : null,
    responses: operation.responses.map((response) => ({
      status: response.status,
      description: response.description,
      headers: response.headers.map(({ name, required }) => ({ name, required })),
      content: describeContent(response.content),
    })),
    security: operation.security.map((requirement) => Object.keys(requirement)),
    call: createCurlWriter(mockApi, '')(operation),
  }
}

/** The schema with every named schema it reaches under `$defs`, so that it can be read and checked by itself. */
export function makeStandalone(
  schema: JsonSchema,
  schemas: Record<string, JsonSchema>,
): JsonSchema {
  if (typeof schema === 'boolean') return schema
  const definitions = new Map<string, JsonSchema>()
  const waiting: string[] = []

  function rewrite(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(rewrite)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => {
        if (key === '$ref' && typeof value === 'string' && value.startsWith(ownPrefix)) {
          waiting.push(value.slice(ownPrefix.length))
          return [key, standalonePrefix + value.slice(ownPrefix.length)]
        }
        return [key, rewrite(value)]
      }),
    )
  }

  const root = rewrite(schema) as Record<string, unknown>
  for (let escaped = waiting.pop(); escaped !== undefined; escaped = waiting.pop()) {
    const name = unescapePointer(escaped)
    const definition = Object.hasOwn(schemas, name) ? schemas[name] : undefined
    if (definition === undefined || definitions.has(name)) continue
    // Marked before it is walked: a schema may reach itself.
    definitions.set(name, true)
    // Rewriting keeps a schema a schema: only the text of references changes.
    definitions.set(name, rewrite(definition) as JsonSchema)
  }
  return definitions.size === 0 ? root : { ...root, $defs: Object.fromEntries(definitions) }
}

/** RFC 6901 in a URI fragment: percent-decoding first, then `~1` and `~0`. */
function unescapePointer(escaped: string): string {
  return decodeURIComponent(escaped).replaceAll('~1', '/').replaceAll('~0', '~')
}
