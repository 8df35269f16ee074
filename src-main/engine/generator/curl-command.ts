import type { MockApi, Operation, Parameter, SecurityScheme } from '../specs/mock-api.ts'
import { jsonText } from './harmless-text.ts'
import { createSampler } from './sample-value.ts'

/** Bodies longer than this many characters make a line that nobody copies. */
const bodyLimit = 2000

const json = /^application\/(?:[\w.+-]+\+)?json\b/i
const headerName = /^[\w!#$%&'*+.^`|~-]+$/
const form = /^application\/x-www-form-urlencoded\b/i

/** Makes the function that gives the words of a `curl` command which calls an operation with sample values. */
export function createCurlWriter(
  mockApi: MockApi,
  baseUrl: string,
): (operation: Operation) => string[] {
  const sample = createSampler(mockApi.schemas)

  function textOf(parameter: Parameter): string {
    return fieldText(sample(parameter.schema))
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
        .filter(
          ({ in: place, name, required }) =>
            place === 'query' && (required || operation.templatedQuery?.includes(name)),
        )
        .flatMap(queryPairs),
      ...credentials(operation, mockApi.securitySchemes).query,
    ].map((pair) => pair.map(escapeUrl).join('='))
    const safePath = path.split('/').map(escapeUrl).join('/')
    return `${baseUrl}${safePath}${query.length > 0 ? `?${query.join('&')}` : ''}`
  }

  /** Names and values; a document that is the whole query has no name. */
  function queryPairs(parameter: Parameter): string[][] {
    if (!parameter.isWholeQuery) return [[parameter.name, textOf(parameter)]]
    const value = sample(parameter.schema)
    if (!form.test(parameter.contentType ?? '')) return [[jsonText(value)]]
    return Object.entries(Object(value)).map(([name, field]) => [name, fieldText(field)])
  }

  return (operation) => {
    const words = ['curl']
    if (operation.method === 'HEAD') {
      words.push('-I')
    } else if (operation.method !== 'GET') {
      words.push('-X', operation.method)
    }
    const own = credentials(operation, mockApi.securitySchemes).headers
    const isOwn = (name: string) => own.some(([own]) => own.toLowerCase() === name.toLowerCase())
    const headers = [
      ...operation.parameters
        .filter(({ in: place, name, required }) => place === 'header' && required && !isOwn(name))
        .map((parameter): [string, string] => [parameter.name, textOf(parameter)]),
      ...own,
    ]
    for (const [name, value] of headers) {
      // What is no token cannot be sent; a name that begins with @ would make curl read a file.
      if (headerName.test(name)) {
        words.push('-H', `${name}: ${value}`)
      }
    }
    words.push(...bodyWords(operation), urlOf(operation))
    return words
  }

  /** JSON or a form, whichever the operation takes; other bodies are left to the reader. */
  function bodyWords({ requestBody }: Operation): string[] {
    const media =
      requestBody?.content.find(({ contentType }) => json.test(contentType)) ??
      requestBody?.content.find(({ contentType }) => form.test(contentType))
    if (media === undefined) {
      return []
    }
    const [example] = media.examples
    const value = example === undefined ? sample(media.schema ?? true) : example.value
    if (form.test(media.contentType)) {
      return Object.entries(Object(value)).flatMap(([name, field]) => [
        '--data-urlencode',
        `${name}=${fieldText(field)}`,
      ])
    }
    const text = jsonText(value)
    return text.length <= bodyLimit ? ['-H', `Content-Type: ${media.contentType}`, '-d', text] : []
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

function fieldText(value: unknown): string {
  return typeof value === 'object' && value !== null ? objectText(value) : String(value)
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
