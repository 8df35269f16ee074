import type { MockApi, Operation, Parameter, SecurityScheme } from '../specs/mock-api.ts'
import { jsonText } from './harmless-text.ts'
import { createSampler } from './sample-value.ts'

/** Bodies longer than this many characters make a line that nobody copies. */
const bodyLimit = 400

/** Makes the function that gives the words of a `curl` command which calls an operation with sample values. */
export function createCurlWriter(
  mockApi: MockApi,
  baseUrl: string,
): (operation: Operation) => string[] {
  const sample = createSampler(mockApi.schemas)

  function textOf(parameter: Parameter): string {
    const value = sample(parameter.schema)
    return typeof value === 'object' && value !== null ? objectText(value) : String(value)
  }

  function urlOf(operation: Operation): string {
    const path = operation.path.replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => {
      const parameter = operation.parameters.find(
        (each) => each.in === 'path' && each.name === name,
      )
      return parameter === undefined ? '1' : textOf(parameter)
    })
    const query = [
      ...Object.entries(operation.fixedQuery ?? {}),
      ...operation.parameters
        .filter((parameter) => parameter.in === 'query' && parameter.required)
        .map((parameter): [string, string] => [parameter.name, textOf(parameter)]),
      ...credentials(operation, mockApi.securitySchemes).query,
    ].map(([name, value]) => `${escapeUrl(name)}=${escapeUrl(value)}`)
    const safePath = path.split('/').map(escapeUrl).join('/')
    return `${baseUrl}${safePath}${query.length > 0 ? `?${query.join('&')}` : ''}`
  }

  return (operation) => {
    const words = ['curl']
    if (operation.method === 'HEAD') {
      words.push('-I')
    } else if (operation.method !== 'GET') {
      words.push('-X', operation.method)
    }
    const headers = [
      ...operation.parameters
        .filter((parameter) => parameter.in === 'header' && parameter.required)
        .map((parameter): [string, string] => [parameter.name, textOf(parameter)]),
      ...credentials(operation, mockApi.securitySchemes).headers,
    ]
    for (const [name, value] of headers) {
      words.push('-H', `${name}: ${value}`)
    }
    const body = jsonBody(operation)
    if (body !== null) {
      words.push('-H', 'Content-Type: application/json', '-d', body)
    }
    words.push(urlOf(operation))
    return words
  }

  function jsonBody(operation: Operation): string | null {
    const content = operation.requestBody?.content.find(({ contentType }) =>
      /^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType),
    )
    if (content === undefined) {
      return null
    }
    const [example] = content.examples
    const text = jsonText(example === undefined ? sample(content.schema ?? true) : example.value)
    return text.length <= bodyLimit ? text : null
  }
}

/** Any well-formed credential will do; of several ways the first is shown. */
function credentials(
  operation: Operation,
  schemes: Readonly<Record<string, SecurityScheme>>,
): { headers: [string, string][]; query: [string, string][] } {
  const headers: [string, string][] = []
  const query: [string, string][] = []
  for (const name of Object.keys(operation.security[0] ?? {})) {
    const scheme = schemes[name]
    if (scheme?.type === 'apiKey') {
      if (scheme.in === 'query') {
        query.push([scheme.name, 'key'])
      } else if (scheme.in === 'header') {
        headers.push([scheme.name, 'key'])
      } else {
        headers.push(['Cookie', `${scheme.name}=key`])
      }
    } else if (scheme?.type === 'http' && scheme.scheme.toLowerCase() === 'basic') {
      headers.push(['Authorization', `Basic ${btoa('user:password')}`])
    } else if (scheme !== undefined && scheme.type !== 'mutualTLS') {
      headers.push(['Authorization', 'Bearer token'])
    }
  }
  return { headers, query }
}

/** Lists are joined by commas as most styles do; an object as JSON is the best that one value can be. */
function objectText(value: object): string {
  return Array.isArray(value) && value.every((item) => typeof item !== 'object')
    ? value.join(',')
    : JSON.stringify(value)
}

/** Percent-encodes everything that a shell or a Markdown reader could take for something else. */
function escapeUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
