import { isObject, member, textOf } from './json-value.ts'

/** What is known of a file that is no description this app imports. */
export interface UnknownFile {
  /** Undefined for binary files. */
  text: string | undefined
  /** The parsed value; undefined when the text is no JSON or YAML. */
  value: unknown
  bytes: Uint8Array | undefined
  name: string
}

/** A format that is recognised in order to say what a file is. */
interface KnownFormat {
  /** Completes "it is …". */
  is: (file: UnknownFile) => string | undefined
  advice: string
}

const expected = 'OpenAPI 3.x and Swagger 2.0 in YAML or JSON can be imported.'

const byBytes = (signature: readonly number[], what: string, advice = expected): KnownFormat => ({
  is: ({ bytes }) => (bytes && signature.every((byte, i) => bytes[i] === byte) ? what : undefined),
  advice,
})

/** Recognised by a line of the text, which the message quotes the number of. */
const byLine = (pattern: RegExp, what: string, advice = expected): KnownFormat => ({
  is: ({ text, value }) => {
    const match = text === undefined || isObject(value) ? undefined : pattern.exec(text)
    return match ? `${what} (line ${text?.slice(0, match.index).split('\n').length})` : undefined
  },
  advice,
})

const byValue = (
  test: (value: unknown) => boolean,
  what: string | ((value: unknown) => string),
  advice = expected,
): KnownFormat => ({
  is: ({ value }) => {
    if (!isObject(value) || !test(value)) return undefined
    return typeof what === 'string' ? what : what(value)
  },
  advice,
})

const has =
  (...keys: string[]) =>
  (value: unknown): boolean =>
    keys.every((key) => member(value, key) !== undefined)

const knownFormats: readonly KnownFormat[] = [
  byBytes([0x89, 0x50, 0x4e, 0x47], 'a PNG image'),
  byBytes([0xff, 0xd8, 0xff], 'a JPEG image'),
  byBytes([0x47, 0x49, 0x46], 'a GIF image'),
  byBytes([0x25, 0x50, 0x44, 0x46], 'a PDF document'),
  byBytes(
    [0x50, 0x4b, 0x03, 0x04],
    'a ZIP archive',
    'Unpack it and choose the description inside.',
  ),
  byBytes([0x1f, 0x8b], 'a gzip archive', 'Unpack it and choose the description inside.'),
  { is: ({ bytes }) => (bytes ? 'a binary file' : undefined), advice: expected },
  byLine(
    /^\s*<(!doctype html|html)\b/i,
    'an HTML page',
    'Perhaps the address leads to a page about the API: save the description itself.',
  ),
  byLine(
    /^[\s\S]{0,500}<(wsdl:)?definitions\b/,
    'a WSDL description',
    'SOAP services cannot be imported. Choose an OpenAPI file.',
  ),
  byLine(/^\s*<\?xml|^\s*<[a-z][\w:-]*[\s>]/i, 'an XML document'),
  byLine(
    /^\s*syntax\s*=\s*["']proto[23]["']\s*;/m,
    'a Protocol Buffers file',
    'gRPC cannot be imported yet. Choose an OpenAPI file.',
  ),
  byLine(
    /^(extend\s+)?(type|interface|input|enum|union|scalar|directive)\s+@?\w+[^:\n]*|^schema\s*[{@]/m,
    'a GraphQL schema',
    'GraphQL cannot be imported yet. Choose an OpenAPI file.',
  ),
  byLine(/^FORMAT:\s*1A/m, 'an API Blueprint', 'Convert it to OpenAPI first.'),
  {
    is: ({ text }) => (text && /^\uFEFF?#%RAML/.test(text) ? 'a RAML description' : undefined),
    advice: 'Convert it to OpenAPI first.',
  },
  byValue(
    has('swaggerVersion'),
    (value) => `a Swagger ${textOf(member(value, 'swaggerVersion'))} description`,
    'Swagger 1.x is not supported: convert it to OpenAPI 3 first.',
  ),
  byValue(
    (value) => has('item')(value) && has('info')(value),
    'a Postman collection',
    'Export the API as OpenAPI from Postman; OpenAPI 3.x and Swagger 2.0 can be imported.',
  ),
  byValue((value) => has('entries')(member(value, 'log')), 'a HAR recording'),
  byValue(
    has('asyncapi'),
    (value) => `an AsyncAPI ${textOf(member(value, 'asyncapi'))} description`,
    'Message APIs cannot be imported. Choose an OpenAPI file.',
  ),
  byValue(
    has('arazzo'),
    'an Arazzo workflow description',
    'Choose the OpenAPI file that it refers to.',
  ),
  byValue(
    has('overlay', 'actions'),
    'an OpenAPI overlay',
    'Choose the OpenAPI file that it extends.',
  ),
  byValue(
    (value) => has('__schema')(value) || has('__schema')(member(value, 'data')),
    'a GraphQL introspection result',
    'GraphQL cannot be imported yet. Choose an OpenAPI file.',
  ),
  byValue(has('lastMigration', 'routes'), 'a Mockoon environment'),
  byValue(
    (value) => has('mappings')(value) || has('request', 'response')(value),
    'a set of WireMock mappings',
  ),
  byValue(has('__export_format'), 'an Insomnia export', 'Export the API as OpenAPI from Insomnia.'),
  byValue(
    (value) => textOf(member(value, 'kind')).startsWith('discovery#'),
    'a Google API discovery document',
  ),
  byValue(has('apiVersion', 'kind'), 'a Kubernetes manifest'),
  byValue(has('name', 'dependencies'), 'a package.json of npm'),
  byValue(
    (value) => has('$schema')(value) || has('type', 'properties')(value),
    'a JSON Schema, without any operations',
  ),
]

/** What a file is, as far as it is recognised: "it is …" and what to do. */
export function recogniseFormat(file: UnknownFile): { is: string; advice: string } | undefined {
  for (const format of knownFormats) {
    const is = format.is(file)
    if (is !== undefined) return { is, advice: format.advice }
  }
  return undefined
}

export const expectedFormats = expected
