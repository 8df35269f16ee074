import type { OperationDetails } from '#contract/operation.ts'
import { curlCommand } from '../request-log/curl-command.ts'

/** A command that calls an operation: its path and required query filled in, an example as its body. */
export function exampleCall(operation: OperationDetails, baseUrl: string): string {
  const { method, path, parameters, requestBody } = operation
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const parameter = parameters.find((other) => other.in === 'path' && other.name === name)
    return encodeURIComponent(exampleOf(parameter?.schema))
  })
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(
      ({ name, schema }) => `${encodeURIComponent(name)}=${encodeURIComponent(exampleOf(schema))}`,
    )
    .join('&')
  const headers = Object.fromEntries(
    parameters
      .filter((parameter) => parameter.in === 'header' && parameter.required)
      .map(({ name, schema }) => [name, exampleOf(schema)]),
  )
  const content =
    requestBody?.content.find(({ contentType }) => /[/+]json\b/i.test(contentType)) ??
    requestBody?.content[0]
  const example = content?.examples[0]?.value
  return curlCommand({
    method: method.toUpperCase(),
    url: `${baseUrl}${filled}${query && `?${query}`}`,
    headers: { ...headers, ...(content && { 'content-type': content.contentType }) },
    body: content
      ? {
          encoding: 'utf8',
          data: typeof example === 'string' ? example : JSON.stringify(example ?? {}),
          truncated: false,
        }
      : null,
  })
}

/** A value for a parameter: what the schema suggests, else something of its type. */
function exampleOf(schema: unknown): string {
  if (typeof schema !== 'object' || schema === null) return '1'
  // Members are looked at one by one, and each may be anything.
  const {
    default: usual,
    example,
    examples,
    enum: choices,
    type,
    format,
  } = schema as Record<string, unknown>
  const first = (list: unknown) => (Array.isArray(list) ? list[0] : undefined)
  const given = example ?? first(examples) ?? usual ?? first(choices)
  if (given !== undefined && given !== null && typeof given !== 'object') return String(given)
  if (format === 'uuid') return '123e4567-e89b-42d3-a456-426614174000'
  if (format === 'date') return '2026-01-31'
  if (format === 'date-time') return '2026-01-31T12:00:00Z'
  if (type === 'boolean') return 'true'
  return type === 'string' ? 'abc' : '1'
}
